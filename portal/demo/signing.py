"""The chain of sign-offs of an example board: a report in draft that its author and legal signed, and finance has."""

from typing import Any

from boards import chaining, signed, signing
from boards.models import Board, Report, SignOff, SignOffStep, TemplateSection
from boards.tokens import sign_off_token
from foundation.models import User

ADVICE = {
    "Author": "",
    "Legal": "The council may do this under section 1 of the Localism Act 2011. No other consent is needed.",
}


def sign_some(spec: dict[str, Any], board: Board, clerk: User) -> None:
    """Give the board the usual chain and let the first of those who sign its report in draft answer."""
    if not spec.get("signs_off"):
        return
    chaining.take_usual(board, by=clerk)
    form = board.report_template or Report.objects.filter(board=board).first().template
    place = form.sections.count() + 1
    TemplateSection.objects.get_or_create(
        template=form, key="advice",
        defaults={"position": place, "heading": "Comments of officers", "kind": "advice", "is_required": False},
    )  # fmt: skip
    draft = Report.objects.filter(board=board, item__meeting__agenda_edition=None, withdrawn_at=None).first()
    if draft:
        _pass_on(draft, spec["slug"], clerk)


def _pass_on(report: Report, slug: str, clerk: User) -> None:
    for step in SignOffStep.objects.standing().filter(board=report.board, name__in=("Author", "Legal", "Finance")):
        address = f"{step.name.lower()}@{slug}.example"
        signing.ask(report, step, by=clerk, name=f"{step.name} officer", email=address)
    signing.start(report, by=clerk)
    for name, advice in ADVICE.items():
        row = SignOff.objects.waiting().select_related(*signing.RELATED).get(report=report, step__name=name)
        seen = signed.fingerprint(signed.loaded(report))
        signing.answer(row, by=None, link=sign_off_token(row), answer="signed", advice=advice, seen=seen)
