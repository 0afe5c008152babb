"""How far a report is in its chain of sign-offs: who signed, who is waited for, and what changed since."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, prefetch_related_objects

from foundation import meanwhile

from .documents import ADVICE, FRONT_FIELDS, RELATED, SIGN_OFFS, report_document
from .models import Report, SignOff, SignOffStep

MEETINGS_OWN = {FRONT_FIELDS[name] for name in ("paper_number", "report_to", "date")}
SAID = ("title", "status", "recommendations", "background", "appendices", "trailer")


@dataclass(frozen=True)
class Stage:
    """One step of a report's chain and its last sign-off."""

    step: SignOffStep
    sign_off: SignOff | None
    is_changed: bool = False  # the report says other than what was signed

    @property
    def is_signed(self) -> bool:
        """Say whether the report as it stands is signed off."""
        return self.sign_off is not None and self.sign_off.answer == SignOff.Answer.SIGNED and not self.is_changed

    @property
    def is_waiting(self) -> bool:
        """Say whether somebody is asked and has not answered."""
        return self.sign_off is not None and self.sign_off.is_waiting

    @property
    def state(self) -> str:
        """Return how it stands, in words."""
        if self.sign_off is None:
            return "Nobody is named yet" if self.step.signer == SignOffStep.Signer.CHOSEN else "Its turn has not come"
        if self.is_changed:
            return "Changed since"
        if self.sign_off.answer:
            return self.sign_off.get_answer_display()
        return "Waiting" if self.is_waiting else "Its turn has not come"

    @property
    def colour(self) -> str:
        """Return the colour of its tag."""
        colours = {"Signed off": "green", "Sent back": "red", "Changed since": "yellow", "Waiting": "blue"}
        return colours.get(self.state, "grey")

    @property
    def lacks(self) -> str:
        """Return what stands in the way of publication, as the end of a sentence."""
        if self.is_changed:
            return f"it changed after {self.step.name} signed it off"
        is_back = self.sign_off is not None and self.sign_off.answer == SignOff.Answer.BACK
        return f"{self.step.name} sent it back" if is_back else f"{self.step.name} has not signed it off"


def fingerprint(report: Report) -> str:
    """Return what tells whether a report says the same: not where it is printed, and not the advice itself."""
    document = report_document(report, number="")
    front = [row for row in document["front"] if row["label"] not in MEETINGS_OWN]
    sections = [section for section in document["sections"] if section["kind"] != ADVICE]
    return meanwhile.seen([front, sections, [document[name] for name in SAID]])


def chains(reports: Sequence[Report]) -> dict[int, list[Stage]]:
    """Return the chain of each report by its id; what a report says is read only where somebody signed it."""
    if not any(getattr(report, "has_chain", True) for report in reports):
        return {report.pk: [] for report in reports}
    steps = SignOffStep.objects.standing().filter(board__in={report.board_id for report in reports})
    known = list(steps.select_related("person"))
    if known:
        prefetch_related_objects(list(reports), SIGN_OFFS)
        prefetch_related_objects([report for report in reports if _is_signed(report)], *RELATED)
    return {
        report.pk: _chain(report, [step for step in known if step.board_id == report.board_id]) for report in reports
    }


def chain(report: Report) -> list[Stage]:
    """Return the chain of one report as it stands now."""
    return chains([loaded(report)])[report.pk]


def loaded(report: Report) -> Report:
    """Return a report with all that it says, in one query a table."""
    return Report.objects.select_related("board", "template", "assessment").prefetch_related(*RELATED).get(pk=report.pk)


def _is_signed(report: Report) -> bool:
    return any(row.answer == SignOff.Answer.SIGNED for row in report.sign_offs.all())


def _chain(report: Report, steps: Sequence[SignOffStep]) -> list[Stage]:
    last = {row.step_id: row for row in report.sign_offs.all()} if steps else {}
    now = fingerprint(report) if steps and _is_signed(report) else ""
    return [Stage(step, row := last.get(step.pk), bool(row and row.seen and row.seen != now)) for step in steps]


def unsigned(reports: Sequence[Report]) -> dict[int, list[str]]:
    """Return what each report lacks of its mandatory sign-offs, in words, by its id; only those that lack some."""
    found = {
        key: [stage.lacks for stage in stages if stage.step.is_mandatory and not stage.is_signed]
        for key, stages in chains(reports).items()
    }
    return {key: words for key, words in found.items() if words}


@dataclass(frozen=True)
class Progress:
    """How many of the mandatory sign-offs of a meeting's reports are there, and what went wrong."""

    signed: int
    needed: int
    back: int
    changed: int


def progress(meetings: Collection[int]) -> dict[int, Progress]:
    """Return how far the sign-offs of each meeting's reports are; nothing for boards without a chain."""
    has_chain = Exists(SignOffStep.objects.standing().filter(board=OuterRef("board")))
    reports = list(reports_of(meetings).filter(has_chain))
    found = chains(reports)
    stages: dict[int, list[Stage]] = defaultdict(list)
    for report in reports:
        stages[report.item.meeting_id] += [stage for stage in found[report.pk] if stage.step.is_mandatory]
    return {meeting: _counted(rows) for meeting, rows in stages.items() if rows}


def reports_of(meetings: Collection[int]):
    """Return the reports of meetings in the order of their items."""
    found = Report.objects.filter(item__meeting__in=meetings, item__removed_at__isnull=True, withdrawn_at__isnull=True)
    return found.select_related("board", "template", "item", "assessment").order_by("item__position")


def _counted(stages: Sequence[Stage]) -> Progress:
    return Progress(
        signed=sum(stage.is_signed for stage in stages),
        needed=len(stages),
        back=sum(stage.state == "Sent back" for stage in stages),
        changed=sum(stage.is_changed for stage in stages),
    )
