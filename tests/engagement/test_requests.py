"""Requests to agencies: routed, answered, asked about, passed on, never dropped. Source: D33, D34, D36."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement import answering_requests, requesting, routing
from engagement.models import EngagementRules, Issue, IssueContact, RequestStep, Service, ServiceManager, ServiceRequest
from engagement.tokens import request_token
from localities.models import Locality
from tests.engagement.asked import ANSWER, a_request, days_since, make_services, working_days

set_stage = make_services


def steps(asked: ServiceRequest) -> list[str]:
    return [step.kind for step in RequestStep.objects.filter(request=asked)]


def test_a_request_lies_with_the_manager_there_and_is_due_by_the_standard(inside, made, mails):
    asked = a_request(inside, made.lights)
    assert (asked.manager, asked.owner, asked.due_on) == (made.here, inside.organisations["county"], working_days(5))
    assert [m.to_address for m in mails(template="request")] == ["kit@county.example"]
    elsewhere = a_request(inside, made.lights, locality=Locality.objects.get(slug="far-side"))
    assert elsewhere.manager == made.everywhere
    unmanaged = a_request(inside, made.patrol)
    assert (unmanaged.manager, unmanaged.owner) == (None, inside.organisations["police"])
    assert mails(template="request")[-1].to_address == "office@police.example"
    assert asked.is_public and steps(asked) == ["sent"]
    Service.objects.filter(pk=made.patrol.pk).update(retired_at=timezone.now())
    with pytest.raises(ValidationError, match="offered no longer"):
        a_request(inside, made.patrol)


def test_an_answer_is_kept_once_and_the_second_is_told_who_was_first(inside, made, mails):
    asked = a_request(inside, made.lights, days_ago=7)
    late_copy = ServiceRequest.objects.get(pk=asked.pk)
    clerk = inside.users["clerk"]
    kept = answering_requests.answer(asked, by=clerk, **ANSWER)
    assert (kept.outcome, kept.days_taken, steps(kept)) == ("done", days_since(7), ["sent", "answered"])
    assert [m.to_address for m in mails(template="request_answered")] == [clerk.email]
    with pytest.raises(ValidationError, match="Kit Lamp answered this request on"):
        answering_requests.answer(late_copy, by=clerk, **{**ANSWER, "answered_by": "Another"})
    assert ServiceRequest.objects.get(pk=asked.pk).answered_by == "Kit Lamp"
    closed = routing.close(kept, by=clerk)
    with pytest.raises(ValidationError, match=f"closed already. {clerk} did so on"):
        routing.close(kept, by=clerk)
    assert steps(closed) == ["sent", "answered", "closed"]


def test_a_promise_needs_its_day_and_is_answered_once_more(inside, made):
    asked, clerk = a_request(inside, made.lights), inside.users["clerk"]
    promise = {**ANSWER, "outcome": "will", "by": clerk}
    for day in (None, timezone.localdate() - datetime.timedelta(days=1)):
        with pytest.raises(ValidationError, match="by which it will be done"):
            answering_requests.answer(asked, promised_on=day, **promise)
    asked = answering_requests.answer(asked, promised_on=working_days(3), **promise)
    first = asked.answered_at
    assert asked.takes_answer and not asked.is_waiting
    with pytest.raises(ValidationError, match="answered this request"):
        routing.pass_on(asked, made.roads, by=clerk, because="No")
    asked = answering_requests.answer(asked, by=clerk, **ANSWER)
    assert (asked.answered_at, asked.outcome, asked.promised_on) == (first, "done", None)
    assert not asked.takes_answer


def test_what_is_not_theirs_is_passed_on_to_somebody_and_the_link_before_ends(inside, made, mails):
    asked = a_request(inside, made.lights, days_ago=20)
    old = asked.token_hash
    with pytest.raises(ValidationError, match="lies with Street lights already"):
        routing.pass_on(asked, made.lights, by=inside.users["clerk"], because="Not ours")
    moved = routing.pass_on(asked, made.patrol, by=inside.users["clerk"], because="It is about speed")
    assert (moved.owner, moved.due_on, moved.manager) == (inside.organisations["police"], working_days(3), None)
    assert moved.token_hash != old and mails(template="request")[-1].to_address == "office@police.example"
    stale = asked
    with pytest.raises(ValidationError, match="lies with Testshire Police now"):
        answering_requests.answer(stale, by=inside.users["clerk"], **ANSWER)
    sent, routed = RequestStep.objects.filter(request=moved)
    assert (sent.owner.name, routed.owner.name) == ("Testshire County Council", "Testshire Police")
    assert (routed.by_name, routed.text) == ("Testshire County Council", "It is about speed")
    answered = answering_requests.answer(moved, by=inside.users["clerk"], **ANSWER)
    assert answered.days_taken == 0  # of the police, who had it today


def test_a_question_is_shown_and_the_clock_goes_on_unless_the_rules_stop_it(inside, made, mails):
    asked, clerk = a_request(inside, made.lights, days_ago=7), inside.users["clerk"]
    asked = answering_requests.ask_more(asked, by=clerk, question="Which lamp?")
    assert [m.to_address for m in mails(template="request_question")] == [clerk.email]
    with pytest.raises(ValidationError, match="A question is open already"):
        answering_requests.ask_more(asked, by=clerk, question="And when?")
    due = asked.due_on
    asked = answering_requests.reply(asked, by=clerk, text="The one by the school.")
    assert asked.due_on == due and not asked.question and mails(template="request_reply")
    with pytest.raises(ValidationError, match="No question is open"):
        answering_requests.reply(asked, by=clerk, text="Again")
    EngagementRules.objects.create(locality=inside.locality, clock_stops_when_asked=True)
    asked = answering_requests.ask_more(asked, by=clerk, question="Which side?")
    asked.question_at -= datetime.timedelta(days=7)
    asked.save()
    asked = answering_requests.reply(asked, by=clerk, text="North")
    assert (asked.due_on > due, asked.days_stopped) == (True, days_since(7))
    assert answering_requests.answer(asked, by=clerk, **ANSWER).days_taken == 0


def test_a_request_is_taken_back_with_a_reason_and_takes_nothing_more(inside, made, mails):
    asked, clerk = a_request(inside, made.lights), inside.users["clerk"]
    with pytest.raises(ValidationError, match="No answer has come yet"):
        routing.close(asked, by=clerk)
    asked = routing.take_back(asked, by=clerk, because="The lamp works again")
    assert mails(template="request_taken_back") and not asked.takes_answer
    for act in (
        lambda: answering_requests.answer(asked, by=clerk, **ANSWER),
        lambda: routing.take_back(asked, by=clerk, because="Twice"),
        lambda: requesting.send_link(asked, by=clerk),
    ):
        with pytest.raises(ValidationError):
            act()


def test_whoever_answers_for_a_service_now_gets_what_the_one_before_left(inside, made, mails):
    asked = a_request(inside, made.lights)
    there = ServiceManager.objects.get(person=made.here)
    there.starts_on, there.ends_on = datetime.date(2024, 1, 1), timezone.localdate() - datetime.timedelta(days=1)
    there.save()
    assert routing.hand_over(asked) and not routing.hand_over(asked)
    asked.refresh_from_db()
    assert asked.manager == made.everywhere
    assert mails(template="request")[-1].to_address == "ash@county.example"


@pytest.mark.parametrize(
    "wrong",
    [
        {"answered_at": timezone.now()},
        {"outcome": "will"},
        {"question": "What?"},
        {"closed_at": timezone.now()},
        {"owner": None},
        {"due_on": None},
    ],
)
def test_the_database_keeps_what_must_hold_of_a_request(inside, made, wrong):
    asked = a_request(inside, made.lights)
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceRequest.objects.filter(pk=asked.pk).update(**wrong)


def test_nobody_answers_for_a_service_twice_at_a_time(inside, made):
    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceManager.objects.create(service=made.lights, person=made.everywhere, locality=inside.locality)
    assert Service.objects.in_locality(inside.locality).count() == 3


def an_issue(cast) -> Issue:
    """Return a sorted issue that somebody raised by name."""
    issue = Issue.objects.create(
        locality=cast.locality, reference="HV-1", title="A dark path", about="The path is dark",
        state=Issue.State.SORTED, published_at=timezone.now(),
    )  # fmt: skip
    IssueContact.objects.create(issue=issue, locality=cast.locality, name="Nell Wood", email="nell@home.example")
    return issue


def test_the_issue_goes_with_its_request_and_has_its_answer(inside, made):
    issue, clerk = an_issue(inside), inside.users["clerk"]
    with pytest.raises(ValidationError, match="Take out the name"):
        requesting.ask(issue, made.lights, by=clerk, request="Nell Wood fell there")
    asked = requesting.ask(issue, made.lights, by=clerk, request="Please light it")
    assert asked.title == "A dark path"
    issue.refresh_from_db()
    assert (issue.owner, issue.due_on) == (str(inside.organisations["county"]), asked.due_on)
    asked = routing.pass_on(asked, made.patrol, by=None, because="For the police", link=request_token(asked))
    issue.refresh_from_db()
    assert issue.owner == str(inside.organisations["police"])
    answering_requests.answer(asked, by=None, link=request_token(asked), **ANSWER)
    issue.refresh_from_db()
    assert (issue.state, issue.answered_by) == (
        "answered",
        "Testshire Police",
    ) and "The lamp is mended." in issue.answer


def test_the_issue_of_a_request_that_is_taken_back_is_the_teams_again(inside, made):
    issue, clerk = an_issue(inside), inside.users["clerk"]
    asked = requesting.ask(issue, made.lights, by=clerk, request="Please light it")
    routing.take_back(asked, by=clerk, because="Another way was found")
    issue.refresh_from_db()
    assert (issue.owner_kind, issue.state) == ("team", "sorted")
