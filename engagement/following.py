"""People ask to be told what became of an activity or an issue, without an account.

An address is confirmed by the link in a mail before anything else is sent to it, is taken back by the link in every
mail, and is emptied when its owner was told for the last time, at the latest after the days of the rules.
Source: checklist E30; standards R31, R34.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.access import EVERYWHERE
from engagement.models import Activity, Follower, Issue, days_ago, longer_ago, rules_by_locality, rules_of
from engagement.wording import around, page_language
from foundation import audit, mail, tenancy
from foundation.links import hash_token, secret
from foundation.locking import lock
from foundation.models import User

SOMEBODY = "A member of the public"
UNANSWERED = "We sent messages to this address that were not confirmed. Open the link in one of them first."


def token(follower: Follower) -> str:
    """Return the secret of the link by which somebody confirms and takes back, the same in each message."""
    return secret("engagement.follower", follower.reference)


@transaction.atomic
def follow(about: Activity | Issue, *, email: str, by: User | None = None, language: str = "en") -> Follower:
    """Keep an address to be told of an activity or issue and post, in their language, the link that confirms it.

    Who is signed in with this very address needs no link. Asked twice is asked once, and no answer says whether an
    address was there already. Raises ValidationError for an address that leaves our messages unanswered.
    """
    address = email.strip().lower()
    with tenancy.tenant(about.partnership_id, [EVERYWHERE]):
        about = lock(about)
        there = Follower.objects.filter(**_of(about), email=address).first()
        follower = there or _kept(about, address, language)
        if by and by.email.lower() == address:
            return _confirmed(follower, by)
        if not follower.confirmed_at:
            letter = _letter(
                follower, "follower_to_confirm", f"confirm:{timezone.localdate():%Y%m%d}", about=about,
                days=rules_of(about.locality).confirm_days,
            )  # fmt: skip
            mail.post_all([letter])
    return follower


def _of(about: Activity | Issue) -> dict[str, Any]:
    return {"activity": about} if isinstance(about, Activity) else {"issue": about}


def _kept(about: Activity | Issue, address: str, language: str) -> Follower:
    unconfirmed = Follower.objects.filter(email=address, confirmed_at__isnull=True).count()
    if unconfirmed >= rules_of(about.locality).unconfirmed_mails:
        raise ValidationError({"email": UNANSWERED})
    follower = Follower(**_of(about), locality=about.locality, email=address, language=language)
    follower.token_hash = hash_token(token(follower))
    follower.save()
    return follower


@transaction.atomic
def confirm(follower: Follower) -> Follower:
    """Take the address as its owner's; twice is once. Raises ValidationError for a link that has run out."""
    follower = lock(follower)
    if is_stale(follower):
        raise ValidationError("This link has run out. Ask once more on the page.")
    return _confirmed(follower)


def _confirmed(follower: Follower, by: User | None = None) -> Follower:
    if not follower.confirmed_at:
        follower.confirmed_at = timezone.now()
        follower.save()
        audit.record(by, "asked to be told of", follower.about, by_name="" if by else SOMEBODY)
    return follower


@transaction.atomic
def leave(follower: Follower) -> Follower:
    """Take the address back: nothing of it stays, and its link leads nowhere from then on."""
    # Without its secret the row is no longer the holder's to see.
    with tenancy.tenant(follower.partnership_id, [EVERYWHERE]):
        follower = lock(follower)
        follower.left_at = follower.left_at or timezone.now()
        _empty(follower)
        audit.record(None, "asked to be told no more of", follower.about, by_name=SOMEBODY)
    return follower


def is_stale(follower: Follower) -> bool:
    """Say whether it was never confirmed and its link has run out."""
    return not follower.confirmed_at and follower.asked_at < days_ago(
        rules_by_locality()(follower.locality_id).confirm_days
    )


def tell(about: Activity | Issue, template: str, *, key: str, last: bool = False, **words: Any) -> int:
    """Post a mail to everybody who follows, once for each key; after the ``last`` their addresses are emptied.

    Call it inside an act, with the followers' place cleared. Returns how many were told.
    """
    told = list(Follower.objects.select_for_update().filter(**_of(about)).waiting())
    mail.post_all(_letter(follower, template, key, about=about, last=last, **words) for follower in told)
    if last:
        for follower in told:
            follower.told_at = timezone.now()
            _empty(follower)
    return len(told)


def _empty(follower: Follower) -> None:
    follower.email, follower.token_hash = "", ""
    follower.save()


def forget() -> int:
    """Remove who never confirmed and empty who asked long ago; the clock's, in a cleared transaction."""
    Follower.objects.filter(longer_ago("asked_at", "confirm_days"), confirmed_at__isnull=True).delete()
    old = Follower.objects.filter(longer_ago("asked_at", "follower_days")).exclude(email="", token_hash="")
    return old.update(email="", token_hash="")  # no history keeps these


def _letter(follower: Follower, template: str, key: str, **words: Any) -> mail.Letter:
    name = f"follower:{follower.pk}"
    context = {
        "title": words["about"], "page": words["about"].get_absolute_url(), "token": token(follower),
        "say": around(follower.language), "page_language": page_language(follower.language), **words,
    }  # fmt: skip
    return mail.Letter(follower.email, template, context, about=name, key=f"{name}:{key}")
