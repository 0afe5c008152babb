"""Whom a sign-off is told by mail: whoever signs, with the link, and the clerks of the board."""

from boards.disclosing import allowed_title
from boards.models import Report, SignOff, SignOffStep
from boards.telling import tell_clerks
from boards.tokens import sign_off_token
from foundation import mail


def tell_signer(sign_off: SignOff) -> None:
    """Ask by mail with the link; whoever has no address finds it on their desk."""
    if not sign_off.person.email:
        tell_unnamed(sign_off.report, sign_off.step)
        return
    words = {**_words(sign_off), "path": f"/sign/{sign_off_token(sign_off)}/"}
    mail.post(
        sign_off.person.email, "sign_off_asked", words, about=f"report:{sign_off.report_id}",
        name=sign_off.person.name, key=f"sign-off:{sign_off.pk}:asked",
    )  # fmt: skip


def tell_clerk(sign_off: SignOff) -> None:
    """Tell the clerks what was answered."""
    words = {**_words(sign_off), "path": _page(sign_off.report)}
    about, key = f"report:{sign_off.report_id}", f"sign-off:{sign_off.pk}:answered"
    tell_clerks(sign_off.board, "sign_off_answered", words, about=about, key=key)


def tell_unnamed(report: Report, step: SignOffStep) -> None:
    """Tell the clerks that nobody can be asked for a step, once a report."""
    words = {"step": step, "title": allowed_title(report), "path": _page(report)}
    about, key = f"report:{report.pk}", f"sign-off:{report.pk}:{step.pk}:unnamed"
    tell_clerks(report.board, "sign_off_unnamed", words, about=about, key=key)


def _words(sign_off: SignOff) -> dict[str, object]:
    return {"sign_off": sign_off, "board": sign_off.board, "title": allowed_title(sign_off.report)}


def _page(report: Report) -> str:
    return f"/manage/reports/{report.pk}/sign-offs/"
