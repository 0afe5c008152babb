"""Whether a plan shows what it must before it is adopted, computed from its record. Source: checklist C11, A42, E21."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from engagement.models import Activity
from localities.models import Organisation
from plans.models import (
    Aim,
    Commitment,
    CommunityTest,
    Measure,
    Objective,
    ObjectiveAim,
    Plan,
    PlanAction,
    PlanPartner,
    PlanResource,
    Point,
    ReadinessReason,
    Strategy,
    rules_of,
)

Kind = Strategy.Kind
BODIES = Organisation.Kind
SOURCES = {Point.AMBITIONS: "A42", Point.TESTED: "E21", Point.AGREED: "E21"}
NONE_CHOSEN = "Choose the main providers of the place first."


@dataclass(frozen=True)
class Shown:
    """One point of readiness: what the record shows for it, or what would satisfy it, and a reason where one stands."""

    point: Point
    found: str
    missing: str
    reason: ReadinessReason | None

    @property
    def is_met(self) -> bool:
        """Say whether the record shows it."""
        return not self.missing

    @property
    def is_settled(self) -> bool:
        """Say whether the plan can be adopted as far as this goes."""
        return self.is_met or self.reason is not None

    @property
    def source(self) -> str:
        """Return where the rule comes from."""
        return SOURCES.get(self.point, "C11")


class Record:
    """All that a plan says, read once."""

    def __init__(self, plan: Plan):
        self.plan = plan

    @cached_property
    def objectives(self) -> list[Objective]:
        """Return the objectives in order, with what they rest on, their aims, actions, resources and measures."""
        actions = PlanAction.objects.standing().select_related("owner", "person")
        resources = PlanResource.objects.select_related("organisation")
        rows = self.plan.objectives.select_related("aim__strategy__organisation", "evidence", "priority", "theme")
        return list(
            rows.prefetch_related(
                Prefetch("aim_links", ObjectiveAim.objects.select_related("aim__strategy__organisation")),
                Prefetch("actions", actions.prefetch_related("milestones", Prefetch("resources", resources))),
                Prefetch("measures", Measure.objects.standing().select_related("indicator", "area")),
                "priority__evidence_links",
            )
        )

    @cached_property
    def partners(self) -> list[PlanPartner]:
        """Return the main providers of the place, and what each says."""
        return list(self.plan.partners.select_related("organisation"))

    @cached_property
    def given(self) -> list[Commitment]:
        """Return all that was committed, what was taken back among it."""
        return list(self.plan.commitments.select_related("organisation", "objective"))

    @property
    def commitments(self) -> list[Commitment]:
        """Return what was committed and not taken back."""
        return [row for row in self.given if row.ended_on is None]

    @cached_property
    def points(self) -> "list[Shown]":
        """Return every point of readiness, in order."""
        return _shown(self)

    @cached_property
    def tests(self) -> list[CommunityTest]:
        """Return how the plan was tested with local people."""
        return list(self.plan.tests.select_related("activity", "survey", "round"))

    @cached_property
    def ambitions(self) -> list[Aim]:
        """Return the ambitions of all partners that hold now."""
        return list(Aim.objects.filter(strategy__kind=Kind.AMBITIONS, ended_on=None).select_related("strategy"))

    @cached_property
    def aims(self) -> dict[int, list[Aim]]:
        """Return the aims that each objective serves, by the objective's id: its source and what it is linked to."""
        return {each.pk: aims_of(each) for each in self.objectives}

    def serving(self, *kinds: str, body: str = "") -> list[Objective]:
        """Return the objectives that serve an aim of one of these kinds, of a sort of body where one is named."""
        return [each for each in self.objectives if any(_fits(aim, kinds, body) for aim in self.aims[each.pk])]

    def contribution(self) -> list[tuple[Aim, list[Objective]]]:
        """Return each ambition with the objectives that serve it. Source: checklist A42."""
        return [(aim, [each for each in self.objectives if aim in self.aims[each.pk]]) for aim in self.ambitions]


def aims_of(objective: Objective) -> list[Aim]:
    """Return the aims of an objective: the one it comes from, and those it is linked to."""
    linked = [link.aim for link in objective.aim_links.all() if link.aim]
    return [objective.aim, *(aim for aim in linked if aim != objective.aim)] if objective.aim else linked


def _fits(aim: Aim, kinds: Sequence[str], body: str) -> bool:
    strategy = aim.strategy
    return strategy.kind in kinds and (not body or bool(strategy.organisation and strategy.organisation.kind == body))


def _shown(record: Record) -> list[Shown]:
    """Return every point in order, each with what the record shows or what would satisfy it."""
    reasons = {row.point: row for row in record.plan.reasons.select_related("given_by")}
    told = {**_of_drivers(record), **_of_work(record), **_of_partners(record), **_of_people(record)}
    return [Shown(point, *told[point], reasons.get(point)) for point in Point]


Told = dict[Point, tuple[str, str]]


def _met(found: Iterable[object], words: str, missing: str) -> tuple[str, str]:
    names = [f"“{each}”" for each in found]
    return (words.format(", ".join(names[:3]) + (" and others" if len(names) > 3 else "")), "") if names else (
        "", missing)  # fmt: skip


