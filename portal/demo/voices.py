"""People were heard in an example partnership, and were told what changed, except where that is late."""

import datetime
from typing import Any

from django.utils import timezone

from boards.models import Board, Decision
from engagement import answering_others, feeding_back, following, leading, networking, signing_texts
from engagement.models import (
    Activity,
    Audience,
    Feedback,
    FeedbackPoint,
    OutsideAnswer,
    OutsideConsultation,
    PreceptConsultation,
    SharedText,
    Theme,
    VoluntaryContact,
)
from engagement.recording_precepts import record_precept
from foundation.models import Partnership, User
from localities.models import Locality, Organisation

from . import then
from .data.voices import AGREED, ANSWERED, NETWORK, OUTSIDE, SINCE, UNANSWERED

TOLD_WITHIN = datetime.timedelta(days=40)
FIELDS = ("heading", "said", "changed", "unchanged", "why")


def hear(slug: str, board: Board, clerk: User) -> None:
    """Add what people were heard on, with its feedback, and what is still owed."""
    said = ANSWERED.get(slug) or ANSWERED["braintree"]
    activity = _activity(board, clerk, said["title"], said["about"], said["ended"], said["kind"])
    tell(activity, said, board, clerk)
    title, about, ended = UNANSWERED.get(slug) or UNANSWERED["braintree"]
    owed = _activity(board, clerk, title, about, ended, "drop-in")
    following.confirm(following.follow(owed, email=f"resident@{slug}.example"))
    _join(slug, owed, clerk)
    _answer_others(board, clerk)
    _ask_on_precepts(owed, clerk)
    _agree(board, clerk)
    _speak(owed, clerk)


def _join(slug: str, activity: Activity, clerk: User) -> None:
    """Let a leader belong to the network and stand in its list, and a champion wait to be taken in."""
    for number, (name, role, community, offers) in enumerate(NETWORK):
        member = networking.ask_to_join(
            Partnership.objects.get(slug=slug), wants_listing=True, name=name, email=f"network{number}@{slug}.example",
            role=role, community_kind="place" if number else "interest", community=community, offers=offers, age="18",
            locality=activity.locality, audience=Audience.objects.first(),
        )  # fmt: skip
        networking.confirm(member)
        if not number:
            networking.accept(member, by=clerk)


def _answer_others(board: Board, clerk: User) -> None:
    """Add what other bodies consult on: one is open, to another the answer was sent and is public."""
    today = timezone.localdate()
    for asked_by, title, kind, closes_in, text in OUTSIDE:
        row = OutsideConsultation(
            locality=board.locality, asked_by=asked_by, title=title, kind=kind, board=board, officer="The policy team",
            officer_email=clerk.email, closes_on=today + datetime.timedelta(days=closes_in),
        )  # fmt: skip
        answering_others.record_consultation(row, by=clerk)
        if text:
            sent_on = row.closes_on - datetime.timedelta(days=2)
            answer = OutsideAnswer(
                text=text, delegated="The chair, between meetings", agreed_on=sent_on, sent_on=sent_on
            )
            answering_others.publish_answer(answering_others.save_answer(row, answer, by=clerk), by=clerk)


def _ask_on_precepts(activity: Activity, clerk: User) -> None:
    """Let two parish councils ask about their precept, one of which has decided."""
    year = timezone.localdate().year
    for number, council in enumerate(Organisation.objects.filter(kind="parish").order_by("name")[:2]):
        counted = {"in_favour": 96, "against": 41, "other": 7} if not number else {}
        set_at = {"decision": "Agreed as proposed", "decided": 2_845_000, "decided_on": timezone.localdate()}
        record_precept(
            PreceptConsultation(
                council=council, locality=activity.locality, year=year + 1, precept=2_845_000 + number * 310_050,
                question="Should the precept rise so that the hall stays open in winter?", band_d=4_215 + number * 380,
                how="A leaflet to each home, and an evening in the hall", **counted, **(set_at if counted else {}),
            ),
            by=clerk,
        )  # fmt: skip


def _agree(board: Board, clerk: User) -> None:
    """Put two texts to partners: all sign the first, one of them with reservations; the other is still open."""
    partners = list(Organisation.objects.filter(kind__in=("county", "district", "police", "health"))[:4])
    for number, (kind, title, words) in enumerate(AGREED):
        text = signing_texts.save_text(SharedText(kind=kind, title=title, locality=board.locality), by=clerk)
        version = signing_texts.put(
            text, words=words, sign_by=timezone.localdate() + datetime.timedelta(days=30), by=clerk,
            partners=[(partner, f"signs{partner.pk}@partner.example") for partner in partners],
        )  # fmt: skip
        for place, signature in enumerate(version.signatures.all()[: 1 if number else None]):
            reserved = "Not where an emergency leaves no time." if place == 1 else ""
            signing_texts.sign(signature, signed_by="The chief officer", reservations=reserved)


def _speak(activity: Activity, clerk: User) -> None:
    """Let two councils have a contact each for the first voluntary organisation, and nobody lead."""
    organisation = Organisation.objects.filter(kind__in=leading.KINDS).first() or Organisation.objects.create(
        kind="voluntary", name="Good Neighbours"
    )
    for council in Organisation.objects.filter(kind__in=("county", "district")).order_by("kind")[:2]:
        contact = VoluntaryContact(
            council=council, name="The community team", email=f"community{council.pk}@council.example",
            locality=activity.locality,
        )  # fmt: skip
        leading.name_contact(organisation, contact, by=clerk)


def tell(activity: Activity, said: dict[str, Any], board: Board | None, clerk: User) -> None:
    """Say in public, theme by theme, what changed after an activity, with a decision of the board."""
    feeding_back.publish_feedback(_written(activity, said, board, clerk), by=clerk)


def tell_of_the_rest(clerk: User) -> None:
    """Say what changed after the activities of the plan that are over, each while it was in time."""
    for activity in Activity.objects.public().over().filter(title__in=SINCE).order_by("ends_on"):
        since = timezone.localdate() - activity.ends_on
        with then.at(timezone.now() - max(since - TOLD_WITHIN, datetime.timedelta(0))):
            tell(activity, SINCE[activity.title], None, clerk)


def _activity(board: Board, clerk: User, title: str, about: str, ended: int, kind: str) -> Activity:
    last = timezone.localdate() - datetime.timedelta(days=ended)
    return Activity.objects.create(
        locality=board.locality or Locality.objects.first(), kind=kind, title=title, about=about, level="consult",
        owner=board.administered_by, starts_on=last - datetime.timedelta(days=28), ends_on=last, created_by=clerk,
        contact_name="The engagement team", contact_email=clerk.email, published_at=timezone.now(), board=board,
    )  # fmt: skip


def _written(activity: Activity, said: dict[str, Any], board: Board | None, clerk: User) -> Feedback:
    feedback = feeding_back.save_summary(activity, summary=said["summary"], by=clerk)
    themes = {theme.key: theme for theme in Theme.objects.all()}
    decision = Decision.objects.public().filter(board=board).first() if board else None
    for number, (key, *words) in enumerate(said["themes"]):
        point = FeedbackPoint(
            theme=themes[key], decision=None if number else decision, **dict(zip(FIELDS, words, strict=True))
        )
        feeding_back.save_point(feedback, point, by=clerk)
    return feedback
