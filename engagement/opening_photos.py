"""A photo of an issue is shown to everybody when an officer has looked at it. Source: issue 4, section 6; R37."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement import stepping
from engagement.models import Issue
from foundation import audit
from foundation.locking import lock
from foundation.models import User


@transaction.atomic
def turn(issue: Issue, *, by: User) -> bool:
    """Show a photo that is closed, or close one that is shown; say which."""
    issue = lock(issue, "photo", "locality")
    if issue.photo is None:
        raise ValidationError("There is no photo.")
    opens = issue.photo.opened_at is None
    issue.photo.opened_at = timezone.now() if opens else None
    issue.photo.save(update_fields=["opened_at"])
    audit.record(by, "showed the photo of" if opens else "hid the photo of", issue, name=stepping.named(issue))
    return opens
