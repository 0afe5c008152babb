"""Signing reports off: each step is asked when its turn comes, by mail with a link or on the person's desk.

Whoever sends a report back gives it back to its author; who signed before the report changed is asked again.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import authoring, telling_sign_offs
from boards.models import BoardOffice, Meeting, Report, SignOff, SignOffStep
from boards.reporting import lock_report, missing, record
from boards.signed import Stage, chain, chains, fingerprint, loaded, reports_of
from boards.tokens import sign_off_token
from foundation import tenancy
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User
from localities.models import Person

RELATED = ("report__board", "step", "person", "board")
LINK_LASTS = datetime.timedelta(days=60)
Signer = SignOffStep.Signer
OFFICES = {Signer.LEAD: BoardOffice.Kind.LEAD_OFFICER, Signer.CHAIR: BoardOffice.Kind.CHAIR}


def knows_drafts(report: Report):
    """Open the drafts of the board for what follows a signature: who came by a link sees one report only."""
    return tenancy.tenant(report.partnership_id, [f"draft:board:{report.board_id}"])


@transaction.atomic
def begin(report: Report, *, by: User | None, by_name: str = "") -> None:
    """Begin the chain of a report that was handed in: its author has signed by that, and the next is asked."""
    with knows_drafts(report):
        report = loaded(report)
        for stage in chain(report):
            if stage.step.signer == Signer.AUTHOR and report.author and not stage.is_signed:
                _replace(stage)
                now = timezone.now()
                SignOff.objects.create(
                    board=report.board, report=report, step=stage.step, person=report.author, asked_at=now,
                    answer=SignOff.Answer.SIGNED, answered_at=now, seen=fingerprint(report),
                )  # fmt: skip
                record(report, "signed a report off", by, by_name, step=stage.step.pk)
        _advance(report, by)


@transaction.atomic
def start(report: Report, *, by: User) -> None:
    """Ask whoever is next, and again whose signature is out of date.

    Raises ValidationError for a report that its author has not handed in, or that is not complete.
    """
    report = lock_report(report)
    if report.author_id and report.invited_at and not report.handed_in_at:
        raise ValidationError("Its author has not handed the report in. The sign-offs begin by themselves when it is.")
    if lacking := missing(report):
        raise ValidationError(["Complete the report first.", *(f"{words}." for words in lacking)])
    _advance(report, by)


@transaction.atomic
def ask(report: Report, step: SignOffStep, *, by: User, name: str, email: str) -> None:
    """Name who signs a step of a report; they are asked at once where its turn has come, and later otherwise."""
    report = lock_report(report)
    stage = next((stage for stage in chain(report) if stage.step == step), None)
    if stage is None:
        raise ValidationError("Somebody took this step out of the chain meanwhile.")
    if stage.is_signed:
        raise ValidationError(f"{stage.sign_off and stage.sign_off.person} has signed this report off.")
    was_asked = stage.sign_off is not None and stage.sign_off.asked_at is not None
    _replace(stage)
    person = Person.objects.filter(email__iexact=email).order_by("pk").first()
    person = person or Person.objects.create(name=name, email=email)
    named = SignOff.objects.create(board=report.board, report=report, step=step, person=person)
    record(report, "named who signs a report off", by, step=step.pk, person=person.pk)
    if was_asked:
        _open(named)
    elif any(stage.sign_off and stage.sign_off.asked_at for stage in chain(report)):
        _advance(report, by)


@transaction.atomic
def answer(
    sign_off: SignOff, *, by: User | None, answer: str, advice: str, seen: str, link: str = ""
) -> SignOff:  # fmt: skip
    """Keep what a signer says of a report and ask the next one, or give the report back to its author.

    ``by`` is None for the holder of the link, whose secret ``link`` is used up by it; ``seen`` is the fingerprint of
    what they read. Raises ValidationError when it was answered, ended or changed meanwhile.
    """
    report = lock_report(sign_off.report)
    sign_off = lock(sign_off, *RELATED)
    _refuse(sign_off, by, link)
    if answer == SignOff.Answer.BACK and not advice.strip():
        raise ValidationError({"advice": "Say what must change."})
    now = fingerprint(loaded(report))
    if answer == SignOff.Answer.SIGNED and seen != now:
        raise ValidationError("The report was changed while you read it. Read it as it stands now, then sign.")
    sign_off.answer, sign_off.answered_at, sign_off.advice = answer, timezone.now(), advice.strip()
    sign_off.seen = now
    sign_off.save()
    name = str(sign_off.person)
    verb = "signed a report off" if answer == SignOff.Answer.SIGNED else "sent a report back"
    record(report, verb, by, "" if by else name, step=sign_off.step_id)
    with knows_drafts(report):
        telling_sign_offs.tell_clerk(sign_off)
        if answer == SignOff.Answer.SIGNED:
            _advance(report, by)
        elif report.handed_in_at:
            authoring.hand_back(report, by=by, by_name=name, because=sign_off.advice)
    return sign_off


def _refuse(sign_off: SignOff, by: User | None, link: str) -> None:
    """Raise ValidationError where a sign-off takes no answer from this person."""
    if sign_off.answered_at:
        raise ValidationError(f"{sign_off.person} has answered already: {sign_off.get_answer_display().lower()}.")
    if not sign_off.is_waiting:
        raise ValidationError("Somebody else was asked for this step meanwhile.")
    if by is None and not (is_open(sign_off) and sign_off.token_hash == hash_token(link)):
        raise ValidationError("This link has ended. Ask the clerk for a new one.")
    if by is not None and sign_off.person.user_id != by.pk:
        raise ValidationError(f"Only {sign_off.person} can sign this step. Name somebody else to sign it first.")


def by_link(token: str) -> SignOff | None:
    """Return the sign-off that a link opens, and let this transaction see its report and no other draft."""
    if not token:
        return None
    hashed = hash_token(token)
    tenancy.clear(f"token:{hashed}")
    return _seen(SignOff.objects.filter(token_hash=hashed).first())


def of_person(person: Person, sign_off_id: int) -> SignOff | None:
    """Return what a person who signed in is to sign, and let this transaction see its report."""
    return _seen(SignOff.objects.waiting().filter(person=person, pk=sign_off_id).first())


def waiting_for(person: Person) -> list[SignOff]:
    """Return what waits for a person's signature, each with its report."""
    waiting = list(SignOff.objects.waiting().filter(person=person).select_related("step", "board"))
    if not waiting:
        return []
    tenancy.clear(*(f"report:{row.report_id}" for row in waiting))
    reports = Report.objects.in_bulk([row.report_id for row in waiting])
    for row in waiting:
        row.report = reports[row.report_id]
    return [row for row in waiting if row.report.withdrawn_at is None]


