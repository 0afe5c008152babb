"""Private cases between agencies: each page is for their parties alone. Source: D39, E16."""

from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagement import access as roles
from engagement import conferring
from engagement.forms.case import CaseForm, EntryForm, OutcomeForm, PartyForm
from engagement.models import Case, CaseParty
from foundation import access, uploads
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page

PAGE = 25


@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """List the cases to which the person was named, the one with the newest entry first."""
    keys = conferring.see(request.user)  # type: ignore[arg-type]
    rows = Case.objects.filter(pk__in=keys).annotate(newest=Max("entries__at")).order_by("closed_at", "-newest", "-pk")
    may_open = request.access.may_anywhere(roles.HANDLE)  # type: ignore[attr-defined]
    return render(request, "engagement/case/list.html", {"page": page_of(request, rows, PAGE), "may_open": may_open})


@anywhere(roles.HANDLE)
def new(request: HttpRequest) -> HttpResponse:
    """Open a case."""
    form = CaseForm.of(request)

    def act() -> HttpResponse:
        case = conferring.open_case(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The case is open. Only you see it until you name others.")
        return redirect(case)

    lead = "Only the people whom you name will ever see it. It is in no search, on no public page and in no report."
    page = {"title": "Open a case between agencies", "submit": "Open the case", "back": "/cases/", "lead": lead}
    return form_page(request, form, act, **page)


@never_cache
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show a case to a party of it, and take what they write."""
    found = _mine(request, case_id)
    form = EntryForm.of(request)

    def act() -> HttpResponse:
        conferring.write(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "Kept. The other parties are told that there is something new.")
        return redirect(found)

    parties = list(CaseParty.objects.now().filter(case=found).select_related("person", "organisation"))
    entries = found.entries.select_related("party__person", "party__organisation", "file")
    context = {
        "case": found, "parties": parties, "entries": entries, "leads": found.opened_by_id == request.user.pk,
    }  # fmt: skip
    return form_page(request, form, act, template="engagement/case/detail.html", **context)


def party_new(request: HttpRequest, case_id: int) -> HttpResponse:
    """Name another party to a case."""
    found = _mine(request, case_id)
    form = PartyForm.of(request)

    def act() -> HttpResponse:
        party = conferring.add_party(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"{party} reads the case from now on, and has been told.")
        return redirect(found)

    back = found.get_absolute_url()
    return form_page(request, form, act, title="Name another party", submit="Name them", back=back)


@require_POST
def party_leaving(request: HttpRequest, case_id: int, party_id: int) -> HttpResponse:
    """End what a party sees of a case."""
    found = _mine(request, case_id)
    party = access.fetch(request, CaseParty.objects.now().filter(case=found), access.PUBLIC, pk=party_id)
    is_own = party.user_id == request.user.pk
    with told(request):
        conferring.leave(found, party, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{party} sees the case no longer.")
        return redirect("cases") if is_own else redirect(found)
    return redirect(found)


def closing(request: HttpRequest, case_id: int) -> HttpResponse:
    """Close a case with what came of it."""
    found = _mine(request, case_id)
    form = OutcomeForm.of(request)

    def act() -> HttpResponse:
        conferring.close(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The case is closed.")
        return redirect(found)

    back = found.get_absolute_url()
    return form_page(request, form, act, title="Close the case", submit="Close it", back=back)


@never_cache
@require_safe
def file(request: HttpRequest, case_id: int, file_id: int) -> HttpResponse:
    """Serve a file of a case to a party of it."""
    entry = access.fetch(request, _mine(request, case_id).entries.select_related("file"), access.PUBLIC, file=file_id)
    return uploads.serve(entry.file)  # type: ignore[return-value]


def _mine(request: HttpRequest, case_id: int) -> Case:
    """Return a case of the person; for anybody else it is not there."""
    keys = conferring.see(request.user)  # type: ignore[arg-type]
    rows = Case.objects.filter(pk__in=keys).select_related("area", "locality", "opened_by")
    return access.fetch(request, rows, access.PUBLIC, pk=case_id)
