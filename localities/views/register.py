"""Registers as the public reads them."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation import downloads
from foundation.access import PUBLIC, fetch
from foundation.paging import page_of
from localities import describing, linking
from localities.entering import documents
from localities.forms.register import EntrySearch
from localities.models import Register, RegisterEntry
from localities.tabulating import table

A_PAGE = 30


@login_not_required
@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """List the registers in which there is something to read."""
    open_now = Q(entries__opened_at__isnull=False)
    rows = Register.objects.public().annotate(number=Count("entries", filter=open_now)).filter(number__gt=0)
    return render(request, "localities/register/list.html", {"registers": rows.order_by("name")})


@login_not_required
@require_safe
def register(request: HttpRequest, register_slug: str) -> HttpResponse:
    """Show a register's public entries, narrowed by words and choices."""
    found = fetch(request, Register.objects.public(), PUBLIC, slug=register_slug)
    rows = RegisterEntry.objects.public().filter(register=found)
    return render(request, "localities/register/detail.html", listed(request, found, rows))


@login_not_required
@require_safe
def register_csv(request: HttpRequest, register_slug: str) -> HttpResponse:
    """Give the public entries, narrowed as on the page, as a table."""
    found = fetch(request, Register.objects.public(), PUBLIC, slug=register_slug)
    return as_table(request, found, RegisterEntry.objects.public().filter(register=found))


@login_not_required
@require_safe
def register_entry(request: HttpRequest, register_slug: str, entry_id: int) -> HttpResponse:
    """Show an entry: its values, documents, links and what it said before."""
    rows = RegisterEntry.objects.public().select_related("register", "organisation", "locality")
    entry = fetch(request, rows, PUBLIC, pk=entry_id, register__slug=register_slug)
    return render(request, "localities/register/entry.html", told(entry))


def narrowed(request: HttpRequest, found: Register, rows: QuerySet[RegisterEntry]) -> tuple[EntrySearch, Any]:
    """Return the filters of a register's list, and the entries that fit them; none where they make no sense."""
    named = "organisation_id", "organisation__name", "locality_id", "locality__name"
    pairs = list(rows.order_by().values_list(*named).distinct())
    place = request.partnership.vocabulary["locality"].capitalize()
    search = EntrySearch(request.GET, register=found, pairs=pairs, place=place)
    fitting = search.narrow(rows, timezone.localdate()) if search.is_valid() else rows.none()
    return search, fitting.select_related("organisation", "locality").order_by("name", "pk")


def listed(request: HttpRequest, found: Register, rows: QuerySet[RegisterEntry]) -> dict[str, Any]:
    """Return what the page of a register's list shows."""
    search, fitting = narrowed(request, found, rows)
    page, shown = page_of(request, fitting, A_PAGE), describing.columns(found)
    return {
        "register": found,
        "search": search,
        "page": page,
        "columns": shown,
        "rows": _rows(page, shown),
        "has_bodies": any(entry.organisation_id for entry in page),
        "has_places": any(entry.locality_id for entry in page),
        "today": timezone.localdate(),
        "is_narrowed": any(request.GET.values()),
        "query": request.GET.urlencode(),
    }


def _rows(page: Page, shown: list[Any]) -> list[tuple[RegisterEntry, list[describing.Said]]]:
    entries = list(page)
    return list(zip(entries, describing.said_by_each(shown, entries), strict=True))


def as_table(request: HttpRequest, found: Register, rows: QuerySet[RegisterEntry]) -> HttpResponse:
    """Return the entries that fit the filters as a file for spreadsheets."""
    _, fitting = narrowed(request, found, rows)
    return downloads.table(table(found, fitting), found.slug)


def told(entry: RegisterEntry) -> dict[str, Any]:
    """Return what the page of an entry shows."""
    return {
        "entry": entry,
        "register": entry.register,
        "said": describing.said(entry),
        "documents": documents(entry),
        "links": linking.shown(entry.links),
        "history": describing.history(entry),
    }
