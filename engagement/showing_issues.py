"""What the search of the site finds of issues: the public ones, in their public words. Source: checklist D18."""

from django.utils import timezone

from engagement.models import Issue
from foundation import search
from foundation.search import Entry

KIND = "issue"


def show(issue: Issue) -> None:
    """Let an issue be found as it stands now, or no longer where it is not public or follows another."""
    root = f"engagement:{issue.locality_id or 0}"
    entries = [_entry(issue)] if issue.published_at and not issue.joined_to_id else []
    search.replace(f"issue:{issue.pk}", root, entries)


def _entry(issue: Issue) -> Entry:
    said = (issue.about, issue.where, issue.area, issue.theme, issue.answer, issue.feedback)
    return Entry(
        key=f"issue:{issue.pk}", kind=KIND, title=issue.title, context=f"Issue, {issue.get_state_display().lower()}",
        body="\n".join(str(part) for part in said if part), dated=timezone.localdate(issue.raised_at),
        address=issue.get_absolute_url(),
    )  # fmt: skip
