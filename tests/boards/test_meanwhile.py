"""What changed while somebody waited for a row is what counts, and is told in words."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from boards import (
    attaching,
    attending,
    changing_meetings,
    deciding,
    minuting,
    recording,
    replying,
    reporting,
    summoning,
    templating,
)
from boards.models import Action, Recommendation, ReportTemplate, Summons
from foundation.locking import lock
from tests.boards.at_once import overtaken, within
from tests.boards.drafts import a_meeting, a_picture, a_report, an_item
from tests.boards.sittings import begun, held, item
from tests.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, committed."""
    return make_cast(f"wait-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def report(cast):
    with cast.inside():
        return a_report(cast)


def recommendation(cast, report):
    return reporting.add_recommendation(report, by=cast.users["clerk"], text="That it is done.")


def appendix(cast, report):
    cast.client("clerk").post(f"/manage/reports/{report.pk}/appendices/", {"file": a_picture(), "title": "Map"})
    return report.appendices.get()


def section(cast, report):
    return report.template.sections.get(key="purpose")


ROWS = {
    "recommendation": (recommendation, reporting.remove_recommendation, "/manage/reports/{report}/recommendations/"),
    "appendix": (appendix, attaching.remove_appendix, "/manage/reports/{report}/appendices/"),
    "section": (section, templating.remove_section, "/manage/report-templates/{template}/"),
}


@pytest.mark.parametrize("noun", ROWS)
@pytest.mark.parametrize("sent", [{"move": "up"}, {"place": "0"}])
def test_moving_what_somebody_removes_in_the_same_moment_is_told(cast, report, noun, sent):
    make, remove, where = ROWS[noun]
    with cast.inside():
        row = make(cast, report)
    sent = {"item": row.pk, **sent}
    where, admin = where.format(report=report.pk, template=report.template_id), cast.client("admin")
    answer = overtaken(
        cast,
        lambda: remove(row, by=cast.users["clerk"]),
        lambda: admin.post(f"{where}order/", sent),
    )
    assert (answer.status_code, answer.url) == (302, where)
    assert f"Somebody removed this {row._meta.verbose_name}" in admin.get(where).content.decode()


def an_action(cast, meeting) -> Action:
    return Action.objects.create(
        board=cast.board, meeting=meeting, item=item(meeting), text="Ask", owner=cast.organisations["county"]
    )


def publish(action):
    Action.objects.filter(pk=action.pk).update(published_at=timezone.now())


def test_what_is_published_while_the_clerk_removes_it_stays(cast):
    with cast.inside():
        meeting = begun(cast)
        action = an_action(cast, meeting)
    strike = within(cast, lambda: recording.strike_out(action, meeting=meeting, by=cast.users["clerk"]))
    with pytest.raises(ValidationError, match="published with the minutes"):
        overtaken(cast, lambda: publish(action), strike)
    with cast.inside():
        assert Action.objects.filter(pk=action.pk).exists()


@pytest.mark.parametrize(
    "address", ["/manage/actions/{key}/", "/manage/meetings/{meeting}/live/items/{item}/actions/{key}/"]
)
def test_changing_what_somebody_removes_in_the_same_moment_is_told_and_what_was_typed_stays(cast, address):
    with cast.inside():
        meeting = begun(cast)
        action, clerk = an_action(cast, meeting), cast.client("clerk")
    address = address.format(key=action.pk, meeting=meeting.pk, item=action.item_id)
    typed = {"text": "Ask twice", "owner": cast.organisations["county"].pk, "because": "Late", "status": "open"}
    sent = {name: value for key, value in typed.items() for name in (key, f"action-{key}")}
    first = lambda: recording.strike_out(Action.objects.get(pk=action.pk), meeting=meeting, by=cast.users["admin"])  # noqa: E731
    answer = overtaken(cast, first, lambda: clerk.post(address, sent))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Somebody removed this action meanwhile" in page and "Ask twice" in page


def test_an_answer_that_waited_while_the_meeting_was_cancelled_comes_too_late(cast):
    with cast.inside():
        meeting = a_meeting(cast)
        summoning.summon(meeting, by=cast.users["clerk"])
        summons = Summons.objects.get(meeting=meeting, person=cast.people["county"])

    def cancel():
        lock(summons)
        changing_meetings.cancel(meeting, because="Snow", by=cast.users["clerk"])

    answer = within(cast, lambda: replying.reply(summons, "attending", by=cast.users["county"]))
    with pytest.raises(ValidationError, match="too late"):
        overtaken(cast, cancel, answer)


def test_a_report_is_begun_on_the_form_that_the_board_has_by_then(cast):
    with cast.inside():
        asked = an_item(cast, a_meeting(cast))

    def choose():
        lock(asked)
        cast.board.report_template = ReportTemplate.objects.create(key="short", name="Short report")
        cast.board.save()

    overtaken(cast, choose, within(cast, lambda: reporting.start_report(asked, by=cast.users["clerk"])))
    with cast.inside():
        assert asked.report.template.name == "Short report"


def test_words_on_which_the_board_decides_in_the_same_moment_stay_with_their_outcome(cast, report):
    with cast.inside():
        row = recommendation(cast, report)
    clerk = cast.users["clerk"]
    with pytest.raises(ValidationError, match="The board has decided"):
        overtaken(
            cast,
            lambda: deciding.decide(row, outcome="deferred", version=0, by=clerk),
            within(cast, lambda: reporting.change_recommendation(row, text="Other", version=0, by=clerk)),
        )
    with cast.inside():
        row = Recommendation.objects.get(pk=row.pk)
        assert (row.outcome, row.text) == ("deferred", "That it is done.")


RECORDED = {
    "an item begun": lambda meeting, by: recording.start_item(item(meeting), by=by),
    "notes": lambda meeting, by: recording.save_notes(item(meeting), "Late", version=1, by=by),
    "a proposal": lambda meeting, by: recording.add_proposal(item(meeting), "That it waits.", by=by),
    "an outcome": lambda meeting, by: deciding.decide(
        item(meeting).recommendations.get(), outcome="deferred", version=1, by=by
    ),
    "a name on the roll": lambda meeting, by: attending.mark(meeting.attendances.first(), "absent", version=9, by=by),
}


@pytest.mark.parametrize("act", RECORDED.values(), ids=RECORDED)
def test_nothing_is_recorded_of_a_meeting_whose_minutes_are_approved_in_the_same_moment(cast, act):
    clerk = cast.users["clerk"]
    with cast.inside():
        meeting, following = held(cast, days_ago=40), begun(cast, days_ago=2)
        minutes = minuting.draft_minutes(meeting, by=clerk)
        minuting.publish_minutes(minutes, by=clerk)
    with pytest.raises(PermissionDenied, match="are approved"):
        overtaken(
            cast,
            lambda: minuting.approve_minutes(minutes, at=following, by=clerk),
            within(cast, lambda: act(meeting, clerk)),
        )
