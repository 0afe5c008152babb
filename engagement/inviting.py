"""Invitations to a survey: found by the secret of a link or by the code of a letter, and used once.

Nothing here knows an answer: an invitation keeps the day on which it was used, and the answer nothing of it (R35).
"""

import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from engagement.models import Survey, SurveyInvitation
from engagement.translating import about
from engagement.wording import around, moment, spoken_codes
from foundation import audit, mail, work
from foundation.links import hash_token, secret
from foundation.locking import lock
from foundation.models import User
from foundation.secret_link import row_of

# No letter of a code is taken for another: no 0 and O, no 1, I and L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE = re.compile(rf"[{LETTERS}]{{12}}")
MOST = 5000  # at once
Invitee = tuple[str, str]  # name, address


def find(token: str) -> SurveyInvitation | None:
    """Return the invitation that a link's secret or a letter's code opens, None where it opens nothing."""
    return row_of(_read(token), SurveyInvitation.objects.select_related("survey__activity"))


@transaction.atomic
def use(invitation: SurveyInvitation) -> None:
    """Mark an invitation as used, without a day; raises ValidationError the second time."""
    invitation = lock(invitation)
    if invitation.is_used:
        raise ValidationError("This invitation was used already. Each invitation takes one answer.")
    invitation.is_used = True
    invitation.save(update_fields=["is_used"])


def path(survey: Survey, token: str) -> str:
    """Return the address by which somebody who is invited begins."""
    return f"/surveys/{survey.pk}/invited/{token}/"


def token_of(invitation: SurveyInvitation) -> str:
    """Return the secret of the link in the mail; a reminder has the same."""
    return secret("engagement.invitation", invitation.partnership_id, invitation.survey_id, invitation.email.lower())


def new_code() -> str:
    """Return a code for a letter: three times four letters, to be typed from paper."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def hashed(token: str) -> str:
    """Return what is kept of a link's secret or a letter's code."""
    return hash_token(_read(token))


def _read(token: str) -> str:
    """Return a token as it was made, however a code was typed: small letters, blanks, without its hyphens."""
    plain = re.sub(r"[\s-]", "", token).upper()
    return plain if CODE.fullmatch(plain) else token


def read(text: str) -> list[Invitee]:
    """Return whom lines name: an address each, with a name before or after it, as typed or saved by a spreadsheet.

    Raises ValidationError with every line that is wrong or there twice.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(" ,;\t")]
    if lines and "@" not in lines[0][1] and "mail" in lines[0][1].lower():
        lines = lines[1:]  # the headings
    if len(lines) > MOST:
        raise ValidationError(f"Invite {MOST:,} people or fewer at once; there are {len(lines):,} lines.")
    found: list[Invitee] = []
    first: dict[str, int] = {}
    problems = []
    for number, line in lines:
        name, email = _invitee(line)
        if problem := _trouble(email, first):
            problems.append(f"Line {number}: {problem}")
        first.setdefault(email.lower(), number)
        found.append((name, email))
    if problems:
        raise ValidationError(problems)
    return found


@transaction.atomic
def invite(survey: Survey, invitees: Sequence[Invitee], *, by: User) -> int:
    """Invite people by mail, each once, and return how many; mails go when the survey is open.

    Raises ValidationError with whoever is invited already, and once the survey is closed.
    """
    survey = _must_invite(lock(survey))
    emails = {email.lower() for _, email in invitees}
    known = sorted(email for email in survey.invitations.values_list("email", flat=True) if email.lower() in emails)
    if known:
        raise ValidationError([f"{email} is invited already." for email in known])
    rows = [SurveyInvitation(survey=survey, locality=survey.locality, name=n, email=e) for n, e in invitees]
    for row in rows:
        row.partnership_id = survey.partnership_id
        row.token_hash = hash_token(token_of(row))
    SurveyInvitation.objects.bulk_create(rows)
    audit.record(by, "invited people to", survey, invited=len(rows))
    if survey.is_open:
        work.later("engagement.send_invitations", survey_id=survey.pk)
    return len(rows)


