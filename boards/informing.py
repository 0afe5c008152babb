"""Telling the agencies that a decision concerns, by a link on which they say that they have it.

Source: checklist D26, C25, A33.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import telling_decisions
from boards.models import Action, Decision, DecisionNotice, Meeting, Recommendation
from boards.tokens import notice_token
from foundation import audit
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User
from localities.models import Organisation

Concern = DecisionNotice.Concern
RELATED = ("board", "organisation", "decision")
LINK_LASTS = datetime.timedelta(days=180)
REMINDED_AFTER = (7, 21, 42)  # days of silence


def concerned(decision: Decision) -> dict[int, str]:
    """Return the organisations that a decision asks something of, by id, each with the nearest reason why."""
    if decision.outcome not in Recommendation.AGREED:
        return {}
    owners = Action.objects.public().filter(meeting=decision.meeting_id, item=decision.item_id, item__isnull=False)
    found = dict.fromkeys(owners.order_by("pk").values_list("owner", flat=True), str(Concern.ACTION))
    record = getattr(decision.recommendation, "record", None)
    if record and record.lead_id:
        found.setdefault(record.lead_id, str(Concern.LEAD))
    return {decision.awaiting_id: str(Concern.AWAITING), **found} if decision.awaiting_id else found


def inform(meeting: Meeting) -> None:
    """Tell each agency that the published decisions of a meeting concern what it was not told yet, in one letter."""
    decisions = Decision.objects.public().filter(meeting=meeting).order_by("pk")
    letters: dict[int, list[DecisionNotice]] = defaultdict(list)
    for decision in decisions.select_related("board", "recommendation__record").prefetch_related("notices"):
        told = {notice.organisation_id for notice in decision.notices.all()}
        for key, concern in concerned(decision).items():
            if key not in told:
                row = DecisionNotice(board=decision.board, decision=decision, organisation_id=key, concern=concern)
                row.save()
                letters[key].append(row)
    for rows in letters.values():
        _send(rows)


def _send(rows: Sequence[DecisionNotice]) -> None:
    """Open one link for these notices of one organisation and send it; nobody is told without an address."""
    now = timezone.now()
    if not rows[0].organisation.contact_email:
        return
    for row in rows:
        row.told_at = now
        row.token_hash, row.link_ends_at = hash_token(notice_token(row)), now + LINK_LASTS
        row.save()
        audit.record(None, "told an organisation of", row.decision, organisation=str(row.organisation))
    telling_decisions.tell(rows, "decision_notice", f"told:{now.isoformat()}")


@transaction.atomic
def inform_also(decision: Decision, organisation: Organisation, *, by: User) -> DecisionNotice:
    """Tell one more organisation of a published decision; ``told_at`` stays empty where no address is known of it.

    Raises ValidationError where it was told already.
    """
    decision = lock(decision, "board")
    if not decision.published_at:
        raise ValidationError("The decision is not published. Others can be told of it once it is.")
    if decision.notices.filter(organisation=organisation).exists():
        raise ValidationError({"organisation": f"{organisation} is told of this decision already"})
    row = DecisionNotice.objects.create(
        board=decision.board, decision=decision, organisation=organisation, concern=Concern.CHOSEN
    )
    _send([row])
    verb = "had an organisation told of" if row.told_at else "listed an organisation that is still to be told of"
    audit.record(by, verb, decision, organisation=str(organisation))
    return row


@transaction.atomic
def send_again(notice: DecisionNotice, *, by: User) -> DecisionNotice:
    """Send a notice once more with a new link; the one before leads nowhere for this decision from now on."""
    notice = lock(notice, *RELATED)
    if notice.acknowledged_at:
        raise ValidationError(f"{notice.organisation} has acknowledged this decision.")
    if not notice.organisation.contact_email:
        raise ValidationError(
            f"No email address is known of {notice.organisation}. Enter one with the organisation, then send it."
        )
    _send([notice])
    audit.record(by, "sent again the notice of", notice.decision, organisation=str(notice.organisation))
    return notice


def by_link(token: str) -> list[DecisionNotice]:
    """Return the notices that a link opens, of decisions that stand; none for a secret that opens none."""
    if not token:
        return []
    rows = DecisionNotice.objects.filter(token_hash=hash_token(token), decision__published_at__isnull=False)
    return list(rows.select_related(*RELATED).order_by("pk"))


def is_open(notices: Sequence[DecisionNotice]) -> bool:
    """Say whether the link still lives."""
    ends = notices[0].link_ends_at
    return ends is not None and timezone.now() < ends


@transaction.atomic
def acknowledge(notices: Sequence[DecisionNotice], *, by: User | None, by_name: str) -> int:
    """Record that an organisation has these notices; the first who says so stands. Return how many were new.

    ``by`` is None for the holder of the link.
    """
    keys = [notice.pk for notice in notices]
    found = DecisionNotice.objects.select_for_update(of=("self",)).filter(pk__in=keys, acknowledged_at__isnull=True)
    rows = list(found.select_related(*RELATED).order_by("pk"))
    for row in rows:
        row.acknowledged_at, row.acknowledged_by, row.acknowledged_user = timezone.now(), by_name, by
        row.save()
        audit.record(by, "acknowledged", row.decision, by_name="" if by else by_name, for_=str(row.organisation))
    return len(rows)


def remind(today: datetime.date) -> int:
    """Remind the organisations that have been silent, once on each day that asks for it; return how many letters."""
    days = [today - datetime.timedelta(days=silent) for silent in REMINDED_AFTER]
    waiting = DecisionNotice.objects.waiting().filter(told_at__date__in=days, link_ends_at__gt=timezone.now())
    letters: dict[str, list[DecisionNotice]] = defaultdict(list)
    for row in waiting.select_related(*RELATED).order_by("pk"):
        letters[row.token_hash].append(row)
    for rows in letters.values():
        telling_decisions.tell(rows, "decision_reminder", f"reminded:{today}")
    return len(letters)
