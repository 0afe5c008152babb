"""The community’s action plan: every public issue as a list, in numbers, as a table and as a feed. Source: D18, A36."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from engagement.models import Issue, IssueStep
from localities.importing import sheet

SHOWN = ("locality", "area", "theme", "owner_board", "owner_agency", "owner_project", "partnership")
COLUMNS = (
    "Number", "Raised on", "What", "About", "Place", "Where", "Subject", "How far", "Who has it", "Next step due",
    "Overdue", "Answer", "Who answered", "What changes", "In words", "People who raised it", "Address",
)  # fmt: skip


def public() -> Any:
    """Return the public issues that are dealt with by themselves, with all that a line of a list says."""
    return Issue.objects.public().apart().select_related(*SHOWN)


def numbers() -> dict[str, int]:
    """Return how many issues there are, by what a reader asks first."""
    today, state = timezone.localdate(), Issue.State
    return Issue.objects.public().apart().aggregate(
        all=Count("pk"),
        open=Count("pk", filter=Q(closed_at=None)),
        placed=Count("pk", filter=Q(state=state.PLACED)),
        overdue=Count("pk", filter=Q(closed_at=None, due_on__lt=today)),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        changed=Count("pk", filter=Q(outcome__in=[Issue.Outcome.CHANGED, Issue.Outcome.WILL])),
    )  # fmt: skip


def table(rows: Iterable[Issue], *, site: str) -> str:
    """Return issues as CSV in which no cell is a formula; ``site`` is the partnership's address."""
    return sheet(COLUMNS, (_cells(row, site) for row in rows))


def _cells(row: Issue, site: str) -> tuple[str, ...]:
    return (
        row.reference, timezone.localdate(row.raised_at).isoformat(), row.title, row.about, str(row.locality or ""),
        ", ".join(str(part) for part in (row.where, row.area) if part), str(row.theme or ""), row.get_state_display(),
        row.owner, row.due_on.isoformat() if row.due_on else "", "yes" if row.is_overdue else "", row.answer,
        row.answered_by, row.get_outcome_display(), row.feedback, str(row.voices), f"{site}{row.get_absolute_url()}",
    )  # fmt: skip


def newest_steps(rows: Any, most: int) -> Any:
    """Return the newest steps of some issues."""
    steps = IssueStep.objects.filter(published_at__isnull=False, issue__in=rows.order_by().values("pk"))
    return steps.select_related("issue").order_by("-at", "-pk")[:most]


def feed(steps: Iterable[IssueStep], *, title: str, site: str) -> str:
    """Return what happened to issues as an Atom feed, newest first."""
    atom = Atom1Feed(title=title, link=f"{site}/issues/", feed_url=f"{site}/issues/feed/", description="")
    for step in steps:
        link = f"{site}{step.issue.get_absolute_url()}"
        atom.add_item(
            title=step.issue.title, link=link, unique_id=f"{link}#step-{step.pk}", description=step.text,
            pubdate=step.at, updateddate=step.at,
        )  # fmt: skip
    return atom.writeString("utf-8")
