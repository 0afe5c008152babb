"""Whom an action of a plan is told by mail: its owner, with the link to report, and who accounts for the plan."""

from foundation import mail
from foundation.templatetags.words import day
from plans.models import ActionReport, PlanAction


def tell_owner(action: PlanAction, path: str, key: str) -> bool:
    """Post a mail with their link to who reports on an action; say whether anybody could be told."""
    name, address = action.reached_at
    if not address:
        return False
    words = {"action": action, "plan": action.objective.plan, "due": day(action.due_on), "path": path}
    about = f"plan-action:{action.pk}"
    mail.post(address, "plan_action", words, about=about, name=name, key=f"{about}:{key}:{address}")
    return True


def tell_heard(report: ActionReport) -> None:
    """Tell who accounts for the plan what an owner said."""
    action, person = report.action, report.action.objective.plan.accountable
    if person is None or not person.email:
        return
    words = {"report": report, "action": action, "path": f"/manage/plans/{action.objective.plan_id}/delivery/"}
    mail.post(
        person.email, "plan_action_heard", words, about=f"plan-action:{action.pk}", name=person.name,
        key=f"plan-report:{report.pk}",
    )  # fmt: skip