def _of_drivers(record: Record) -> Told:
    linked = "Link an objective to an aim of the corporate plan of the {} council."
    county = record.serving(Kind.CORPORATE, body=BODIES.COUNTY)
    district = record.serving(Kind.CORPORATE, body=BODIES.DISTRICT)
    from_people = [each for each in record.objectives if each.driver == Objective.Driver.BOTTOM_UP]
    both = [each for each in record.objectives if each.evidence_id and record.aims[each.pk]]
    return {
        Point.COUNTY: _met(county, "Served by {}.", linked.format("county")),
        Point.DISTRICT: _met(district, "Served by {}.", linked.format("district or borough")),
        Point.TARGETS: _met(
            record.serving(Kind.NATIONAL, Kind.LOCAL), "Served by {}.",
            "Link an objective to a national or local target.",
        ),
        Point.VIEWS: _met(from_people, "From the community: {}.", "Add an objective that comes from the community."),
        Point.LINKED: _met(
            both, "Rests on evidence and serves an aim: {}.",
            "Link an objective that rests on evidence to an aim from above.",
        ),
        Point.EVIDENCE: _on_evidence(record),
    }  # fmt: skip


def _on_evidence(record: Record) -> tuple[str, str]:
    bare = [each for each in record.objectives if not rests_on_evidence(each)]
    if bare or not record.objectives:
        found = ", ".join(f"“{each}”" for each in bare) or "each objective"
        return "", f"Name evidence for {found}: its own, or that of its priority."
    return "Every objective rests on evidence.", ""


def rests_on_evidence(objective: Objective) -> bool:
    """Say whether an objective has evidence: its own, or that of the priority that it carries out."""
    return bool(objective.evidence_id or (objective.priority and objective.priority.evidence_links.all()))


def _of_work(record: Record) -> Told:
    actions = [action for each in record.objectives for action in each.actions.all()]
    resources = [one for action in actions for one in action.resources.all()]
    ends = [one for one in resources if one.ends_on]
    lasting = f"Resources named: {len(resources)}. Those that end: {len(ends)}, and it is said what follows."
    together = [each for each in record.objectives if len({action.owner_id for action in each.actions.all()}) > 1]
    return {
        Point.SUSTAINABLE: (lasting, "") if resources else (
            "", "Name the money, people or things that actions have, and what follows where they end."),
        Point.COORDINATED: _met(
            together, "Several partners act for {}.", "Give an objective actions of two partners or more."),
    }  # fmt: skip


def _of_partners(record: Record) -> Told:
    given = {row.organisation_id for row in record.commitments}
    silent = [row for row in record.partners if row.organisation_id not in given]
    unheard = [row for row in record.partners if not row.answer]
    voluntary = [row for row in record.partners if row.organisation.kind in (BODIES.VOLUNTARY, BODIES.FAITH)]
    return {
        Point.COMMITTED: _of_each(
            record, silent, "Each main provider has committed to the plan.", "Record the commitment of {}."
        ) if voluntary or not record.partners else ("", "Choose at least one voluntary or community provider."),
        Point.AGREED: _of_each(record, unheard, _answers(record.partners), "Record whether these agree: {}."),
    }  # fmt: skip


def _of_each(record: Record, left: Sequence[PlanPartner], words: str, missing: str) -> tuple[str, str]:
    if not record.partners:
        return "", NONE_CHOSEN
    return ("", missing.format(", ".join(str(row) for row in left))) if left else (words, "")


def _answers(partners: Sequence[PlanPartner]) -> str:
    kinds = PlanPartner.Answer
    counts = [(kind.label, sum(row.answer == kind for row in partners)) for kind in kinds]
    return f"{'; '.join(f'{words}: {number}' for words, number in counts if number)}."


def _of_people(record: Record) -> Told:
    plan = record.plan
    since = plan.created_at - datetime.timedelta(days=rules_of(plan.locality).heard_days)
    heard = Activity.objects.public().standing().of_place(plan.locality_id).filter(ends_on__gte=since)
    unserved = [f"“{aim}”" for aim, objectives in record.contribution() if not objectives]
    ambitions = "Add the ambitions of all partners to the strategies, and link objectives to them."
    if record.ambitions:
        ambitions = f"No objective serves {', '.join(unserved)}." if unserved else ""
    return {
        Point.PARTICIPATION: _met(
            heard[:4], "People take part in {}.", "Plan a way of taking part here, in the engagement plan."),
        Point.AMBITIONS: ("" if ambitions else f"All {len(record.ambitions)} ambitions are served.", ambitions),
        Point.TESTED: _met(
            record.tests, "Tested by {}.", "Record the activity, survey or comments, and what was found."),
    }  # fmt: skip


def lacks(record: Record) -> list[str]:
    """Return what no reason can stand for: without these there is no plan. Source: checklist C10, C19."""
    plan = record.plan
    told = [
        (not plan.vision.strip(), "Say what the place will be like."),
        (plan.accountable_id is None, "Name the one person who accounts for the plan (C19)."),
        (not record.objectives, "Add an objective."),
    ]
    idle = [f"“{each}”" for each in record.objectives if not each.actions.all()]
    told.append((bool(idle), f"Add an action to {', '.join(idle)}."))
    return [words for is_missing, words in told if is_missing]


def open_points(record: Record) -> list[str]:
    """Return all that keeps a plan from being adopted, each with what would satisfy it."""
    unsettled = [each for each in record.points if not each.is_settled]
    return [*lacks(record), *(f"{each.point.label} ({each.source}): {each.missing}" for each in unsettled)]
