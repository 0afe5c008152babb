"""What members are told by mail of items that affect their places, before the public reads of them."""

from collections.abc import Callable, Iterable

from boards.models import AgendaItem, Meeting, WardNotice
from boards.notice import notice_clock
from foundation import mail
from foundation.mail import Letter
from foundation.templatetags.words import day


def tell(meeting: Meeting, letters: Iterable[list[WardNotice]], title: Callable[[AgendaItem], str]) -> None:
    """Post one mail to each member; ``title`` gives what a mail may call an item."""
    publish_by = day(notice_clock(meeting).publish_by)
    mail.post_all(
        Letter(
            to=rows[0].email, template="ward_notice", name=str(rows[0].person),
            context={
                "meeting": meeting, "publish_by": publish_by,
                "items": [{"title": title(row.item), "area": row.area.name} for row in rows],
            },
            about=f"ward_notice:{rows[0].pk}", key=f"ward_notice:{rows[0].pk}",
        )
        for rows in letters
    )  # fmt: skip
