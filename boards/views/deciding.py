"""Deciding at the meeting: positions, votes, outcomes, reopening; and putting again what was deferred."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from boards import consenting, deciding, reworking, sitting, voting
from boards.access import RECORD
from boards.forms.deciding import (
    OnRecommendation,
    OutcomeForm,
    PositionsForm,
    ReopeningForm,
    ReworkForm,
    VoteForm,
    WithdrawalForm,
)
from boards.models import Recommendation, Vote
from foundation import access
from foundation.forms import Form, once
from foundation.meanwhile import ChangedMeanwhile

from .live import show

CHANGED = (
    "Somebody else has changed the positions or the vote while you were writing. What is saved stands above. "
    "Nothing of yours was saved: choose again if it is right."
)


def recommendation_of(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> Recommendation:
    """Return a recommendation under an item of a meeting whose record the person may keep."""
    under = Q(item=item_id, item__meeting=meeting_id, item__removed_at=None)
    by_report = Q(item=None, report__item=item_id, report__item__meeting=meeting_id, report__item__removed_at=None)
    rows = Recommendation.objects.filter(under | by_report)
    related = ("board", "item__meeting__board", "report__item__meeting__board")
    return access.fetch(request, rows.select_related(*related), RECORD, pk=key)


def _answer(
    request: HttpRequest, row: Recommendation, make: Callable[[Any], Form], act: Callable[[Form], Any]
) -> HttpResponse:
    """Do what a form asks, or draw the page again with the form and why not; the later of two clerks is told."""
    form, status, meeting = make(request.POST), 422, deciding.item_of(row).meeting
    if form.is_valid():
        try:
            act(form)
            return redirect("live_item", meeting.pk, deciding.item_of(row).pk)
        except ChangedMeanwhile as newer:
            now = {form.add_prefix("version"): newer.current.version}
            form, status = make({**request.POST.dict(), **now}), 409
            form.add_error(None, _told(newer.current))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    seat = sitting.read(meeting)
    return show(request, seat, seat.item(deciding.item_of(row).pk), form, status=status)


def _told(row: Recommendation) -> str:
    if not row.outcome:
        return CHANGED
    words = f" in these words: “{row.outcome_text}”" if row.outcome_text else ""
    who, what = row.decided_by or "Somebody else", row.get_outcome_display()
    return (
        f"{who} has recorded “{what}”{words} while you were writing. "
        "Nothing of yours was saved: choose again if it is right."
    )


@require_POST
def live_outcome(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> HttpResponse:
    """Record what the board did with a recommendation."""
    row = recommendation_of(request, meeting_id, item_id, key)
    asked = partial(OutcomeForm, prefix=f"outcome-{key}")
    return _answer(request, row, asked, lambda form: deciding.decide(row, **form.cleaned_data, by=request.user))


@require_POST
def live_reopening(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> HttpResponse:
    """Take a decision back, with the reason."""
    row = recommendation_of(request, meeting_id, item_id, key)
    asked = partial(ReopeningForm, prefix=f"reopening-{key}")
    return _answer(request, row, asked, lambda form: deciding.reopen(row, **form.cleaned_data, by=request.user))


@require_POST
def live_support(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> HttpResponse:
    """Record that each partner who is present and has no position supports it; the others are absent."""
    row = recommendation_of(request, meeting_id, item_id, key)
    asked = partial(OnRecommendation, prefix=f"support-{key}")
    return _answer(
        request, row, asked, lambda form: consenting.all_present_support(row, **form.cleaned_data, by=request.user)
    )


@require_POST
def live_positions(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> HttpResponse:
    """Record where each partner stands."""
    row = recommendation_of(request, meeting_id, item_id, key)
    partners = sitting.partners(deciding.item_of(row).meeting)

    def make(data: Any) -> Form:
        return PositionsForm(data, prefix=f"positions-{key}", partners=partners, positions=list(row.positions.all()))

    def act(form: Form) -> None:
        version = form.cleaned_data["version"]
        consenting.take_positions(row, form.said(), version=version, by=request.user)  # type: ignore[attr-defined]

    return _answer(request, row, make, act)


@require_POST
def live_withdrawal(request: HttpRequest, meeting_id: int, item_id: int, key: int, position: int) -> HttpResponse:
    """Record that a partner withdrew its objection."""
    row = recommendation_of(request, meeting_id, item_id, key)
    objection = access.fetch(request, row.positions, access.OWN, pk=position, kind="object")

    def act(form: Form) -> None:
        consenting.withdraw_objection(objection, **form.cleaned_data, by=request.user)

    return _answer(request, row, partial(WithdrawalForm, prefix=f"withdrawal-{position}"), act)


@require_POST
def live_vote(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> HttpResponse:
    """Record a vote: hands, or names."""
    row = recommendation_of(request, meeting_id, item_id, key)
    method = Vote.Method.NAMES if f"{Vote.Method.NAMES}-{key}-version" in request.POST else Vote.Method.HANDS

    def act(form: Form) -> None:
        version = form.cleaned_data["version"]
        voting.record_vote(row, form.count(), version=version, by=request.user)  # type: ignore[attr-defined]

    return _answer(request, row, partial(VoteForm, prefix=f"{method}-{key}", method=method), act)


@require_POST
def live_vote_removal(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> HttpResponse:
    """Take back a vote that was recorded by mistake."""
    row = recommendation_of(request, meeting_id, item_id, key)
    asked = partial(OnRecommendation, prefix=f"undo-{key}")
    return _answer(request, row, asked, lambda form: voting.take_back_vote(row, **form.cleaned_data, by=request.user))


def live_rework(request: HttpRequest, meeting_id: int, item_id: int, key: int) -> HttpResponse:
    """Put a deferred recommendation again in new words, at a later meeting."""
    row = recommendation_of(request, meeting_id, item_id, key)
    meetings = reworking.meetings_to_come(row)
    form = ReworkForm.of(request, meetings=meetings, initial={"text": row.text})
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: _rework(request, row, form))
        except ValidationError as refusal:
            form.add_error(None, refusal)
    words = {
        "form": form, "row": row, "meeting": deciding.item_of(row).meeting, "item": deciding.item_of(row),
        "meetings": meetings, "objections": [p for p in deciding.standing_on(row) if p.objects_still],
    }  # fmt: skip
    return render(request, "boards/live/rework.html", words, status=422 if form.errors else 200)


def _rework(request: HttpRequest, row: Recommendation, form: ReworkForm) -> HttpResponse:
    at = form.meetings[form.cleaned_data["at"]]
    again = reworking.rework(row, text=form.cleaned_data["text"], at=at, by=request.user)
    return redirect("live_item", at.pk, again.item_id)
