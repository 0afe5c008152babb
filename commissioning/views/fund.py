"""Money, for everybody to read: each fund, what came, what it is set aside for, every entry. Source: A29, A45."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning import balances, showing_money, spending
from commissioning.models import Allocation, Entry, Fund
from foundation import access
from foundation.paging import page_of

PAGE = 30
FUNDS = Fund.objects.public().select_related("board", "locality", "holder")
ALLOCATIONS = Allocation.objects.select_related("organisation", "priority", "place", "fund")
ENTRIES = Entry.objects.select_related("organisation", "allocation", "fund", "booked_by", "reverses", "reversed_by")


@login_not_required
@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """Show each fund with what came, what is set aside and what is left."""
    page = page_of(request, FUNDS.order_by("closed_at", "title", "pk"), PAGE)
    found = balances.of_funds(fund.pk for fund in page.object_list)
    rows = [(fund, found.get(fund.pk, balances.Balance())) for fund in page.object_list]
    return render(request, "commissioning/fund/list.html", {"page": page, "rows": rows})


@login_not_required
@require_safe
def fund(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Show one fund: its rules, who put money in, what it is set aside for, and what was booked last."""
    found = access.fetch(request, FUNDS.select_related("only_theme"), access.PUBLIC, pk=fund_id)
    page = page_of(request, ALLOCATIONS.filter(fund=found), PAGE)
    context = {
        "fund": found, "page": page, "balance": balances.of_fund(fund_id),
        "rows": showing_money.with_balances(page.object_list), "promises": showing_money.promises(found),
        "entries": ENTRIES.filter(fund=found)[:5], "year": spending.years_of(found)[0],
    }  # fmt: skip
    return render(request, "commissioning/fund/detail.html", context)


@login_not_required
@require_safe
def fund_entries(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Show every entry of a fund, the newest first."""
    found = access.fetch(request, FUNDS, access.PUBLIC, pk=fund_id)
    page = page_of(request, ENTRIES.filter(fund=found), PAGE)
    return render(request, "commissioning/fund/entries.html", {"fund": found, "page": page})


@login_not_required
@require_safe
def allocation(request: HttpRequest, allocation_id: int) -> HttpResponse:
    """Show what money is set aside for: the decision, the priority, and each step until it is paid."""
    rows = ALLOCATIONS.select_related("decision", "officer_decision", "action", "into", "fund__board", "fund__holder")
    found = access.fetch(request, rows, access.PUBLIC, pk=allocation_id)
    context = {
        "allocation": found, "balance": balances.of_allocation(found.pk),
        "entries": ENTRIES.filter(allocation=found).order_by("on", "pk"),
    }  # fmt: skip
    return render(request, "commissioning/allocation/detail.html", context)
