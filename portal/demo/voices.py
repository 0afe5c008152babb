"""People were heard in an example partnership, and were told what changed, except where that is late."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board, Decision
from engagement import feeding_back, following
from engagement.models import Activity, Feedback, FeedbackPoint, Theme
from foundation.models import User
from localities.models import Locality

from .data.voices import ANSWERED, UNANSWERED

FIELDS = ("heading", "said", "changed", "unchanged", "why")


def hear(slug: str, board: Board, clerk: User) -> None:
    """Add what people were heard on, with its feedback, and what is still owed."""
    said = ANSWERED.get(slug) or ANSWERED["braintree"]
    activity = _activity(board, clerk, said["title"], said["about"], said["ended"], said["kind"])
    tell(activity, said, board, clerk)
    title, about, ended = UNANSWERED.get(slug) or UNANSWERED["braintree"]
    owed = _activity(board, clerk, title, about, ended, "drop-in")
    following.confirm(following.follow(owed, email=f"resident@{slug}.example"))


def tell(activity: Activity, said: dict[str, Any], board: Board, clerk: User) -> None:
    """Say in public, theme by theme, what changed after an activity."""
    feeding_back.publish_feedback(_written(activity, said, board, clerk), by=clerk)


def _activity(board: Board, clerk: User, title: str, about: str, ended: int, kind: str) -> Activity:
    last = timezone.localdate() - datetime.timedelta(days=ended)
    return Activity.objects.create(
        locality=board.locality or Locality.objects.first(), kind=kind, title=title, about=about, level="consult",
        owner=board.administered_by, starts_on=last - datetime.timedelta(days=28), ends_on=last, created_by=clerk,
        contact_name="The engagement team", contact_email=clerk.email, published_at=timezone.now(), board=board,
    )  # fmt: skip


def _written(activity: Activity, said: dict[str, Any], board: Board, clerk: User) -> Feedback:
    feedback = feeding_back.save_summary(activity, summary=said["summary"], by=clerk)
    themes = {theme.key: theme for theme in Theme.objects.all()}
    decision = Decision.objects.public().filter(board=board).first()
    for number, (key, *words) in enumerate(said["themes"]):
        point = FeedbackPoint(
            theme=themes[key], decision=None if number else decision, **dict(zip(FIELDS, words, strict=True))
        )
        feeding_back.save_point(feedback, point, by=clerk)
    return feedback
