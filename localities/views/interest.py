"""The register of interests: read by everybody, kept by the member and the officers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.access import OWN, PUBLIC, fetch
from foundation.forms import Form
from foundation.paging import page_of
from localities import notifying
from localities.access import ADD_PEOPLE, VIEW, WITHHOLD, anywhere, is_own
from localities.forms.interest import InterestForm, WithholdForm
from localities.models import Interest, InterestDetail, InterestDuty, Mandate, Person
from localities.notifying import address_of
from localities.views.record import FORM, edit, ending, tried


def _person(request: HttpRequest, person_id: int) -> tuple[Person, bool]:
    """Return a person with a register, and whether whoever asks may write in it."""
    known = Q(pk__in=Mandate.objects.values("person")) | Q(pk__in=Interest.objects.values("person"))
    known |= Q(user=request.user) if request.user.is_authenticated else Q()
    person = fetch(request, Person.objects.filter(known, left_at__isnull=True), PUBLIC, pk=person_id)
    may = is_own(request.user, person) or request.access.may_anywhere(ADD_PEOPLE)  # type: ignore[attr-defined]
    return person, may


def _keeper(request: HttpRequest, person_id: int) -> Person:
    person, may = _person(request, person_id)
    if not may:
        raise PermissionDenied
    return person


@require_safe
@login_not_required
def interests(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what somebody has registered, for each mandate; of what is withheld only that it exists."""
    person, may_write = _person(request, person_id)
    rows = list(Interest.objects.filter(person=person).with_details())
    today = timezone.localdate()
    mandates = list(Mandate.objects.on(today).filter(person=person).select_related("council", "area"))
    standing = [row for row in rows if row.ends_on is None]
    context = {
        "person": person,
        "registers": [(mandate, _of(standing, mandate)) for mandate in mandates],
        "others": [row for row in standing if row.mandate_id not in {mandate.pk for mandate in mandates}],
        "ended": [row for row in rows if row.ends_on],
        **(_owed(person) if may_write else {}),
        "changes": Interest.history.filter(person=person).order_by("-history_date")[:40],
        "may_write": may_write,
        "may_withhold": request.access.may(WITHHOLD, person),  # type: ignore[attr-defined]
    }
    return render(request, "localities/interest/list.html", context)


def _of(rows: list[Interest], mandate: Mandate) -> list[tuple[str, list[Interest]]]:
    """Return the interests of a mandate under each category, with those that are empty."""
    own = [row for row in rows if row.mandate_id == mandate.pk]
    return [(str(kind.label), [row for row in own if row.category == kind]) for kind in Interest.Category]


def _owed(person: Person) -> dict[str, Any]:
    """Return what a member owes the register, and when each mandate was last confirmed."""
    met = InterestDuty.objects.filter(person=person, met_on__isnull=False).order_by("met_on")
    return {
        "duties": list(InterestDuty.objects.open().filter(person=person).select_related("mandate__council")),
        "confirmed": dict(met.values_list("mandate_id", "met_on")),
    }


@require_safe
def my_interests(request: HttpRequest) -> HttpResponse:
    """Lead a member to their own register."""
    return redirect(address_of(fetch(request, Person.objects, OWN, user=request.user)))


@require_http_methods(FORM)
def interest_new(request: HttpRequest, person_id: int) -> HttpResponse:
    """Register an interest."""
    person = _keeper(request, person_id)
    detail = InterestDetail(partnership=request.partnership, person=person)
    detail.interest = Interest(partnership=request.partnership, person=person)
    return _edit(request, person, detail, title="Register an interest", submit="Register")


@require_http_methods(FORM)
def interest_change(request: HttpRequest, person_id: int, interest_id: int) -> HttpResponse:
    """Put an interest right; whoever may not read it does not find it."""
    person = _keeper(request, person_id)
    rows = InterestDetail.objects.select_related("interest__person", "interest__mandate")
    detail = fetch(request, rows, PUBLIC, interest_id=interest_id, person=person)
    return _edit(request, person, detail, title="Change an interest")


def _edit(request: HttpRequest, person: Person, detail: InterestDetail, **page: Any) -> HttpResponse:
    form, back = InterestForm.of(request, instance=detail), address_of(person)
    act = notifying.register_interest
    return edit(request, form, act=act, then=lambda _: back, caption=person, back=back, **page)


@require_http_methods(FORM)
def interest_ending(request: HttpRequest, person_id: int, interest_id: int) -> HttpResponse:
    """Give an interest its last day."""
    person = _keeper(request, person_id)
    interest = fetch(request, Interest.objects.standing(), PUBLIC, pk=interest_id, person=person)
    title = f"When did this end? {interest}"
    return ending(request, interest, then=address_of(person), act=notifying.end_interest, caption=person, title=title)


@require_http_methods(FORM)
def interest_withholding(request: HttpRequest, person_id: int, interest_id: int) -> HttpResponse:
    """Withhold a sensitive interest, or put it back into the register."""
    person, _ = _person(request, person_id)
    interest = fetch(request, Interest.objects.all(), WITHHOLD, pk=interest_id, person=person)
    form = (Form if interest.withheld_at else WithholdForm).of(request)

    def act() -> HttpResponse:
        if interest.withheld_at:
            notifying.disclose(interest, by=request.user)
        else:
            notifying.withhold(interest, because=form.cleaned_data["because"], by=request.user)
        return redirect(address_of(person))

    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, act)):
        return answer
    return render(request, "localities/manage/form.html", _withholding(interest, person, form))


def _withholding(interest: Interest, person: Person, form: Form) -> dict[str, Any]:
    page = {"form": form, "caption": person, "back": address_of(person)}
    if interest.withheld_at:
        lead = "Everybody will read what it is. The reason why it was withheld is deleted."
        return {**page, "title": f"Put back into the register: {interest}", "submit": "Put it back", "lead": lead}
    lead = (
        "The register will say that there is an interest of this kind, and nothing more. "
        "What it said before is withheld too (Localism Act 2011, section 32)."
    )
    return {**page, "title": f"Withhold a sensitive interest: {interest}", "submit": "Withhold", "lead": lead}


@require_POST
def interests_confirmation(request: HttpRequest, person_id: int, mandate_id: int) -> HttpResponse:
    """Confirm that the register is complete for one mandate."""
    person = _keeper(request, person_id)
    rows = Mandate.objects.on(timezone.localdate()).select_related("council", "person")
    mandate = fetch(request, rows, PUBLIC, pk=mandate_id, person=person)
    notifying.confirm(mandate, by=request.user)
    messages.success(request, f"The register for {mandate.council} is confirmed as complete.")
    return redirect(address_of(person))


@require_safe
@anywhere(VIEW)
def interests_due(request: HttpRequest) -> HttpResponse:
    """List what members owe the register, the most overdue first. Source: standards R10."""
    duties = InterestDuty.objects.open().select_related("person", "mandate__council").order_by("due_on", "person__name")
    today = timezone.localdate()
    context = {"page": page_of(request, duties), "late": duties.filter(due_on__lt=today).count(), "today": today}
    return render(request, "localities/interest/due.html", context)
