"""The partnership that is measured: its meetings are published as officers publish them."""

# ruff: noqa: E402  models can be imported only once Django is set up

import django

django.setup()

import datetime
from dataclasses import dataclass

from django.utils import timezone

from boards import indexing
from boards.models import Action, AgendaItem, Decision, Meeting
from tests.boards.papers import drafted, publish, report
from tests.cast import Cast, make_cast

ITEMS, REPORTS = 15, 8
TEXT = "".join(
    f"<p>Buses stop at six in ward {n}. Nobody can get home from work, from college or from the surgery then, and "
    "a taxi costs more than an hour's wage. The county asks what an evening service would cost and who would pay.</p>"
    for n in range(1, 7)
)


@dataclass(frozen=True)
class House:
    """A partnership with published meetings, and the pages that are measured."""

    cast: Cast
    meeting: Meeting

    @property
    def pages(self) -> dict[str, str]:
        """Return the address of each public page that is measured."""
        return {
            "meeting": f"/meetings/{self.meeting.pk}/",
            "board": f"/boards/{self.cast.board.slug}/",
            "home": "/",
            "search": "/search/?q=evening+buses",
        }


def build(slug: str, *, coming: int = 4, past: int = 4) -> House:
    """Make a partnership with meetings to come and meetings held, each with a published agenda of 15 items."""
    cast = make_cast(slug)
    made = [meeting_of(cast, weeks) for weeks in [*range(-2 - past, -2), *range(6, 6 + coming)]]
    return House(cast, made[-1])


def meeting_of(cast: Cast, weeks: int) -> Meeting:
    """Publish one meeting, so many weeks from now, with what came of it where it was held."""
    with cast.inside():
        meeting = drafted(cast, weeks=weeks, items=ITEMS, with_report=False)
        items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position"))
        for item in items:
            item.text = f"<p>To consider {item.title.lower()} and what the wards said of them.</p>"
            item.save()
        for item in items[3 : 3 + REPORTS]:
            report(cast, item, f"Report on {item.title.lower()}", TEXT)
        edition = publish(cast, meeting)
        if weeks < 0:
            _decide(cast, meeting, items[3:6])
        indexing.index(edition.pk)
    return meeting


def _decide(cast: Cast, meeting: Meeting, items: list[AgendaItem]) -> None:
    for item in items:
        Decision.objects.create(
            board=cast.board, meeting=meeting, item=item, minute="4", title=item.title, outcome="agreed",
            text="To pay for an evening bus for a year", decided_on=meeting.date, published_at=timezone.now(),
        )  # fmt: skip
        Action.objects.create(
            board=cast.board, meeting=meeting, item=item, text="Ask what the bus would cost",
            owner=cast.organisations["county"], due_on=meeting.date + datetime.timedelta(weeks=8),
            published_at=timezone.now(),
        )  # fmt: skip
