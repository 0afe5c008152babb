"""Drafts are opened for comment, and partners and people comment without an account. Source: checklist B25, B26, D10.

What is sent counts at once; an address is confirmed by a link before anything else is sent to it.
"""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.models import rules_of as rules_of_engagement
from foundation import audit, mail, tenancy
from foundation.links import hash_token, secret
from foundation.locking import lock
from foundation.models import User
from plans import asking_partners
from plans.access import EVERYWHERE
from plans.models import Comment, Commenter, CommentRound, Objective, Plan, Priority, PrioritySet, rules_of

SOMEBODY = "A member of the public"
MOST_WORDS = 5000
UNANSWERED = "We sent messages to this address that were not confirmed. Open the link in one of them first."


def token_of(sender: Commenter) -> str:
    """Return the secret of the link by which somebody finds what they sent."""
    return secret("plans.comment", sender.reference)


@transaction.atomic
def open_round(
    draft: PrioritySet | Plan, *, about: str = "", opens_on: datetime.date | None = None,
    closes_on: datetime.date | None = None, by: User | None,
) -> CommentRound:  # fmt: skip
    """Open a draft that everybody may read for comment, by default from today for the days of the rules; ask partners.

    Raises ValidationError while the draft is closed to readers, when it is over, and while a round on it runs.
    """
    draft = lock(draft)
    _refuse_draft(draft)
    opens_on = opens_on or timezone.localdate()
    closes_on = closes_on or opens_on + datetime.timedelta(days=rules_of(draft.locality).comment_days)
    if closes_on < max(opens_on, timezone.localdate()):
        raise ValidationError({"closes_on": "The last day must not be before the first day, or in the past."})
    opened = CommentRound(
        **_of(draft), about=about.strip(), opens_on=opens_on, closes_on=closes_on, edition=draft.edition,
        started_by=by, published_at=timezone.now(),
    )  # fmt: skip
    opened.belong_with(draft)
    opened.save()
    audit.record(by, "opened for comment", draft, until=closes_on.isoformat())
    asking_partners.ask(opened)
    return opened


def _of(draft: PrioritySet | Plan) -> dict[str, PrioritySet | Plan]:
    return {"plan": draft} if isinstance(draft, Plan) else {"set": draft}


def _refuse_draft(draft: PrioritySet | Plan) -> None:
    if not draft.is_public:
        raise ValidationError("People cannot read this draft yet. Share it first, then open it for comment (D10).")
    if draft.ended_at if isinstance(draft, Plan) else draft.closed_at:
        raise ValidationError("This is over: a comment can change nothing in it.")
    if there := rounds_of(draft).filter(closes_on__gte=timezone.localdate(), answered_at__isnull=True).first():
        raise ValidationError(f"It is open for comment already, until {there.closes_on:%-d %B %Y}.")


def rounds_of(draft: PrioritySet | Plan) -> Any:
    """Return the rounds of comments on a draft, the newest first."""
    return CommentRound.objects.filter(**_of(draft))


@transaction.atomic
def extend_round(opened: CommentRound, *, closes_on: datetime.date, by: User) -> CommentRound:
    """Move the last day; raises ValidationError once the round is answered, and for a day that shortens it."""
    opened = lock(opened, "set", "plan")
    if opened.answered_at:
        raise ValidationError("The answer is published. Open another round instead.")
    if closes_on < max(opened.closes_on, timezone.localdate()):
        raise ValidationError({"closes_on": "People were told the last day: it can be later, and never earlier."})
    opened.closes_on = closes_on
    opened.save()
    audit.record(by, "gave more time for comments on", opened.draft, until=closes_on.isoformat())
    return opened


def parts_of(opened: CommentRound) -> list[Priority | Objective]:
    """Return what a comment may be about: the priorities, or the objectives, that everybody may read."""
    if opened.plan_id:
        return list(Objective.objects.filter(plan=opened.plan_id, published_at__isnull=False))
    return list(Priority.objects.public().standing().filter(set=opened.set_id))


def part_key(part: Priority | Objective) -> str:
    """Return how a form and an address name a part: "priority-3"."""
    return f"{part._meta.model_name}-{part.pk}"


