"""A paper for the agenda that says how one priority stands, written from the records with one click. Source: A14.

What a person wrote into a section since is never overwritten when the paper is written again.
"""

import datetime
from collections.abc import Iterable
from html import escape

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boards import agenda_building, reporting
from boards.models import Action, AgendaItem, Decision, Meeting, Purpose, Report
from foundation import audit, richtext
from foundation.locking import lock
from foundation.models import User
from plans.judging_measures import RELATED, Standing, standings
from plans.models import Measure, PlanAction, Priority, PriorityItem, PriorityPaper
from plans.presets.papers import SECTIONS, make_paper_template

ASKED = "Note how this priority stands, and say what should change."
PUBLISHED = "The agenda of this meeting is published, and with it this paper. Choose an item of a later meeting."


def meetings_for(priority: Priority) -> QuerySet[Meeting]:
    """Return the coming meetings of the board whose agenda is not published, the next first."""
    rows = Meeting.objects.filter(
        board=priority.board_id, agenda_published_at__isnull=True, cancelled_at__isnull=True,
        starts_at__gt=timezone.now(),
    )  # fmt: skip
    return rows.order_by("starts_at", "pk")


def items_for(priority: Priority) -> QuerySet[AgendaItem]:
    """Return the items of coming meetings under which the paper can stand: no other report stands there."""
    free = AgendaItem.objects.standing().filter(meeting__in=meetings_for(priority), key="")
    free = free.filter(report__isnull=True) | free.filter(report__priority_paper__priority=priority)
    return free.select_related("meeting").order_by("meeting__starts_at", "position", "pk")


@transaction.atomic
def write_as_new_item(priority: Priority, meeting: Meeting, *, by: User) -> tuple[PriorityPaper, list[str]]:
    """Put the priority on the agenda of a coming meeting as an item of its own, with the paper under it.

    Raises ValidationError where the agenda is published.
    """
    meeting = lock(meeting, "board")
    if meeting.agenda_published_at:
        raise ValidationError(PUBLISHED)
    agenda_building.start_agenda(meeting, by=by)
    item = agenda_building.add_item(meeting, by=by, title=priority.title, purpose=Purpose.DISCUSSION)
    return write_paper(priority, item, by=by)


@transaction.atomic
def write_paper(priority: Priority, item: AgendaItem, *, by: User) -> tuple[PriorityPaper, list[str]]:
    """Write the paper under an item, or write it again; return it with the headings that a person had changed.

    Raises ValidationError where the agenda is published, or another report stands there.
    """
    item = lock(item, "meeting", "board")
    if item.board_id != priority.board_id:
        raise ValidationError("A paper about a priority goes to the board whose priority it is.")
    if item.meeting.agenda_published_at:
        raise ValidationError(PUBLISHED)
    paper = PriorityPaper.objects.filter(report__item=item, priority=priority).first()
    if paper is None:
        paper = _begin(priority, item, by)
    kept = _write(paper, sections(priority), by)
    PriorityItem.objects.get_or_create(
        priority=priority, item=item, defaults={
            "board": priority.board, "locality": priority.locality, "meeting": item.meeting,
            "published_at": priority.published_at,
        },
    )  # fmt: skip
    audit.record(by, "wrote the paper about", priority, report=paper.report_id)
    return paper, kept


def _begin(priority: Priority, item: AgendaItem, by: User) -> PriorityPaper:
    if Report.objects.filter(item=item).exists():
        raise ValidationError("Another report stands under this item. Choose an item that has none.")
    report = reporting.start_report(item, by=by, template=make_paper_template())
    report = reporting.change_facts(report, by=by, title=f"How it stands: {priority}"[:200])
    reporting.add_recommendation(report, by=by, text=ASKED)
    paper = PriorityPaper(priority=priority, report=report, written_by=by)
    paper.belong_with(priority)
    return paper


def _write(paper: PriorityPaper, texts: dict[str, str], by: User) -> list[str]:
    there = {row.template_section.key: row for row in paper.report.sections.select_related("template_section")}
    kept, written = [], dict(paper.written)
    for key, text in texts.items():
        row = there[key]
        if row.text and row.text != written.get(key):
            kept.append(row.template_section.heading)
            continue
        saved = reporting.save_section(paper.report, row.template_section, by=by, text=text, version=row.version)
        written[key] = saved.text
    paper.written, paper.written_at, paper.written_by = written, timezone.now(), by
    paper.save()
    return kept


def sections(priority: Priority) -> dict[str, str]:
    """Return what the paper says now, by the keys of its sections, as clean rich text."""
    today = timezone.localdate()
    said = {
        "purpose": f"<p>To say how the priority “{escape(priority.title)}” stands on {today:%-d %B %Y}.</p>"
        f"<p>{escape(priority.description)}</p>",
        "measures": _measures(priority),
        "actions": _actions(priority),
        "decisions": _decisions(priority),
    }
    return {key: richtext.clean(text) for key, text in said.items()}


def headed(priority: Priority) -> list[tuple[str, str]]:
    """Return the same with its headings, to be looked at before it is written."""
    return [(SECTIONS[key], text) for key, text in sections(priority).items()]


def _measures(priority: Priority) -> str:
    rows = standings(Measure.objects.standing().filter(priority=priority).select_related(*RELATED))
    if not rows:
        return "<p>Nothing is measured yet.</p>"
    table = _table(
        ("Measure", "Now", "Expected by then", "Target", "How it stands"),
        ((str(one.measure), one.value_words, one.expected_words or "–", one.target_words, one.words) for one in rows),
    )
    return table + "".join(_about(one) for one in rows)


def _about(one: Standing) -> str:
    said = [one.missing_words] if one.missing else []
    if one.is_owed:
        said.append(f"Behind since {one.red_since:%-d %B %Y}; nothing is said yet of what is done about it.")
    said += [f"{row.owner}: {row.text} By {row.due_on:%-d %B %Y}." for row in one.open_corrections]
    return "".join(f"<p>{escape(str(one.measure))}. {escape(words)}</p>" for words in said)


def _actions(priority: Priority) -> str:
    planned = PlanAction.objects.standing().filter(objective__priority=priority).select_related("owner")
    items = PriorityItem.objects.filter(priority=priority).values("item")
    asked = Action.objects.public().filter(item__in=items).select_related("owner")
    found: list[PlanAction | Action] = [*planned.order_by("due_on", "pk"), *asked.order_by("due_on", "pk")]
    rows = [
        (row.text, str(row.owner), f"{row.due_on:%-d %B %Y}" if row.due_on else "", _done(row, timezone.localdate()))
        for row in found
    ]
    table = _table(("Action", "Who", "By", "State"), rows)
    return table if rows else "<p>No action is agreed for it yet.</p>"


def _done(row: PlanAction | Action, today: datetime.date) -> str:
    if row.done_at:
        return f"Done on {timezone.localtime(row.done_at):%-d %B %Y}"
    return "Late" if row.due_on and row.due_on < today else "To be done"


def _decisions(priority: Priority) -> str:
    items = PriorityItem.objects.filter(priority=priority).values("item")
    rows = Decision.objects.public().filter(item__in=items).select_related("meeting").order_by("pk")
    listed = "".join(f"<li>{escape(f'{row.meeting}: {row}. {row.text}'.strip())}</li>" for row in rows)
    return f"<ul>{listed}</ul>" if listed else "<p>The board has not decided anything about it yet.</p>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = "".join(f"<th scope='col'>{escape(words)}</th>" for words in head)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