@transaction.atomic
def make_letters(survey: Survey, names: Sequence[str], *, by: User) -> list[tuple[str, str]]:
    """Make a code for each letter and return them with their names; only now are they known, what is kept is a hash.

    Raises ValidationError once the survey is closed.
    """
    survey = _must_invite(lock(survey))
    letters = [(name, new_code()) for name in names]
    today = timezone.localdate()
    SurveyInvitation.objects.bulk_create(
        SurveyInvitation(
            survey=survey, locality=survey.locality, name=name, token_hash=hashed(code), sent_on=today
        )
        for name, code in letters
    )  # fmt: skip
    audit.record(by, "made letters of invitation to", survey, letters=len(letters))
    return letters


@transaction.atomic
def remind(survey: Survey, *, by: User) -> int:
    """Remind by mail whoever was invited and has not answered, once a day at most; return how many there were."""
    survey = lock(survey)
    if not survey.is_open:
        raise ValidationError("People are reminded while the survey is open.")
    today = timezone.localdate()
    rows = list(to_remind(survey))
    _post(survey, rows, "survey_reminder", f"reminder:{today}")
    survey.invitations.filter(pk__in=[row.pk for row in rows]).update(reminded_on=today)
    audit.record(by, "reminded people of", survey, reminded=len(rows))
    return len(rows)


def to_remind(survey: Survey):
    """Return whoever was invited by mail before today, has not answered and was not reminded today."""
    today = timezone.localdate()
    rows = survey.invitations.unused().exclude(email="").filter(sent_on__lt=today)
    return rows.exclude(reminded_on=today)


def send_owed(survey: Survey) -> int:
    """Post the invitations of an open survey that were not posted yet, and return how many; safe to run twice."""
    if not survey.is_open:
        return 0
    unsent = survey.invitations.filter(sent_on__isnull=True).exclude(email="")
    rows = list(unsent.select_for_update(of=("self",), skip_locked=True))
    _post(survey, rows, "survey_invitation", "invitation")
    survey.invitations.filter(pk__in=[row.pk for row in rows]).update(sent_on=timezone.localdate())
    return len(rows)


def owed() -> list[int]:
    """Return the open surveys of this partnership with invitations that were not posted."""
    unsent = SurveyInvitation.objects.filter(sent_on__isnull=True).exclude(email="")
    opened = unsent.filter(survey__opened_at__isnull=False, survey__closed_at__isnull=True)
    return list(opened.order_by("survey_id").values_list("survey_id", flat=True).distinct())


@transaction.atomic
def take_back(invitation: SurveyInvitation, *, by: User) -> None:
    """Take an invitation back that was not used; its link opens nothing from then on."""
    invitation = lock(invitation, "survey")
    if invitation.is_used:
        raise ValidationError("This invitation was used, so it stays.")
    audit.record(by, "took an invitation back to", invitation.survey)
    invitation.delete()


def _must_invite(survey: Survey) -> Survey:
    if survey.closed_at:
        raise ValidationError("The survey is closed, so nobody can be invited.")
    if survey.who_answers != Survey.WhoAnswers.INVITED:
        raise ValidationError("Anybody may answer this survey. Choose “Who is invited” in its settings first.")
    return survey


def _post(survey: Survey, rows: Iterable[SurveyInvitation], template: str, key: str) -> None:
    parts = [_said(survey, code) for code in spoken_codes(survey.languages)]
    mail.post_all(
        mail.Letter(
            row.email, template, {"parts": parts, "path": path(survey, token_of(row))},
            about=f"survey:{survey.pk}", name=row.name, key=f"survey-invitation:{row.pk}:{key}",
        )
        for row in rows
    )  # fmt: skip


def _said(survey: Survey, code: str) -> dict[str, Any]:
    """Return what an invitation says in one language: nobody has told us theirs, so it speaks each."""
    query = "" if code == "en" else f"?language={code}"
    return {"say": around(code), "query": query, "until": moment(survey.closes_at, code), **about(survey, code)}


def _invitee(line: str) -> Invitee:
    """Return name and address of a line, whatever stands between them."""
    cells = [cell.strip(' "\t<>') for cell in re.split(r"[,;\t<]", line)]
    email = next((cell for cell in cells if "@" in cell), "") or line.strip()
    return " ".join(cell for cell in cells if cell and cell != email)[:160], email


def _trouble(email: str, first: dict[str, int]) -> str:
    if email.lower() in first:
        return f"{email} is there twice, first on line {first[email.lower()]}"
    try:
        validate_email(email)
    except ValidationError:
        return f"“{email[:80]}” is not an email address"
    return ""
