"""Leaders and champions join the network by their own consent and leave at will. Source: E6, E15, D41; R34, R36.

An address is confirmed by a link, an officer accepts, and whoever leaves is emptied at once: the year in which somebody
joined and left stays, and nothing by which they could be known.
"""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.access import EVERYWHERE
from engagement.models import NetworkListing, NetworkMember, days_ago, longer_ago, rules_by_locality, rules_of
from foundation import audit, mail, tenancy
from foundation.links import hash_token, secret
from foundation.locking import lock
from foundation.models import Partnership, User

SOMEBODY = "A member of the public"
THE_HOLDER = "The member"


def token(member: NetworkMember) -> str:
    """Return the secret of the link by which somebody confirms and leaves, the same in each message."""
    return secret("engagement.network", member.reference)


def consent_to(text: str) -> str:
    """Return the version of a text of consent: another text has another one."""
    return hash_token(text)[:8]


@transaction.atomic
def ask_to_join(partnership: Partnership, *, wants_listing: bool, **facts: Any) -> NetworkMember:
    """Keep what somebody writes who wants to join, with the text to which they agree, and post the link that confirms.

    An address that is there already gets its link once more, and no answer says so.
    """
    facts["email"] = facts["email"].strip().lower()
    now = timezone.now()
    with tenancy.tenant(partnership.pk, [EVERYWHERE]):
        member = NetworkMember.objects.filter(email=facts["email"]).first()
        rules = rules_of(facts.get("locality"))
        if member is None:
            text = rules.network_consent
            member = NetworkMember(**facts, consent=text, consent_version=consent_to(text))
            member.listing_agreed_at = now if wants_listing else None
            member.token_hash = hash_token(token(member))
            member.save()
        key = "confirm" if not member.confirmed_at else "again"
        _tell(member, "network_to_confirm", f"{key}:{timezone.localdate():%Y%m%d}", days=rules.confirm_days)
    return member


@transaction.atomic
def confirm(member: NetworkMember) -> NetworkMember:
    """Take the address as its owner's; an officer looks at it next. Twice is once."""
    member = lock(member)
    if is_stale(member):
        raise ValidationError("This link has run out. Ask to join once more.")
    if not member.confirmed_at:
        member.confirmed_at = timezone.now()
        member.save()
        audit.record(None, "asked to join the network", member, by_name=SOMEBODY)
    return member


def is_stale(member: NetworkMember) -> bool:
    """Say whether it was never confirmed and its link has run out."""
    return not member.confirmed_at and member.asked_at < days_ago(rules_by_locality()(member.locality_id).confirm_days)


@transaction.atomic
def accept(member: NetworkMember, *, by: User) -> NetworkMember:
    """Take somebody into the network; they stand in the public list where they agreed to that.

    Raises ValidationError before they confirmed their address, and when it was settled meanwhile.
    """
    member = _waiting(member)
    member.accepted_at, member.accepted_by = timezone.now(), by
    member.save()
    if member.listing_agreed_at:
        said = {name: getattr(member, name) for name in ("locality", "name", "role", "community", "offers")}
        NetworkListing.objects.create(member=member, **said)
    audit.record(by, "took into the network", member)
    _tell(member, "network_accepted", "accepted")
    return member


@transaction.atomic
def decline(member: NetworkMember, *, by: User) -> NetworkMember:
    """Do not take somebody into the network: they are told, and what they wrote is deleted."""
    member = _waiting(member)
    _tell(member, "network_declined", "declined")
    member.declined_at = timezone.now()
    _empty(member)
    audit.record(by, "did not take into the network", member)
    return member


def _waiting(member: NetworkMember) -> NetworkMember:
    member = lock(member)
    if member.left_at or member.accepted_at or member.declined_at:
        raise ValidationError("This was settled already.")
    if not member.confirmed_at:
        raise ValidationError("They have not confirmed their address yet.")
    return member


@transaction.atomic
def leave(member: NetworkMember) -> NetworkMember:
    """Take the consent back: what they wrote is deleted at once, their link leads nowhere from then on."""
    # Without its secret the row is no longer the holder's to see.
    with tenancy.tenant(member.partnership_id, [EVERYWHERE]):
        member = lock(member)
        member.left_at = member.left_at or timezone.now()
        NetworkListing.objects.filter(member=member).delete()
        _empty(member)
        audit.record(None, "left the network", member, by_name=THE_HOLDER)
    return member


@transaction.atomic
def stop_listing(member: NetworkMember) -> NetworkMember:
    """Take back the consent to stand in the public list, and stay in the network."""
    member = lock(member)
    member.listing_agreed_at = None
    member.save()
    NetworkListing.objects.filter(member=member).delete()
    audit.record(None, "left the public list of the network", member, by_name=THE_HOLDER)
    return member


def _empty(member: NetworkMember) -> None:
    member.name = member.email = member.community = member.offers = member.token_hash = ""
    member.listing_agreed_at = None
    member.save()


def forget() -> int:
    """Remove who never confirmed; the clock's, in a cleared transaction."""
    old = NetworkMember.objects.filter(longer_ago("asked_at", "confirm_days"), confirmed_at__isnull=True)
    return old.delete()[0]


def growth() -> list[dict[str, Any]]:
    """Return for each year how many joined, left and belonged at its end; small numbers are hidden (R35)."""
    smallest = rules_of(None).smallest_shown
    joined: Counter[int] = Counter()
    left: Counter[int] = Counter()
    for came, went in NetworkMember.objects.filter(accepted_at__isnull=False).values_list("accepted_at", "left_at"):
        joined[timezone.localtime(came).year] += 1
        if went:
            left[timezone.localtime(went).year] += 1
    rows, there = [], 0
    for year in range(min(joined, default=0), timezone.localdate().year + 1) if joined else []:
        there += joined[year] - left[year]
        rows.append({"year": year, "members": shown(there, smallest), "joined": shown(joined[year], smallest),
                     "left": shown(left[year], smallest)})  # fmt: skip
    return rows


def diversity() -> list[tuple[str, str]]:
    """Return for how many members speak for each audience; small numbers are hidden (R35)."""
    smallest = rules_of(None).smallest_shown
    names = NetworkMember.objects.current().values_list("audience__name", flat=True)
    counted = Counter(name or "No audience named" for name in names)
    return [(name, shown(number, smallest)) for name, number in sorted(counted.items())]


def shown(number: int, smallest: int) -> str:
    """Return a number as it is shown: a small one only as “fewer than”."""
    return str(number) if number == 0 or number >= smallest else f"fewer than {smallest}"


def _tell(member: NetworkMember, template: str, key: str, **more: Any) -> None:
    about = f"network:{member.pk}"
    words = {"token": token(member), "member": member, **more}
    mail.post(member.email, template, words, about=about, name=member.name, key=f"{about}:{key}")
