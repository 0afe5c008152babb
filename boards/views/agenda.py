"""The agenda as officers build it, and what members propose for it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards import access as roles
from boards import agenda_building as building
from boards import disclosing, noticing, reworking
from boards.composing import items_of, paper_of
from boards.forms.agenda import AddItemForm, DeclineForm, ItemForm, ProposalForm
from boards.models import AgendaItem, ItemProposal, Meeting, Report
from boards.models.agenda import numbers
from boards.notice import notice_clock
from boards.reporting import missing, start_report
from boards.views.order import number
from foundation import access, panels, tenancy
from foundation.forms import once
from foundation.refusal import done, status, told

MEETINGS = Meeting.objects.select_related("board__locality", "board__report_template", "agenda_edition", "venue")


def agenda(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show the draft agenda in order, and add an item in place."""
    meeting = access.fetch(request, panels.beside("boards.meeting", MEETINGS), roles.EDIT_AGENDA, pk=meeting_id)
    form = AddItemForm.of(request)
    if request.method == "POST" and form.is_valid():
        return once(request, form, lambda: _added(request, meeting, form.cleaned_data))
    return _builder(request, meeting, form)


@require_POST
def start(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Start the agenda from the board's standing items."""
    meeting = _meeting(request, meeting_id)
    building.start_agenda(meeting, by=request.user)
    return redirect("manage_meeting_agenda", meeting.pk)


@require_POST
def order(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Move one item: a step up or down, or to a place."""
    meeting = _meeting(request, meeting_id)
    item = _item(request, meeting.pk, number(request.POST.get("item")))
    with told(request):
        if "place" in request.POST:
            building.move_item(item, by=request.user, to=number(request.POST["place"]))
        else:
            building.step_item(item, by=request.user, down=request.POST.get("move") == "down")
    return redirect(f"{_address(meeting)}#item-{item.pk}")


def item(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Change what an item says."""
    item = _item(request, meeting_id, item_id)
    form = ItemForm.of(request, instance=item)

    def act() -> HttpResponse:
        building.change_item(item, by=request.user, **form.cleaned_data)
        messages.success(request, f"“{form.cleaned_data['title']}” changed.")
        return redirect("manage_meeting_agenda", item.meeting_id)

    if answer := done(request, form, act):
        return answer
    shown = [one for one in panels.read("boards.item", [item])[item.pk] if one.found]
    context = {"form": form, "item": item, "meeting": item.meeting, "panels": shown}
    return render(request, "boards/agenda/item.html", context, status=status(form))


@require_POST
def removal(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Take an item off the agenda; the page offers to put it back."""
    item = _item(request, meeting_id, item_id)
    with told(request):
        building.remove_item(item, by=request.user)
        messages.success(request, f"“{item.title}” removed. You can put it back from the foot of this page.")
    return redirect("manage_meeting_agenda", item.meeting_id)


@require_POST
def restoration(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put a removed item back."""
    item = _item(request, meeting_id, item_id)
    building.restore_item(item, by=request.user)
    messages.success(request, f"“{item.title}” is back on the agenda.")
    return redirect("manage_meeting_agenda", item.meeting_id)


@require_POST
def item_report(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Begin the report of an item on the board's template."""
    item = _item(request, meeting_id, item_id, roles.EDIT_REPORTS)
    report = start_report(item, by=request.user)
    return redirect("report", report.pk)


@require_POST
def put_again(request: HttpRequest, meeting_id: int, recommendation_id: int) -> HttpResponse:
    """Put what an earlier meeting deferred on this agenda, in the same words and with its history."""
    meeting = _meeting(request, meeting_id)
    row = next((row for row in reworking.deferred_to(meeting) if row.pk == recommendation_id), None)
    if row is None:
        messages.error(request, "Somebody has put it again meanwhile, or it is deferred no longer.")
        return redirect("manage_meeting_agenda", meeting.pk)
    with told(request):
        again = reworking.put_again(row, at=meeting, by=request.user)
        messages.success(request, f"“{again.item}” is on the agenda again. Change its words under the item if needed.")
        return redirect(f"{_address(meeting)}#item-{again.item_id}")
    return redirect("manage_meeting_agenda", meeting.pk)


def propose(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Let a member ask for an item, and show what became of what they asked for."""
    meeting = access.fetch(request, MEETINGS, roles.PROPOSE, pk=meeting_id)
    tenancy.clear(f"proposer:{request.user.pk}")
    form, is_open = ProposalForm.of(request), _takes_proposals(meeting)
    if request.method == "POST" and is_open and form.is_valid():
        return once(request, form, lambda: _proposed(request, meeting, form.cleaned_data))
    mine = ItemProposal.objects.filter(meeting=meeting, proposed_by=request.user)
    context = {"form": form, "meeting": meeting, "mine": mine, "is_open": is_open}
    return render(request, "boards/agenda/propose.html", context)


@require_POST
def acceptance(request: HttpRequest, meeting_id: int, proposal_id: int) -> HttpResponse:
    """Put a proposed item on the agenda."""
    proposal = _proposal(request, meeting_id, proposal_id)
    with told(request):
        building.accept_proposal(proposal, by=request.user)
        messages.success(request, f"“{proposal.title}” is on the agenda.")
    return redirect("manage_meeting_agenda", meeting_id)


def refusal(request: HttpRequest, meeting_id: int, proposal_id: int) -> HttpResponse:
    """Decline a proposed item and say why."""
    proposal = _proposal(request, meeting_id, proposal_id)
    form = DeclineForm.of(request)
    if request.method == "POST" and form.is_valid():
        building.decline_proposal(proposal, by=request.user, because=form.cleaned_data["because"])
        messages.success(request, f"“{proposal.title}” declined. Its proposer can read why.")
        return redirect("manage_meeting_agenda", meeting_id)
    context = {"form": form, "proposal": proposal, "meeting": proposal.meeting}
    return render(request, "boards/agenda/decline.html", context)


def _builder(request: HttpRequest, meeting: Meeting, form: AddItemForm) -> HttpResponse:
    items = items_of(meeting)
    named = numbers(items)
    proposals = ItemProposal.objects.filter(meeting=meeting, answered_at__isnull=True).select_related("person")
    marks = disclosing.marks_of(meeting)
    planned = noticing.planned_for([meeting])[meeting.pk]
    by_item = {entry.item_id: entry for entry in planned}
    context = {
        "meeting": meeting,
        "form": form,
        "rows": [
            {
                "item": item,
                "number": named[item.pk],
                "planned": by_item.get(item.pk),
                "exempt": disclosing.told_of(item.pk, paper_of(item), marks),
                **_paper(paper_of(item)),
            }
            for item in items
        ],
        "minutes": sum(item.minutes or 0 for item in items),
        "removed": AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=False),
        "proposals": proposals,
        "deferred": reworking.deferred_to(meeting),
        "planned": [entry for entry in planned if entry.item_id is None],
        "clock": notice_clock(meeting),
        "panels": [panel for panel in panels.read("boards.meeting", [meeting])[meeting.pk] if panel.found],
    }
    return render(request, "boards/agenda/builder.html", context)


def _paper(report: Report | None) -> dict[str, Any]:
    """Return how far the report of an item is, in words, and how urgent that is."""
    if report is None:
        return {"report": None}
    lacking = missing(report)
    if report.withdrawn_at:
        state = ("Withdrawn", "grey")
    elif report.author_id and report.handed_in_at is None:
        state = ("Late", "red") if report.is_late else ("Waiting for its author", "yellow")
    elif lacking:
        state = (f"{len(lacking)} to answer", "yellow")
    else:
        state = ("Complete", "green")
    return {"report": report, "lacking": lacking, "state": state[0], "colour": state[1]}


def _added(request: HttpRequest, meeting: Meeting, fields: dict[str, Any]) -> HttpResponse:
    added = building.add_item(meeting, by=request.user, **fields)
    messages.success(request, f"“{added.title}” added.")
    return redirect(f"{_address(meeting)}#item-{added.pk}")


def _proposed(request: HttpRequest, meeting: Meeting, fields: dict[str, Any]) -> HttpResponse:
    building.propose_item(meeting, by=request.user, **fields)
    messages.success(request, "Your proposal has gone to the clerk, who will accept it or tell you why not.")
    return redirect("propose_item", meeting.pk)


def _takes_proposals(meeting: Meeting) -> bool:
    return meeting.is_going_ahead and meeting.closed_at is None and meeting.starts_at > timezone.now()


def _meeting(request: HttpRequest, meeting_id: int) -> Meeting:
    return access.fetch(request, MEETINGS, roles.EDIT_AGENDA, pk=meeting_id)


def _item(request: HttpRequest, meeting_id: int, item_id: int, permission: str = roles.EDIT_AGENDA) -> AgendaItem:
    items = AgendaItem.objects.select_related("board__locality", "meeting__board", "proposed_by", "about_meeting")
    return access.fetch(request, items, permission, meeting_id=meeting_id, pk=item_id)


def _proposal(request: HttpRequest, meeting_id: int, proposal_id: int) -> ItemProposal:
    proposals = ItemProposal.objects.select_related("board", "meeting__board", "person")
    return access.fetch(request, proposals, roles.EDIT_AGENDA, meeting_id=meeting_id, pk=proposal_id)


def _address(meeting: Meeting) -> str:
    return f"/manage/meetings/{meeting.pk}/agenda/"
