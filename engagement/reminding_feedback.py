"""Officers and the activity's owner are reminded before feedback is due, and each week that it is late. Source: E30."""

from django.utils import timezone

from engagement import owing
from engagement.models import Activity, rules_of
from engagement.owing import Owed
from foundation import access, mail
from foundation.mail import Letter

OFFICERS = ("engagement",)
WEEK = 7


def remind() -> int:
    """Post the reminders of this partnership that are due today and return to how many people; twice is once."""
    letters = [letter for owed in owing.waiting() for letter in _letters(owed)]
    mail.post_all(letters)
    return len(letters)


def _letters(owed: Owed) -> list[Letter]:
    stage = _stage(owed)
    if not stage:
        return []
    about = f"feedback:{owed.activity.pk}"
    return [
        Letter(
            email, "feedback_due", {"owed": owed, "activity": owed.activity}, about, name,
            f"{about}:{owed.due_on:%Y%m%d}:{stage}:{email}",
        )
        for email, name in officers_of(owed.activity).items()
    ]  # fmt: skip


def _stage(owed: Owed) -> str:
    """Return which reminder it is time for: the one before the day, or that of a week that it is late."""
    if owed.days_late:
        return f"late-{(owed.days_late - 1) // WEEK}"
    ahead = (owed.due_on - timezone.localdate()).days
    return "before" if ahead <= rules_of(owed.activity.locality).feedback_remind_days else ""


def officers_of(activity: Activity) -> dict[str, str]:
    """Return whom to write to about an activity: the officers of its place, else of all, and its owner's contact."""
    held = access.holders(OFFICERS)
    scopes = [("localities.locality", activity.locality_id), ("foundation.partnership", activity.partnership_id)]
    found = next((there for scope in scopes if (there := [u for u, *on in held if tuple(on) == scope])), [])
    reached = {user.email: str(user) for user in found}
    return {**reached, activity.contact_email: activity.contact_name} if activity.contact_email else reached