def _seen(found: SignOff | None) -> SignOff | None:
    if found is None:
        return None
    report = authoring.opened(found.report_id)
    found = SignOff.objects.select_related("step", "person", "board").get(pk=found.pk)
    found.report = report
    return found


def is_open(sign_off: SignOff) -> bool:
    """Say whether the link still takes the answer: once, for its time, while the report is to be published."""
    lives = sign_off.asked_at is not None and timezone.now() < sign_off.asked_at + LINK_LASTS
    return sign_off.is_waiting and lives and sign_off.report.withdrawn_at is None


def ask_again() -> int:
    """Ask those again whose report changed after they signed, before its meeting; return of how many reports."""
    coming = Meeting.objects.going_ahead().upcoming().values_list("pk", flat=True)
    signed = SignOff.objects.standing().filter(answer=SignOff.Answer.SIGNED, report__item__meeting__in=list(coming))
    keys = set(signed.values_list("report", flat=True))
    reports = list(reports_of(list(coming)).filter(pk__in=keys)) if keys else []
    found = 0
    for report in reports:
        is_back = report.author_id and report.invited_at and not report.handed_in_at
        if not is_back and any(stage.is_changed for stage in chains([report])[report.pk]):
            with transaction.atomic():
                _advance(lock_report(report), None)
            found += 1
    return found


def _advance(report: Report, by: User | None) -> None:
    """Ask whoever is next: optional steps on the way as well, and no further than the first that must come first."""
    for stage in chain(report):
        if stage.is_signed:
            continue
        if not stage.is_waiting:
            _ask(report, stage)
        if stage.step.is_mandatory:
            return


def _ask(report: Report, stage: Stage) -> None:
    person = signer(report, stage)
    if person is None:
        telling_sign_offs.tell_unnamed(report, stage.step)
        return
    if stage.sign_off and stage.sign_off.asked_at is None and stage.sign_off.person_id == person.pk:
        _open(stage.sign_off)
        return
    _replace(stage)
    _open(SignOff.objects.create(board=report.board, report=report, step=stage.step, person=person))


def signer(report: Report, stage: Stage) -> Person | None:
    """Return who signs a step of a report: whoever the step names, else who was named for the report."""
    if stage.step.person:
        return stage.step.person
    if stage.step.signer in OFFICES:
        held = report.board.offices.on(timezone.localdate()).filter(kind=OFFICES[Signer(stage.step.signer)])
        if office := held.select_related("person").first():
            return office.person
    if stage.step.signer == Signer.AUTHOR and report.author:
        return report.author
    return stage.sign_off.person if stage.sign_off else None


def _replace(stage: Stage) -> None:
    if stage.sign_off:
        stage.sign_off.ended_at = timezone.now()
        stage.sign_off.save()


def _open(sign_off: SignOff) -> None:
    """Ask: from now on the link leads to the report, and it stands on the person's desk."""
    sign_off.asked_at = timezone.now()
    sign_off.token_hash = hash_token(sign_off_token(sign_off))
    sign_off.save()
    telling_sign_offs.tell_signer(sign_off)
