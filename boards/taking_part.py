"""What the public may put to a meeting, until when, and what the rules have against one that came.

Each rule is a board's own, else its kind's, else the usual one. Source: checklist D29, X9; standards R0, R12.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from boards.models import Asked, Board, Meeting, PublicAccess, PublicQuestion, PublicRule, WhoMayAsk
from boards.notice import calendar
from boards.presets.public_rules import DEFAULTS
from boards.rules import Finding
from foundation import working_days
from foundation.form_fields import local_moment
from foundation.templatetags.words import moment

LAST_MINUTE = datetime.time(23, 59)
SOURCE = "Board’s rules: questions from the public"
GROUPS = (PublicQuestion.AsksAs.GROUP,)
LOCAL = (PublicQuestion.AsksAs.RESIDENT, PublicQuestion.AsksAs.WORKS, PublicQuestion.AsksAs.GROUP)
Breaches = list[tuple[str, Finding]]


@dataclass(frozen=True)
class Offer:
    """One kind of request that a meeting takes, by which rule and until when."""

    rule: PublicRule
    closes_at: datetime.datetime

    @property
    def is_open(self) -> bool:
        """Say whether one may still be sent."""
        return timezone.now() <= self.closes_at

    @property
    def words(self) -> str:
        """Return what it is called: question, statement, petition, deputation."""
        return self.rule.get_kind_display().lower()


def rules_of(board: Board) -> dict[str, PublicRule]:
    """Return the rule of each kind of request at a board, in one query."""
    written = PublicRule.objects.filter(Q(board=board.pk) | Q(board_kind=board.kind_id))
    of_kind = {rule.kind: rule for rule in written if rule.board_id is None}
    own = {rule.kind: rule for rule in written if rule.board_id}
    return {
        kind: own.get(kind) or of_kind.get(kind) or PublicRule(board=board, kind=kind, **DEFAULTS[kind])
        for kind in Asked.values
    }


def offers(meeting: Meeting) -> list[Offer]:
    """Return what the public may put to a meeting; nothing where the board takes no questions. Source: X9."""
    if meeting.board.public_access != PublicAccess.OPEN or not meeting.is_going_ahead:
        return []
    rules = rules_of(meeting.board).values()
    return [Offer(rule, closes_at(rule, meeting)) for rule in rules if rule.is_taken]


def closes_at(rule: PublicRule, meeting: Meeting) -> datetime.datetime:
    """Return the last moment for sending one: hours before the start, or the end of the last working day."""
    if rule.days_before is None:
        return meeting.starts_at - datetime.timedelta(hours=rule.hours_before or 0)
    last = working_days.latest_publication(meeting.date, rule.days_before, calendar(meeting.board))
    return local_moment(last, LAST_MINUTE)


def until(rule: PublicRule) -> str:
    """Return by when one must be sent, counted back from any meeting."""
    if rule.days_before is not None:
        return f"{rule.days_before} clear working days before the meeting"
    return f"{rule.hours_before} hours before the meeting" if rule.hours_before else "until the meeting begins"


def said(rule: PublicRule) -> list[str]:
    """Return the rule as the public reads it, a sentence for each part."""
    return [
        words
        for words in (
            rule.most_words and f"No more than {rule.most_words} words.",
            rule.most_each and f"No more than {_times(rule.most_each)} from one person at a meeting.",
            rule.most and f"No more than {rule.most} at a meeting, in the order in which they come.",
            rule.least_signatures and f"At least {rule.least_signatures} people must have signed.",
            rule.most_speakers and f"No more than {_people(rule.most_speakers)} may speak.",
            rule.minutes and f"You have {_minutes(rule.minutes)} to speak.",
            rule.has_supplementary and "You may ask one further question about the answer.",
            rule.who != WhoMayAsk.ANYONE and f"Who may send one: {_lower(rule.get_who_display())}.",
        )
        if words
    ]


def breaches(asked: PublicQuestion, offer: Offer | None) -> Breaches:
    """Return what the rules have against it, each with the field that it is about."""
    if offer is None:
        kind = asked.get_kind_display().lower()
        return [("kind", _against(asked, f"This board does not take a {kind} from the public."))]
    found = [*_of_time(asked, offer), *_of_words(asked, offer.rule), *_of_asker(asked, offer.rule)]
    return [(field, _against(asked, text)) for field, text in found]


def wording(asked: PublicQuestion, rule: PublicRule) -> Breaches:
    """Return what the rule has against the words alone, for an asker who changes them."""
    return [("question", _against(asked, text)) for field, text in _of_words(asked, rule) if field == "question"]


def too_many(asked: PublicQuestion, rule: PublicRule) -> Breaches:
    """Return that one person, or the public, has put as many to this meeting as may be."""
    same = PublicQuestion.objects.received().filter(meeting=asked.meeting_id, kind=asked.kind, refused_at__isnull=True)
    same = same.exclude(pk=asked.pk)
    if rule.most_each and asked.email and same.filter(email__iexact=asked.email).count() >= rule.most_each:
        text = f"The meeting has {_times(rule.most_each)} from this address, and that is the most from one person."
        return [("email", _against(asked, text))]
    if rule.most and same.count() >= rule.most:
        return [("kind", _against(asked, f"The meeting has {rule.most} already, and that is the most that it takes."))]
    return []


def _of_time(asked: PublicQuestion, offer: Offer) -> Iterable[tuple[str, str]]:
    if asked.at > offer.closes_at:
        yield "kind", f"The time for this meeting ended {moment(offer.closes_at)}."


def _of_words(asked: PublicQuestion, rule: PublicRule) -> Iterable[tuple[str, str]]:
    count = len(asked.question.split())
    if rule.most_words and count > rule.most_words:
        yield "question", f"It has {count} words. Shorten it to {rule.most_words} words or fewer."
    if rule.least_signatures and (asked.signatures or 0) < rule.least_signatures:
        yield "signatures", f"A petition needs at least {rule.least_signatures} signatures."
    if rule.most_speakers and (asked.speakers or 0) > rule.most_speakers:
        yield "speakers", f"No more than {_people(rule.most_speakers)} may speak."


def _of_asker(asked: PublicQuestion, rule: PublicRule) -> Iterable[tuple[str, str]]:
    if rule.who == WhoMayAsk.LOCAL and asked.asks_as not in LOCAL:
        yield "asks_as", "This board takes them from people who live, work or study in its area, and from groups there."
    if rule.who == WhoMayAsk.GROUPS and asked.asks_as not in GROUPS:
        yield "asks_as", "This board takes them from groups and organisations."


def _against(asked: PublicQuestion, text: str) -> Finding:
    return Finding("public", text, SOURCE, blocks=asked.board.is_statutory)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _times(number: int) -> str:
    return {1: "one", 2: "two", 3: "three"}.get(number, str(number))


def _people(number: int) -> str:
    return "one person" if number == 1 else f"{_times(number)} people"


def _minutes(number: int) -> str:
    return "one minute" if number == 1 else f"{number} minutes"
