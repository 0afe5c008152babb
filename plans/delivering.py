"""What becomes of the actions of an adopted plan, as officers and owners say it. Source: checklist C25, C17, A13."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from boards import linking
from boards.models import Action, Referral
from boards.referring import answer_by, refer
from foundation import audit
from foundation.links import hash_token
from foundation.locking import lock
from foundation.models import User
from foundation.templatetags.words import day
from plans import telling_delivery
from plans.models import ActionReport, Milestone, Plan, PlanAction, rules_of
from plans.tokens import token_of

Kind = ActionReport.Kind
RELATED = ("objective__plan__accountable", "owner", "person", "board", "locality")
# What the holder of a link may say; an action is given up by the officers of the plan.
OWNERS = (Kind.GOING, Kind.HELD, Kind.REACHED, Kind.MOVED, Kind.DONE)


def by_link(token: str) -> PlanAction | None:
    """Return the action that a link opens; nothing for a secret that opens none."""
    return linking.opened(token, PlanAction.objects.filter(published_at__isnull=False).select_related(*RELATED))


def takes_reports(action: PlanAction) -> bool:
    """Say whether the link of an action still takes what its owner says."""
    return action.is_open and is_delivered(action.objective.plan) and linking.works(action)


def is_delivered(plan: Plan) -> bool:
    """Say whether a plan is adopted and goes on."""
    return plan.adopted_at is not None and plan.ended_at is None


@transaction.atomic
def report(
    action: PlanAction, *, by: User | None, by_name: str, kind: str, text: str, link: str = "",
    milestone: Milestone | None = None, now_due_on: datetime.date | None = None,
) -> ActionReport:  # fmt: skip
    """Keep what is said of an action; everybody reads it at once.

    ``by`` is None for the holder of the link, whose secret is ``link``. Raises ValidationError where the plan is not
    adopted, the action is done or given up, the link has ended, or what is said lacks its day or its milestone.
    """
    action = lock(action, *RELATED)
    _refuse(action, kind, by, link)
    was = action.due_on
    if kind == Kind.REACHED:
        milestone = _reach(action, milestone, by)
    elif kind == Kind.MOVED:
        _move(action, now_due_on)
    else:
        _close(action, kind, text, by)
    made = ActionReport(
        action=action, kind=kind, milestone=milestone if kind == Kind.REACHED else None, text=text, by=by,
        by_name=by_name, published_at=timezone.now(),
        **({"was_due_on": was, "now_due_on": now_due_on} if kind == Kind.MOVED else {}),
    )  # fmt: skip
    made.belong_with(action)
    made.save()
    audit.record(by, "reported on an action of a plan", action, by_name="" if by else by_name, kind=kind)
    if by is None:
        telling_delivery.tell_heard(made)
    return made


def _refuse(action: PlanAction, kind: str, by: User | None, link: str) -> None:
    if not is_delivered(action.objective.plan):
        raise ValidationError("Its plan is not adopted, or has ended: what becomes of an action is said in between.")
    if action.done_at:
        raise ValidationError(f"This is recorded as done on {day(timezone.localdate(action.done_at))}.")
    if action.dropped_at:
        raise ValidationError(f"This was given up on {day(timezone.localdate(action.dropped_at))}.")
    if by is None and not (linking.works(action) and link and action.token_hash == hash_token(link)):
        raise ValidationError("This link has ended. Ask the team of the plan for a new one.")
    if by is None and kind not in OWNERS:
        raise ValidationError("Only the officers of the plan give an action up. Say that it is held up, and why.")


def _reach(action: PlanAction, milestone: Milestone | None, by: User | None) -> Milestone:
    if milestone is None or milestone.action_id != action.pk:
        raise ValidationError({"milestone": "Choose the milestone that is reached."})
    milestone = lock(milestone)
    if milestone.reached_on:
        raise ValidationError({"milestone": f"It was reached on {day(milestone.reached_on)} already."})
    milestone.reached_on, milestone.reached_by = timezone.localdate(), by
    milestone.save()
    return milestone


def _move(action: PlanAction, now_due_on: datetime.date | None) -> None:
    if now_due_on is None or now_due_on == action.due_on or now_due_on < timezone.localdate():
        raise ValidationError({"now_due_on": "Give another day, today or later, by which it is done."})
    if now_due_on > action.objective.plan.ends_on:
        ends = day(action.objective.plan.ends_on)
        raise ValidationError({"now_due_on": f"The plan ends on {ends}. Choose a day within it."})
    action.due_on = now_due_on
    if action.token_hash:
        action.link_ends_at = linking.ends(now_due_on, _link_lasts(action))
    action.save()


def _close(action: PlanAction, kind: str, text: str, by: User | None) -> None:
    if kind == Kind.DONE:
        action.done_at, action.done_by, action.done_note = timezone.now(), by, text
    elif kind == Kind.DROPPED:
        action.dropped_at, action.dropped_by, action.dropped_because = timezone.now(), by, text
    else:
        return
    action.save()


@transaction.atomic
def hide(said: ActionReport, *, because: str, by: User) -> ActionReport:
    """Take what was said from the public; it stays for officers, with the reason, and so does what it changed."""
    said = lock(said, "action")
    if said.published_at:
        said.published_at, said.hidden_because = None, because
        said.save()
        audit.record(by, "hid a report on an action of a plan", said.action, report=said.pk, because=because)
    return said


@transaction.atomic
def send_link(action: PlanAction, *, by: User) -> PlanAction:
    """Send the owner a new link; the one before leads nowhere from now on."""
    action = lock(action, *RELATED)
    if not action.is_open or not is_delivered(action.objective.plan):
        raise ValidationError("A link is for an action that is still to be done, of a plan that was adopted.")
    if not action.reached_at[1]:
        raise ValidationError(
            f"No email address is known of {action.owner}. Enter one with the organisation, then send the link."
        )
    _open_link(action)
    _tell(action, f"link:{action.link_made_at}")
    audit.record(by, "sent the link of an action of a plan", action)
    return action


def _link_lasts(action: PlanAction) -> datetime.timedelta:
    return datetime.timedelta(days=rules_of(action.locality).link_days)


def _open_link(action: PlanAction) -> None:
    linking.give(action, token_of, action.due_on, _link_lasts(action))
    action.save()


def _tell(action: PlanAction, key: str) -> bool:
    return telling_delivery.tell_owner(action, f"/plans/progress/{token_of(action)}/", key)


@transaction.atomic
def remind(today: datetime.date) -> int:
    """Remind the owners of what is due soon or late, unless they were heard today; return how many were told."""
    due = PlanAction.objects.open().filter(
        due_on__in=linking.reminded_of(today), objective__plan__adopted_at__isnull=False,
        objective__plan__ended_at__isnull=True,
    )  # fmt: skip
    rows = due.exclude(reports__said_at__date=today).select_related(*RELATED)
    return sum(_reminded(action, today) for action in rows)


def _reminded(action: PlanAction, today: datetime.date) -> bool:
    if not action.reached_at[1]:
        return False
    if not (action.token_hash and linking.works(action)):
        _open_link(action)
    return _tell(action, f"reminded:{action.due_on}:{(action.due_on - today).days}")


@transaction.atomic
def refer_action(action: PlanAction, *, by: User, **asked: Any) -> Referral:
    """Draft a referral of an action to who decides on it; the board's officers send it. Source: checklist A13."""
    action = lock(action, *RELATED)
    if action.board is None:
        raise ValidationError("A board refers: this plan belongs to no board, so ask the board of its place.")
    if action.referral_id:
        raise ValidationError("This action is referred already. The referral stands on its page.")
    due_on = asked.pop("due_on", None) or answer_by(action.board, asked["body_kind"], timezone.localdate())
    action.referral = refer(action.board, by=by, due_on=due_on, **asked)
    action.save()
    audit.record(by, "referred an action of a plan", action, referral=action.referral.pk)
    return action.referral


@transaction.atomic
def join_to_board(action: PlanAction, board_action: Action | None, *, by: User) -> PlanAction:
    """Say which action of a board an action of a plan is, or that it is none."""
    action = lock(action, *RELATED)
    action.board_action = board_action
    action.save()
    audit.record(by, "joined an action of a plan to a board’s", action, board_action=board_action and board_action.pk)
    return action
