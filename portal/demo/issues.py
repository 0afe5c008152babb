"""What people of an example partnership raised, in every state from “to be read” to closed.

Most of it is written down at once, as years of acts would have left it; one goes to the next board by the act itself.
"""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board, Decision
from engagement import placing, showing_issues
from engagement.models import Activity, Issue, IssueContact, IssueStep, Theme
from engagement.raising import CAME
from foundation.models import User
from foundation.templatetags.words import day as said_day
from foundation.working_days import working_days_after
from localities.models import Area, Locality, Organisation

from .data.issues import AT_THE_MEETING, EVERYWHERE

State = Issue.State
TO_AGENCY, TO_PROJECT = "Passed to {}. An answer is due by {}.", "Taken up by the community project “{}”."


def raise_issues(spec: dict[str, Any], board: Board, clerk: User) -> None:
    """Raise what people raise everywhere, and what was raised at the partnership's community meeting."""
    stage = Stage(spec, board, clerk)
    rows = [*EVERYWHERE, *AT_THE_MEETING.get(spec["slug"], [])]
    told = [stage.tell(number, entry) for number, entry in enumerate(rows)]
    issues = Issue.objects.bulk_create(issue for issue, _ in told)
    Issue.history.bulk_history_create(issues)
    IssueStep.objects.bulk_create(step for _, steps in told for step in steps)
    IssueContact.objects.bulk_create(stage.who(number, issue) for number, issue in enumerate(issues))
    for issue, entry in zip(issues, rows, strict=True):
        if entry.get("joins"):
            Issue.objects.filter(pk=issue.pk).update(joined_to=stage.named(issues, entry["joins"]))
        if entry.get("placed") == "board" and (meeting := placing.next_meeting(issue)):
            placing.place_on_agenda(issue, meeting, by=clerk)
        elif issue.published_at:
            showing_issues.show(issue)


