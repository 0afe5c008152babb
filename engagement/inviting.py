"""Invitations to a survey: found by the secret of a link or by the code of a letter, and used once.

Nothing here knows an answer: an invitation keeps the day on which it was used, and the answer nothing of it (R35).
"""

import re
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.models import Survey, SurveyInvitation
from foundation import tenancy
from foundation.links import hash_token, secret
from foundation.locking import lock

# No letter of a code is taken for another: no 0 and O, no 1, I and L.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE = re.compile(rf"[{LETTERS}]{{12}}")


def find(token: str) -> SurveyInvitation | None:
    """Return the invitation that a link's secret or a letter's code opens, None where it opens nothing."""
    key = hashed(token)
    tenancy.clear(f"token:{key}")
    return SurveyInvitation.objects.select_related("survey__activity").filter(token_hash=key).first()


@transaction.atomic
def use(invitation: SurveyInvitation) -> None:
    """Mark an invitation as used today; raises ValidationError the second time."""
    invitation = lock(invitation)
    if invitation.used_on:
        raise ValidationError("This invitation was used already. Each invitation takes one answer.")
    invitation.used_on = timezone.localdate()
    invitation.save(update_fields=["used_on"])


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
