"""Partners who sit on a board are asked to comment on its drafts, and officers see who has. Source: checklist B26."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from boards.models import SeatHolding
from foundation import mail
from foundation.mail import Letter
from foundation.templatetags.words import short_day
from localities.models import Organisation
from plans.models import CommentRound

NO_VOICE = Q(organisation__isnull=True, seat__organisation__isnull=True)


@dataclass(frozen=True)
class Partners:
    """The partners on a board, by whether a comment came from them."""

    heard: list[Organisation]
    silent: list[Organisation]


def _voices(opened: CommentRound) -> QuerySet[SeatHolding]:
    """Return who speaks for a partner on the board today; members speak for those who elected them."""
    rows = SeatHolding.objects.on(timezone.localdate()).filter(board=opened.board_id, substitute_for__isnull=True)
    return rows.exclude(NO_VOICE).select_related("person", "organisation", "seat__organisation").order_by("pk")


def ask(opened: CommentRound) -> None:
    """Write once to each who speaks for a partner on the board that a draft is open, and until when."""
    mail.post_all(
        Letter(
            voice.person.email, "comment_asked",
            {"round": opened, "partner": voice.speaks_for, "until": short_day(opened.closes_on)},
            f"round:{opened.pk}", voice.person.name, f"round:{opened.pk}:{voice.person_id}",
        )
        for voice in _voices(opened)
        if voice.person.email
    )  # fmt: skip


def partners(opened: CommentRound) -> Partners:
    """Return the partners on the board, in two lists by name: from whom a comment came, and who is silent."""
    found = {voice.speaks_for for voice in _voices(opened) if voice.speaks_for}
    said = set(opened.comments.filter(set_aside_at__isnull=True).values_list("organisation_id", flat=True))
    ordered = sorted(found, key=str)
    return Partners([one for one in ordered if one.pk in said], [one for one in ordered if one.pk not in said])
