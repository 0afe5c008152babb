"""Officers keep funds: set up, opened, fed, closed, with the end of each year. Source: checklist A29, E38, C27."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from commissioning import access as roles
from commissioning import balances, booking, ending_years, funding, showing_money, spending
from commissioning.forms.fund import ContributionForm, FundForm, GiveBackForm, ReceiveForm
from commissioning.models import Contribution, Entry, Fund
from commissioning.views.fund import ALLOCATIONS, ENTRIES
from foundation import access
from foundation.forms import Form
from foundation.paging import page_of
from foundation.reason_form import reason_form
from foundation.refusal import told
from foundation.templatetags.words import pence as pounds
from localities.access import anywhere
from localities.views.form_page import form_page

PAGE = 30
LIST = "/manage/money/"
FUNDS = Fund.objects.select_related("board", "locality", "holder", "only_theme")


def page_of_fund(fund_id: int) -> str:
    """Return where officers keep a fund."""
    return f"{LIST}funds/{fund_id}/"


def _mine(request: HttpRequest, fund_id: int) -> Fund:
    return access.fetch(request, FUNDS, roles.FUND, pk=fund_id)


@anywhere(roles.READ)
@require_safe
def manage_money(request: HttpRequest) -> HttpResponse:
    """List the funds that the person looks after, with what waits for each."""
    held = request.access  # type: ignore[attr-defined]
    page = page_of(request, FUNDS.filter(roles.where(held, roles.READ)).order_by("closed_at", "title", "pk"), PAGE)
    found = balances.of_funds(fund.pk for fund in page.object_list)
    waits = showing_money.waits(page.object_list, timezone.localdate())
    rows = [(fund, found.get(fund.pk, balances.Balance()), waits.get(fund.pk, [])) for fund in page.object_list]
    context = {"page": page, "rows": rows, "may": held.may_anywhere(roles.FUND)}
    return render(request, "commissioning/fund/manage_list.html", context)


@anywhere(roles.FUND)
def fund_new(request: HttpRequest) -> HttpResponse:
    """Begin a fund."""
    fund = Fund(partnership=request.partnership)  # type: ignore[attr-defined]
    form = FundForm.of(request, instance=fund, held=request.access)  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        made = funding.save_fund(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The fund is begun. Nobody else sees it until you open it.")
        return redirect(page_of_fund(made.pk))

    return form_page(request, form, act, title="Add a fund", submit="Add the fund", back=LIST)


@require_safe
def manage_fund(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Show a fund from the officers' side, with what can be done next."""
    fund = access.fetch(request, FUNDS, roles.READ, pk=fund_id)
    page, today = page_of(request, ALLOCATIONS.filter(fund=fund), PAGE), timezone.localdate()
    held = request.access  # type: ignore[attr-defined]
    context = {
        "fund": fund, "page": page, "rows": showing_money.with_balances(page.object_list),
        "balance": balances.of_fund(fund_id), "promises": showing_money.promises(fund),
        "entries": ENTRIES.filter(fund=fund)[:10], "may": held.may(roles.FUND, fund) and not fund.closed_at,
        "may_allocate": held.may(roles.ALLOCATE, fund) and fund.published_at and not fund.closed_at,
        "waits": showing_money.waits([fund], today).get(fund_id, []), "year": spending.years_of(fund)[0],
        "has_year": fund.starts_on <= ending_years.last_year_end(today),
    }  # fmt: skip
    return render(request, "commissioning/fund/officer.html", context)


