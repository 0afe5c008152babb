"""What an officer may do with an issue where it stands: each act with its form, its words and what it says when done.

Source: issue 4, section 3; checklist D36.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from boards.models import Meeting
from engagement import answering_issues, naming, opening_photos, placing, requesting, sorting
from engagement.forms import handling as forms
from engagement.models import Issue
from foundation.models import User
from foundation.templatetags.words import counted

State = Issue.State
Run = Callable[[Issue, dict[str, Any], User], str]
NEW, READY = (State.RECEIVED,), (State.SORTED, State.PLACED)
EARLY = (State.RECEIVED, State.SORTED)


@dataclass(frozen=True)
class Deed:
    """One thing that may be done: its button, its form, and what it does; it returns what the officer is told."""

    words: str
    form: Any
    run: Run
    states: tuple[str, ...] = ()
    lead: str = ""
    kind: str = ""  # of the button: "", secondary or warning


def _sort(issue: Issue, said: dict[str, Any], by: User) -> str:
    fields = {name: said[name] for name in sorting.WORDING}
    sorting.sort(issue, by=by, publish=said["publish"], **fields)
    return "Sorted, and shown on the website." if said["publish"] else "Sorted. It is not shown on the website."


def _join(issue: Issue, said: dict[str, Any], by: User) -> str:
    sorting.join(issue, said["found"], by=by)
    return f"It is dealt with together with {said['found'].reference} from now on."


def _part(issue: Issue, said: dict[str, Any], by: User) -> str:
    sorting.part(issue, by=by)
    return "It is dealt with by itself again."


def _set_aside(issue: Issue, said: dict[str, Any], by: User) -> str:
    sorting.set_aside(issue, because=said["because"], by=by)
    return "Set aside. It is kept, and can be taken back."


def _take_back(issue: Issue, said: dict[str, Any], by: User) -> str:
    sorting.take_back(issue, by=by)
    return "Taken back. Read it and sort it."


def _move(issue: Issue, said: dict[str, Any], by: User) -> str:
    sorting.move(issue, said["locality"], by=by)
    return f"Passed to the team of {said['locality']}."


def _to_agenda(issue: Issue, said: dict[str, Any], by: User) -> str:
    meeting = Meeting.objects.get(pk=said["meeting"])
    placed = placing.place_on_agenda(issue, meeting, by=by, item=said["item"])
    return "The clerk is asked to put it on the agenda." if placed.proposal_id else "It is on the draft agenda."


@transaction.atomic
def _to_agency(issue: Issue, said: dict[str, Any], by: User) -> str:
    naming.refuse(issue, said["request"])
    service = said["service"]
    if service is None:
        placing.give_to_agency(issue, said["agency"], by=by)
        return f"Passed to {said['agency']}."
    placing.need_placeable(issue)
    requesting.ask(issue, service, by=by, request=said["request"])  # which places the issue with it
    return f"{service} is asked."


def _to_project(issue: Issue, said: dict[str, Any], by: User) -> str:
    placing.give_to_project(issue, said["project"], by=by)
    return f"“{said['project']}” has it."


def _no_action(issue: Issue, said: dict[str, Any], by: User) -> str:
    placing.take_no_action(issue, because=said["because"], by=by)
    return "Kept. Now tell whoever raised it."


def _return(issue: Issue, said: dict[str, Any], by: User) -> str:
    placing.return_to_team(issue, because=said["because"], by=by)
    return "It is back with the team."


def _answer(issue: Issue, said: dict[str, Any], by: User) -> str:
    decision = answering_issues.offered(issue)
    answering_issues.take_answer(issue, said["words"], by=by, answered_by=said["answered_by"], decision=decision)
    return "The answer is kept. Now tell whoever raised it what changes."


def _feed_back(issue: Issue, said: dict[str, Any], by: User) -> str:
    told = answering_issues.feed_back(issue, by=by, **said)
    return f"Kept. {counted(told, 'person is', 'people are')} told by email."


def _close(issue: Issue, said: dict[str, Any], by: User) -> str:
    answering_issues.close(issue, because=said["because"], by=by)
    return "Closed."


def _reopen(issue: Issue, said: dict[str, Any], by: User) -> str:
    answering_issues.reopen(issue, because=said["because"], by=by)
    return "Open again."


def _photo(issue: Issue, said: dict[str, Any], by: User) -> str:
    return "The photo is shown." if opening_photos.turn(issue, by=by) else "The photo is not shown any more."


DEEDS: dict[str, Deed] = {
    "sorting": Deed("Sort it", forms.SortForm, _sort, (*NEW, *READY, State.ANSWERED, State.FED_BACK),
                    "Say in words for everybody what it is about. What the person wrote is not shown."),
    "agenda": Deed("Put it on a board’s agenda", forms.AgendaForm, _to_agenda, READY),
    "agency": Deed("Ask an agency", forms.AgencyForm, _to_agency, READY),
    "project": Deed("Give it to a community project", forms.ProjectForm, _to_project, READY),
    "no-action": Deed("Take no action", forms.BecauseForm, _no_action, READY,
                      "Whoever raised it is told why. Everybody can read it.", "secondary"),
    "answer": Deed("Enter the answer", forms.AnswerForm, _answer, READY),
    "feedback": Deed("Say what changes", forms.FeedbackForm, _feed_back, (State.ANSWERED,)),
    "closing": Deed("Close it", forms.BecauseForm, _close, (State.FED_BACK,)),
    "returning": Deed("Take it back to the team", forms.BecauseForm, _return, (State.PLACED,), "", "secondary"),
    "reopening": Deed("Open it again", forms.BecauseForm, _reopen, (State.ANSWERED, State.FED_BACK, State.CLOSED),
                      "", "secondary"),
    "joining": Deed("Join it to a similar one", forms.JoinForm, _join, (*NEW, *READY),
                    "It follows what happens to the other one, and its people are told too.", "secondary"),
    "moving": Deed("Pass it to another team", forms.MoveForm, _move, EARLY, "", "secondary"),
    "aside": Deed("Set it aside", forms.AsideForm, _set_aside, EARLY,
                  "For advertisements and abuse alone. It is kept, and never shown.", "warning"),
    "taking-back": Deed("Take it back", forms.OfIssue, _take_back),
    "parting": Deed("Part it from the one that it follows", forms.OfIssue, _part),
    "photo": Deed("Show or hide the photo", forms.OfIssue, _photo, (),
                  "Look at it first: no faces, no number plates, nobody’s own home without their leave.", "secondary"),
}  # fmt: skip


def may(issue: Issue, name: str) -> bool:
    """Say whether an act fits an issue as it stands."""
    if name == "photo":
        return issue.photo_id is not None and not issue.refused_at
    if issue.refused_at or issue.joined_to_id:
        return name == ("taking-back" if issue.refused_at else "parting")
    return issue.state in DEEDS[name].states


def offered(issue: Issue) -> list[tuple[str, Deed]]:
    """Return what may be done with an issue, in the order of its life."""
    return [(name, deed) for name, deed in DEEDS.items() if may(issue, name)]