@transaction.atomic
def comment(
    opened: CommentRound, *, text: str, part: Priority | Objective | None = None, by: User | None = None,
    user: User | None = None, email: str = "", **facts: Any,
) -> Comment:  # fmt: skip
    """Keep what somebody says of a draft; ``by`` is the officer who enters what came on paper.

    Raises ValidationError at the field once the round is over (an officer may enter until the answer is published), for
    nothing, and for more than 5,000 words.
    """
    with tenancy.tenant(opened.partnership_id, [EVERYWHERE]):
        opened = lock(opened, "set", "plan", "locality")
        _refuse(opened, text, by)
        said = Comment(
            round=opened, text=text.strip(), entered_by=by, organisation=facts.pop("organisation", None),
            priority=part if isinstance(part, Priority) else None,
            objective=part if isinstance(part, Objective) else None,
        )  # fmt: skip
        said.belong_with(opened)
        said.save()
        _keep_sender(said, email=email.strip().lower(), user=user, by=by, **facts)
        audit.record(by, "commented on", opened, name=str(opened), by_name="" if by else SOMEBODY)
    return said


def _refuse(opened: CommentRound, text: str, by: User | None) -> None:
    if opened.answered_at or (opened.is_over and not by):
        raise ValidationError(f"This was open for comment until {opened.closes_on:%-d %B %Y}. It is closed now.")
    if opened.opens_on > timezone.localdate():
        raise ValidationError(f"This opens for comment on {opened.opens_on:%-d %B %Y}.")
    if not text.strip():
        raise ValidationError({"text": "Write your comment."})
    if (words := len(text.split())) > MOST_WORDS:
        raise ValidationError({"text": f"You wrote {words:,} words. Send {MOST_WORDS:,} at most."})


def _keep_sender(said: Comment, *, email: str, user: User | None, by: User | None, name: str = "") -> None:
    sender = Commenter(comment=said, name=name.strip(), email=email, user=user)
    sender.belong_with(said)
    rules = rules_of_engagement(said.locality)
    if email:
        unconfirmed = Commenter.objects.filter(email=email, confirmed_at__isnull=True).count()
        if not by and unconfirmed >= rules.unconfirmed_mails:
            raise ValidationError({"email": UNANSWERED})
        sender.token_hash = hash_token(token_of(sender))
        own = bool(user and user.email.lower() == email)
        sender.confirmed_at = timezone.now() if by or own else None
    sender.save()
    if email and not by:
        key = f"comment:{said.pk}"
        words = {"token": token_of(sender), "sender": sender, "round": said.round, "days": rules.confirm_days}
        mail.post(email, "comment_to_confirm", words, about=key, name=sender.name, key=f"{key}:confirm")


@transaction.atomic
def confirm(sender: Commenter) -> Commenter:
    """Take an address as the sender's own; from then on they are told. Twice is once."""
    with tenancy.tenant(sender.partnership_id, [EVERYWHERE]):
        sender = lock(sender, "comment__round__set", "comment__round__plan")
        if sender.email and not sender.confirmed_at:
            sender.confirmed_at = timezone.now()
            sender.save()
            audit.record(None, "confirmed an address for a comment on", sender.comment.round, by_name=SOMEBODY)
    return sender


@transaction.atomic
def take_back(sender: Commenter) -> None:
    """Delete what somebody sent and how they are reached; raises ValidationError once the answer is published."""
    with tenancy.tenant(sender.partnership_id, [EVERYWHERE]):
        opened = lock(sender.comment.round, "set", "plan")
        if opened.answered_at:
            raise ValidationError("It is published with its answer. Your name and address are with us no more.")
        sender.comment.delete()
        audit.record(None, "took back a comment on", opened, by_name=SOMEBODY)


def forget_unconfirmed() -> int:
    """Empty the addresses that nobody confirmed in time; the comments stay. The clock's, in a cleared transaction."""
    emptied = 0
    for sender in Commenter.objects.filter(confirmed_at__isnull=True).exclude(email="").select_related("locality"):
        limit = timezone.now() - datetime.timedelta(days=rules_of_engagement(sender.locality).confirm_days)
        if sender.comment.sent_at < limit:
            empty(sender)
            emptied += 1
    return emptied


def empty(sender: Commenter) -> None:
    """Delete who somebody is and how they are reached, for good. Source: standards R34."""
    sender.name = sender.email = sender.token_hash = ""
    sender.user = None
    sender.save()