class Stage:
    """The place in which issues are raised, and what becomes of them there."""

    def __init__(self, spec: dict[str, Any], board: Board, clerk: User):
        self.board, self.clerk, self.word = board, clerk, spec.get("exempt", {}).get("word", "")
        self.letters = spec["short_name"][:2].upper()
        self.here = board.locality or Locality.objects.first()
        today = timezone.localdate()
        kinds = (Area.Kind.WARD, Area.Kind.PARISH)
        self.areas = list(self.here.areas(today).filter(kind__in=kinds)) if self.here else []
        self.meeting = Activity.objects.public().over().filter(locality=self.here, kind="meeting").last()
        self.themes = {theme.key: theme for theme in Theme.objects.all()}
        self.agency = Organisation.objects.filter(kind="county").first() or board.administered_by
        self.project = placing.projects().first()
        decided = Decision.objects.public().filter(board=board, item__isnull=False).select_related("meeting")
        self.decision = decided.order_by("decided_on", "pk").first()

    @staticmethod
    def named(issues: list[Issue], title: str) -> Issue:
        """Return the issue of this title."""
        return next(issue for issue in issues if issue.title == title)

    def tell(self, number: int, entry: dict[str, Any]) -> tuple[Issue, list[IssueStep]]:
        """Return one issue and its steps, day by day."""
        began = timezone.now() - datetime.timedelta(days=entry["days"])
        how = entry.get("how", "web")
        issue = Issue(
            reference=f"{self.letters}-{began:%y}-{number + 1:04d}", title=entry["title"], how=how, raised_at=began,
            locality=self.here, area=self.areas[number % len(self.areas)] if self.areas else None,
            activity=self.meeting if how == "meeting" else None, voices=entry.get("voices", 1),
            entered_by=self.clerk if how in ("paper", "phone") else None,
            due_on=working_days_after(began.date(), 5),
        )  # fmt: skip
        steps = [self._step(issue, 0, "received", CAME[Issue.How(how)])]
        if "aside" in entry:
            issue.refused_at, issue.refused_because = timezone.now(), entry["aside"]
        if "about" in entry:
            issue.state, issue.about, issue.theme = State.SORTED, entry["about"], self.themes[entry["theme"]]
            issue.published_at = began + datetime.timedelta(days=2)
            steps.append(self._step(issue, 2, "sorted", f"Read and sorted: {issue.theme}."))
            steps += self._went_on(issue, entry)
        for step in steps:
            step.published_at = issue.published_at
        return issue, steps

    def _went_on(self, issue: Issue, entry: dict[str, Any]) -> list[IssueStep]:
        if entry.get("placed") not in ("agency", "project", "decided", "none"):
            return []
        steps = [self._placed(issue, entry)] if entry["placed"] != "none" else []
        if "answer" not in entry:
            return steps
        by = issue.owner
        issue.owner_kind, issue.owner_agency, issue.owner_project, issue.owner_board = (
            Issue.Owner.TEAM,
            None,
            None,
            None,
        )
        issue.state, issue.answer, issue.answered_by = State.ANSWERED, entry["answer"], by
        issue.answered_at = issue.raised_at + datetime.timedelta(days=25)
        said = f"No action: {issue.answer}" if entry["placed"] == "none" else f"{by} answered: {issue.answer}"
        return [*steps, self._step(issue, 25, "answered", said), *self._told(issue, entry)]

    def _placed(self, issue: Issue, entry: dict[str, Any]) -> IssueStep:
        issue.state, issue.placed_at = State.PLACED, issue.raised_at + datetime.timedelta(days=5)
        issue.due_on = working_days_after(issue.placed_at.date(), 20)
        if entry["placed"] == "decided" and self.decision:
            issue.owner_kind, issue.owner_board = Issue.Owner.BOARD, self.board
            issue.decision, issue.meeting, issue.item_id = self.decision, self.decision.meeting, self.decision.item_id
            words = f"Put on the agenda of {self.board}, {said_day(self.decision.meeting.starts_at)}."
        elif entry["placed"] == "project" and self.project:
            issue.owner_kind, issue.owner_project = Issue.Owner.PROJECT, self.project
            words = TO_PROJECT.format(self.project)
        else:
            issue.owner_kind, issue.owner_agency = Issue.Owner.AGENCY, self.agency
            words = TO_AGENCY.format(self.agency, said_day(issue.due_on))
        return self._step(issue, 5, "placed", words)

    def _told(self, issue: Issue, entry: dict[str, Any]) -> list[IssueStep]:
        issue.due_on = working_days_after(issue.answered_at.date(), 5) if "outcome" not in entry else None
        if "outcome" not in entry:
            return []
        issue.state, issue.outcome, issue.feedback = State.FED_BACK, entry["outcome"], entry["feedback"]
        issue.fed_back_at = issue.raised_at + datetime.timedelta(days=27)
        steps = [self._step(issue, 27, "fed back", f"{issue.get_outcome_display()}: {issue.feedback}")]
        if "closed" in entry:
            issue.state, issue.closed_because = State.CLOSED, entry["closed"]
            issue.closed_at = issue.raised_at + datetime.timedelta(days=50)
            steps.append(self._step(issue, 50, "closed", f"Closed: {issue.closed_because}"))
        return steps

    def _step(self, issue: Issue, days: int, verb: str, text: str) -> IssueStep:
        at = issue.raised_at + datetime.timedelta(days=days)
        return IssueStep(
            issue=issue,
            locality=self.here,
            verb=verb,
            text=text,
            at=at,
            owner=issue.owner,
            by=self.clerk if days else None,
        )

    def who(self, number: int, issue: Issue) -> IssueContact:
        """Return who raised it: one of them by a word that must stand nowhere else."""
        rows = [*EVERYWHERE, *(row for rows in AT_THE_MEETING.values() for row in rows)]
        said = next(row["said"] for row in rows if row["title"] == issue.title)
        contact = IssueContact(issue=issue, locality=self.here, title=issue.title, said=said, at=issue.raised_at)
        if number == 3 and self.word:
            contact.name, contact.email = f"Ivy {self.word}", f"{self.word.lower()}@public.example"
            contact.said, contact.wants_news, contact.confirmed_at = f"{said} {self.word}", True, issue.raised_at
        return contact
