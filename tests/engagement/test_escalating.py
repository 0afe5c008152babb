"""Silence is reminded of, raised with the organisation, and offered to the board of the place. Source: D36."""

import datetime

from django.utils import timezone

from boards.models import ItemProposal
from engagement import answering_requests, clock, escalating
from engagement.models import EngagementRules, ServiceRequest
from foundation.working_days import working_days_after
from tests.boards.drafts import a_meeting
from tests.engagement.asked import ANSWER, a_request, link, make_services, working_days

set_stage = make_services


def due(asked: ServiceRequest, on: datetime.date) -> ServiceRequest:
    asked.due_on = on
    asked.save()
    return asked


def test_who_does_not_answer_is_reminded_before_on_and_after_the_day_once_each(inside, made, mails):
    asked, today = a_request(inside, made.lights), timezone.localdate()
    assert escalating.chase(today) == 0
    for day in (asked.due_on - datetime.timedelta(days=1), asked.due_on, asked.due_on):
        escalating.chase(day)
    assert [m.subject.split(":")[0].split(" on ")[0] for m in mails(template="request_reminder")] == [
        "Your answer is due", "Your answer is due today",
    ]  # fmt: skip
    escalating.chase(working_days_after(asked.due_on, 4))
    assert not mails(template="request_late") and today


def test_silence_goes_to_the_organisation_the_officers_and_then_the_board(inside, made, mails):
    today, clerk = timezone.localdate(), inside.users["clerk"]
    asked = due(a_request(inside, made.lights), today - datetime.timedelta(days=21))
    asked.link_ends_at = timezone.now() - datetime.timedelta(days=1)
    asked.save()
    escalating.chase(today)  # no meeting is to come yet
    asked.refresh_from_db()
    assert asked.escalated_at and not asked.offered_at and asked.link_ends_at > timezone.now()
    assert [m.to_address for m in mails(template="request_late")] == ["office@county.example"]
    assert [m.to_address for m in mails(template="request_late_officers")] == [clerk.email]
    assert inside.client().get(link(asked)).status_code == 200  # renewed, as the reminder has it
    with inside.inside():
        meeting = a_meeting(inside)
        escalating.chase(today)
        escalating.chase(today)
        proposal = ItemProposal.objects.get(meeting=meeting)
    assert proposal.title == "No answer from Testshire County Council: Dark crossing"
    page = inside.client().get(asked.get_absolute_url()).content.decode()
    assert "Late by 21 days" in page and "it is put forward for a meeting of the Hill and Vale Locality Board" in page
    assert len(mails(template="request_late")) == 1


def test_nobody_is_chased_while_the_clock_stands_or_after_the_answer(inside, made, mails):
    EngagementRules.objects.create(clock_stops_when_asked=True)
    asked = a_request(inside, made.lights)
    answering_requests.ask_more(asked, by=inside.users["clerk"], question="Which?")
    due(ServiceRequest.objects.get(pk=asked.pk), timezone.localdate() - datetime.timedelta(days=30))
    assert escalating.chase(timezone.localdate()) == 0 and not mails(template="request_reminder")


def test_a_promise_is_reminded_of_on_its_day_and_shown_when_it_is_not_kept(inside, made, mails):
    today, clerk = timezone.localdate(), inside.users["clerk"]
    promise = {**ANSWER, "outcome": "will", "promised_on": working_days(2)}
    asked = answering_requests.answer(a_request(inside, made.lights), by=clerk, **promise)
    assert escalating.chase(today) == 0
    assert [escalating.chase(asked.promised_on) for _ in range(2)] == [1, 1]
    assert len(mails(template="request_promise")) == 1
    ServiceRequest.objects.filter(pk=asked.pk).update(promised_on=today - datetime.timedelta(days=1))
    assert "Promise not kept" in inside.client().get(asked.get_absolute_url()).content.decode()


def test_the_morning_chases_and_hands_over(inside, made, mails):
    asked = due(a_request(inside, made.roads), working_days(1))
    made.roads.managers.all().delete()
    clock.morning()
    with inside.inside():
        asked.refresh_from_db()
        assert asked.manager is None and [m.to_address for m in mails(template="request_reminder")] == [
            "office@county.example"
        ]


def test_what_waits_stands_on_the_desk_of_who_answers(inside, made):
    desks = {who: inside.client(who).get("/desk/").content.decode() for who in ("partner", "county")}
    assert "No request waits for you" in desks["partner"] and "/my-requests/" not in desks["county"]
    a_request(inside, made.roads)
    desk = inside.client("partner").get("/desk/").content.decode()
    assert "Requests to the services for which I answer" in desk and "Dark crossing" in desk
