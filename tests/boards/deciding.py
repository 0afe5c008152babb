"""Deciding, for the tests: the outcomes of the live page, votes, delegations, and what the database refuses."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import completing, consenting, deciding, delegating, recording, voting
from boards.models import (
    DecisionRecord,
    Recommendation,
    Vote,
)
from boards.voting import Count
from tests.boards.sittings import begun, rolled, supported

WHO = ("chair", "county", "parish", "partner")
REASON = "It takes money from the patrols"
DAY = datetime.timedelta(days=1)


def path(row, *rest):
    item = row.item
    parts = [f"/manage/meetings/{item.meeting_id}/live/items/{item.pk}/outcomes/{row.pk}", *map(str, rest), ""]
    return "/".join(parts)


def send(client, row, *rest, prefix, **typed):
    typed = {"version": Recommendation.objects.get(pk=row.pk).version, **typed}
    return client.post(path(row, *rest), {f"{prefix}-{name}": value for name, value in typed.items()})


def outcome(client, row, value, **more):
    return send(client, row, prefix=f"outcome-{row.pk}", outcome=value, **more)


def positions(client, row, cast, **stands):
    """Send the form of positions: police="object", police_reason="…"."""
    typed = {}
    for who, kind in stands.items():
        name, is_reason, _ = who.partition("_")
        typed[f"{'reason' if is_reason else 'kind'}-{cast.organisations[name].pk}"] = kind
    return send(client, row, "positions", prefix=f"positions-{row.pk}", **typed)


def objected(cast, row):
    police = cast.organisations["police"].pk
    row = consenting.take_positions(row, {police: ("object", REASON)}, version=row.version, by=cast.users["clerk"])
    return supported(cast, row)


def refused(rule, act):
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        act()
    assert raised.value.__cause__.diag.constraint_name == rule


def write(row, **fields):
    Recommendation.objects.filter(pk=row.pk).update(**fields)  # past every act, as a mistake of ours would


def voting_board(cast, **rules):
    for name, value in {"decision_mode": "vote", **rules}.items():
        setattr(cast.board, name, value)
    cast.board.save()


def began(cast, **kinds):
    meeting = begun(cast)
    rolled(cast, meeting, **kinds)
    return recording.open_meeting(meeting, at=meeting.starts_at, by=cast.users["clerk"])


def hands(for_, against=0, abstain=0, *, names=None, casting=""):
    return Count("hands", {"for": for_, "against": against, "abstain": abstain}, names or {}, casting)


def taken(cast, row, count):
    version = Recommendation.objects.get(pk=row.pk).version
    return voting.record_vote(row, count, version=version, by=cast.users["clerk"])


def delegated(cast, *, starts=-30, ends=30, **facts):
    today = timezone.localdate()
    said = {
        "organisation": cast.organisations["county"], "authority": "Cabinet, 12 May 2026, minute 14",
        "scope": "Small grants to village halls", "level": "locality", "starts_on": today + starts * DAY,
        "ends_on": None if ends is None else today + ends * DAY, **facts,
    }  # fmt: skip
    return delegating.record_delegation(cast.board, by=cast.users["clerk"], **said)


def carried(cast, row):
    """Record a vote that carries a recommendation."""
    voting.record_vote(row, Count(Vote.Method.HANDS, {"for": 2}), version=row.version, by=cast.users["clerk"])
    row.refresh_from_db()
    return row


def recorded(cast, row, **facts):
    record = DecisionRecord.objects.filter(recommendation=row).first() or DecisionRecord(recommendation=row)
    for name, value in facts.items():
        setattr(record, name, value)
    completing.complete_record(record, fields=list(facts), by=cast.users["clerk"])
    return Recommendation.objects.get(pk=row.pk)


def agree(cast, row):
    return deciding.decide(row, outcome="agreed", version=row.version, by=cast.users["clerk"])
