"""What people said becomes evidence with one click: results, issues, activities, conversations. Source: A24, E18."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from engagement.models import Activity, Issue, Survey
from foundation.locking import lock
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Edition, User
from localities import describing
from localities.models import RegisterEntry
from plans import knowing
from plans.models import Evidence

# Registers whose entries say what people told us, by the example from which each was made.
CONVERSATIONS = ("relationships", "communities", "barriers")
Facts = dict[str, Any]
KIND, SHARING = Evidence.Kind, Evidence.Sharing


@dataclass(frozen=True)
class Source:
    """One sort of thing that becomes evidence: which there are, and what an item says of one."""

    key: str
    words: str
    rows: Callable[[], QuerySet[Any]]
    facts: Callable[[Any], Facts]


def _surveys() -> QuerySet[Survey]:
    of_it = Edition.objects.filter(
        series=Concat(Value("survey:"), Cast(OuterRef("pk"), CharField()), Value(":results"))
    )
    told = Subquery(of_it.order_by("-number").values("published_at")[:1])
    rows = Survey.objects.annotate(told_at=told).filter(told_at__isnull=False)
    return rows.select_related("locality", "partnership", "activity__owner", "activity__theme").order_by("-told_at")


def _of_survey(survey: Survey) -> Facts:
    activity = survey.activity
    return {
        "kind": KIND.SURVEY, "title": f"Results: {survey.title}"[:200], "owner": activity.owner,
        "theme": activity.theme,
        "summary": survey.intro or activity.about, "sharing": SHARING.PUBLIC, "source": "A survey of this partnership",
        "found_on": timezone.localtime(survey.told_at).date(),  # type: ignore[attr-defined]
    }  # fmt: skip


def _issues() -> QuerySet[Issue]:
    return Issue.objects.public().select_related("locality", "partnership", "theme").order_by("-published_at")


def _of_issue(issue: Issue) -> Facts:
    voices = f"{issue.voices} people raised it." if issue.voices > 1 else "One person raised it."
    return {
        "kind": KIND.ISSUE, "title": issue.title[:200], "theme": issue.theme, "summary": f"{issue.about}\n{voices}",
        "found_on": timezone.localtime(issue.published_at).date(), "sharing": SHARING.PUBLIC,
        "source": f"Issue {issue.reference}, raised by residents",
    }  # fmt: skip


def _activities() -> QuerySet[Activity]:
    rows = Activity.objects.public().filter(ends_on__lt=timezone.localdate(), cancelled_at__isnull=True)
    rows = rows.annotate(said=F("feedback__summary")).select_related("locality", "partnership", "owner", "theme")
    return rows.order_by("-ends_on")


def _of_activity(activity: Activity) -> Facts:
    said = getattr(activity, "said", "")
    talked = activity.kind == Activity.Kind.CONVERSATION
    return {
        "kind": KIND.CONVERSATION if talked else KIND.ACTIVITY, "title": f"What people said: {activity.title}"[:200],
        "owner": activity.owner, "theme": activity.theme, "summary": said or activity.about, "sharing": SHARING.PUBLIC,
        "found_on": activity.ends_on, "source": f"{activity.get_kind_display()} of this partnership",
    }  # fmt: skip


def _entries() -> QuerySet[RegisterEntry]:
    rows = RegisterEntry.objects.filter(register__preset__in=CONVERSATIONS, register__retired_at__isnull=True)
    return rows.select_related("locality", "partnership", "register", "organisation").order_by("-pk")


def _of_entry(entry: RegisterEntry) -> Facts:
    """Return what an item says of a conversation; of one that is not public no more than its name."""
    hint = f"From the register “{entry.register}”. Write here what it shows, without naming anybody."
    return {
        "kind": KIND.CONVERSATION, "title": entry.name[:200], "owner": entry.organisation,
        "summary": _values_of(entry) if entry.is_public else hint,
        "found_on": entry.starts_on or timezone.localdate(),
        "sharing": SHARING.PUBLIC if entry.is_public else SHARING.PARTNERS, "source": str(entry.register),
    }  # fmt: skip


def _values_of(entry: RegisterEntry) -> str:
    """Return what an entry says, line by line: what each value is, and the value."""
    lines = [f"{one.field.label}: {one.text}" for one in describing.said(entry) if one.text]
    return "\n".join(lines) or entry.name


SOURCES = {
    source.key: source
    for source in (
        Source("survey", "Results of surveys", _surveys, _of_survey),
        Source("issue", "Issues that people raised", _issues, _of_issue),
        Source("activity", "Activities that are over", _activities, _of_activity),
        Source("conversation", "Conversations and what communities need", _entries, _of_entry),
    )
}


def waiting(source: Source, where: Q) -> QuerySet[Any]:
    """Return what of one sort is no evidence yet, in the places that ``where`` keeps."""
    there = Evidence.objects.current().filter(**{source.key: OuterRef("pk")})
    return source.rows().filter(where).exclude(Exists(there))


@transaction.atomic
def gather(source: Source, row: Any, *, by: User) -> Evidence:
    """Make one thing an item of evidence: what everybody may read already is public at once.

    Raises ChangedMeanwhile, with what is there, where it is evidence already.
    """
    lock(row)
    if there := Evidence.objects.current().filter(**{source.key: row}).first():
        raise ChangedMeanwhile(there)
    made = Evidence(locality=row.locality, **{source.key: row}, **source.facts(row))
    knowing.keep(made, by=by)
    return knowing.publish(made, by=by) if made.sharing == SHARING.PUBLIC else made
