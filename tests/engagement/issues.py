"""Issues for tests: raised, sorted, with words that nobody but officers and their writer may read."""

import datetime

from django.utils import timezone

from boards.models import Meeting
from engagement import raising, sorting
from engagement.models import Issue, IssueContact, Theme
from engagement.presets import make_lists
from localities.models import Area

CANARY = "Xanthe Quillfeather"
ADDRESS = "xanthe@quillfeather.example"
SAID = "Quillwort blocks the drain by my own gate at number nine."
ABOUT = "The drain in Main Street floods when it rains."
WHERE = "Main Street"


def raised(cast, **facts) -> IssueContact:
    """Raise an issue at home, as its writer would."""
    given = {"title": "Drain in Main Street", "said": SAID, "name": CANARY, "email": ADDRESS, "wants_news": True,
             "area": Area.objects.get(name="Vale"), "where": WHERE}  # fmt: skip
    return raising.raise_issue(**{**given, **facts})


def of(contact: IssueContact) -> Issue:
    """Return an issue as it stands now."""
    return Issue.objects.get(pk=contact.issue_id)


def sorted_issue(cast, **facts) -> Issue:
    """Return an issue that was raised, confirmed, sorted and published."""
    contact = raising.confirm(raised(cast, **facts))
    theme = Theme.objects.first() or make_lists() or Theme.objects.first()
    return sorting.sort(of(contact), by=cast.users["clerk"], title=facts.get("title", "Flooding drain"),
                        about=ABOUT, theme=theme)  # fmt: skip


def coming(cast, **facts) -> Meeting:
    """Return an announced meeting of the cast's board in three weeks, without an agenda yet."""
    starts = timezone.now() + datetime.timedelta(days=21)
    given = {"starts_at": starts, "ends_at": starts + datetime.timedelta(hours=2), "announced_at": timezone.now()}
    return Meeting.objects.create(board=cast.board, venue=cast.venue, **{**given, **facts})


def last(cast, model=Issue):
    """Return the newest row with every draft in view: a page that was asked for leaves the test none."""
    with cast.inside():
        return model.objects.select_related(
            *("photo", "area", "locality") if model is Issue else ("issue__area",)
        ).latest("pk")


def again(cast, row):
    """Return a row as it stands now, with every draft in view."""
    with cast.inside():
        return type(row).objects.get(pk=row.pk)
