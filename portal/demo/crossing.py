"""What crosses between two of the example partnerships: each receives from the other, one referral each way, one priority that both share."""

import datetime

from django.utils import timezone

from boards import referring, responding
from boards.models import Board, Referral
from foundation import corresponding, envelopes, tenancy
from foundation.models import Envelope, Partnership, User
from plans import pairing, sharing_priorities
from plans.models import PriorityMatch, SharedPriority

from .data.matching import ACROSS
from .matching import newest
from .then import at

CLEARED = ("draft:board:*", "draft:plans:*", "exempt:board:*", envelopes.CLEARED)
ASKED = {
    "title": "Speedwatch on the boundary road",
    "request": "Run the community speedwatch on both sides of the boundary on the same days.",
    "reason": "Drivers slow down for the check and speed up once they are over the boundary.",
}
BACK = {
    "title": "Sharing a dementia cafe",
    "request": "Say whether people of our villages may come to your dementia cafe until we have one.",
    "reason": "The nearest place is on your side, and the bus stops there.",
}


def cross(ours: Partnership, theirs: Partnership) -> None:
    """Let two partnerships receive from each other and refer something each way; once is enough."""
    with tenancy.tenant(ours.pk, CLEARED):
        if Referral.objects.filter(partner=theirs).exists():
            return
    for receiver, sender in ((ours, theirs), (theirs, ours)):
        with tenancy.tenant(receiver.pk, CLEARED):
            corresponding.agree(sender, by=_user("admin", receiver))
        _deliver(receiver)
    with at(timezone.now() - datetime.timedelta(days=24)):
        _refer(ours, theirs, ASKED)
    with at(timezone.now() - datetime.timedelta(days=8)):
        _answer(theirs)
        _refer(theirs, ours, BACK)
    _match(ours, theirs)


def _match(ours: Partnership, theirs: Partnership) -> None:
    """Share a priority with the other partnership, which proposes a match with its own; agree to it."""
    with tenancy.tenant(ours.pk, CLEARED):
        sharing_priorities.share(newest(ACROSS[0]), theirs, by=_clerk(ours)[0])
    _deliver(ours)
    with tenancy.tenant(theirs.pk, CLEARED):
        shared = SharedPriority.objects.get(title=ACROSS[0])
        pairing.propose(newest(ACROSS[1]), shared, by=_clerk(theirs)[0])
    _deliver(theirs)
    with tenancy.tenant(ours.pk, CLEARED):
        pairing.accept(PriorityMatch.objects.get(shared__isnull=False), by=_clerk(ours)[0])
    _deliver(ours)


def _refer(sender: Partnership, receiver: Partnership, asked: dict[str, str]) -> None:
    with tenancy.tenant(receiver.pk, CLEARED):
        slug = _clerk(receiver)[1].slug
    with tenancy.tenant(sender.pk, CLEARED):
        clerk, board = _clerk(sender)
        offered = corresponding.takes_from_here().get(other=receiver).offers["boards"]
        to = next(each for each in offered if each["slug"] == slug)
        due_on = timezone.localdate() + datetime.timedelta(days=28)
        draft = referring.refer(
            board, by=clerk, partner=receiver, partner_board=to["slug"], due_on=due_on,
            body=f"{to['name']}, {receiver.short_name}", **asked,
        )  # fmt: skip
        referring.send(draft, by=clerk)
    _deliver(sender)


def _answer(receiver: Partnership) -> None:
    with tenancy.tenant(receiver.pk, CLEARED):
        referral = Referral.objects.waiting().get(partner__isnull=False)
        responding.answer(
            referral, by=_user("admin", receiver), outcome=Referral.Outcome.AGREED, answered_by=str(referral.to_board),
            answer="The volunteers of both sides have met. They start on the first Saturday of next month.",
        )  # fmt: skip
    _deliver(receiver)


def _deliver(sender: Partnership) -> None:
    with tenancy.tenant(sender.pk, CLEARED):
        for envelope in Envelope.objects.owed():
            envelopes.deliver(envelope.pk)


def _user(part: str, partnership: Partnership) -> User:
    return User.objects.get(email=f"{part}@{partnership.slug}.example")


def _clerk(partnership: Partnership) -> tuple[User, Board]:
    clerk = _user("clerk", partnership)
    return clerk, Board.objects.filter(offices__kind="clerk", offices__person__user=clerk).order_by("pk")[0]