def fund_change(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Change what a fund says of itself."""
    fund = _mine(request, fund_id)
    form = FundForm.of(request, instance=fund, held=request.access)  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        form.must_be_as_seen()
        funding.save_fund(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The fund is changed.")
        return redirect(page_of_fund(fund_id))

    return _page(request, form, act, fund, title="Change the fund")


@require_POST
def fund_opening(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Open a fund to everybody."""
    fund = _mine(request, fund_id)
    with told(request):
        funding.open_fund(fund, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The fund is open. Everybody reads what comes and where it goes.")
    return redirect(page_of_fund(fund_id))


def fund_closing(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Close a fund in which nothing is left."""
    fund = _mine(request, fund_id)
    form = reason_form("Why is the fund closed?", 500, "Everybody can read it.").of(request)

    def act() -> HttpResponse:
        funding.close_fund(fund, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The fund is closed. Its ledger stays open to read.")
        return redirect(page_of_fund(fund_id))

    return _page(request, form, act, fund, title="Close the fund", submit="Close it")


def promise_new(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Record what a partner promises."""
    fund = _mine(request, fund_id)
    form = ContributionForm.of(request, instance=Contribution(fund=fund, partnership=fund.partnership))

    def act() -> HttpResponse:
        funding.promise(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The promise is kept. Book the money when it comes.")
        return redirect(page_of_fund(fund_id))

    return _page(request, form, act, fund, title="What is promised?", submit="Keep it")


def promise_withdrawal(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Record that what was promised does not come."""
    rows = Contribution.objects.select_related("fund", "board", "locality", "organisation")
    found = access.fetch(request, rows, roles.FUND, pk=promise_id)
    form = reason_form("Why does it not come?", 300, "Everybody can read it.").of(request)

    def act() -> HttpResponse:
        funding.withdraw_promise(found, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is recorded.")
        return redirect(page_of_fund(found.fund_id))

    title = f"{found.organisation} does not give {pounds(found.pence)}"
    return _page(request, form, act, found.fund, title=title, submit="Record it")


def fund_receipt(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Book money that came."""
    fund = _mine(request, fund_id)
    form = ReceiveForm.of(request, fund=fund)

    def act() -> HttpResponse:
        said = form.cleaned_data
        funding.receive(fund, said.pop("pence"), by=request.user, **said)  # type: ignore[arg-type]
        messages.success(request, "It is booked.")
        return redirect(page_of_fund(fund_id))

    return _page(request, form, act, fund, title="Book money that came", submit="Book it")


def fund_giving_back(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Book money that is given back."""
    fund = _mine(request, fund_id)
    form = GiveBackForm.of(request, fund=fund)

    def act() -> HttpResponse:
        said = form.cleaned_data
        funding.give_back(fund, said.pop("pence"), by=request.user, **said)  # type: ignore[arg-type]
        messages.success(request, "It is booked.")
        return redirect(page_of_fund(fund_id))

    left = f"{pounds(balances.of_fund(fund_id).free)} is not set aside."
    return _page(request, form, act, fund, title="Give money back", submit="Book it", lead=left)


def fund_year_end(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Close the last financial year of a fund: show what its rule does, then do it."""
    fund = _mine(request, fund_id)
    ends_on = ending_years.last_year_end(timezone.localdate())
    free, over = ending_years.to_lapse(fund, ends_on)
    form = Form.of(request)

    def act() -> HttpResponse:
        made = ending_years.end_year(fund, ends_on, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"The year is closed. {made.note}")
        return redirect(page_of_fund(fund_id))

    lead = (
        f"{pounds(free)} was not set aside on {ends_on:%-d %B %Y}. By the rule of the fund, {pounds(free - over)} is "
        f"carried and {pounds(over)} is given back. Nothing more is booked into that year."
    )
    return _page(request, form, act, fund, title=f"Close the year to {ends_on:%-d %B %Y}", submit="Close it", lead=lead)


def entry_reversal(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Take an entry back by its opposite."""
    rows = Entry.objects.select_related("fund", "allocation", "board", "locality", "decision", "organisation")
    entry = access.fetch(request, rows, roles.FUND, pk=booking_id)
    form = reason_form("Why is it taken back?", 500, "Both entries stay, and everybody can read why.").of(request)

    def act() -> HttpResponse:
        booking.reverse(entry, because=form.cleaned_data["because"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It is taken back. Book what is right as a new entry.")
        return redirect(page_of_fund(entry.fund_id))

    title = f"Take back: {entry.get_move_display().lower()}, {pounds(entry.pence)}"
    return _page(request, form, act, entry.fund, title=title, submit="Take it back")


def _page(request: HttpRequest, form: Form, act: Any, fund: Fund, **page: Any) -> HttpResponse:
    return form_page(request, form, act, back=page_of_fund(fund.pk), caption=fund.title, **page)
