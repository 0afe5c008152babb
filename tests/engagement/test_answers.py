"""What keeps answers honest: nobody is locked out, nothing is dropped in silence, officers judge and type in."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement import answering, doubting, judging
from engagement.models import AnswerDraft, EqualityAnswer, Response, SurveyInvitation
from foundation.links import hash_token
from foundation.models import Act
from tests.cast import browser
from tests.engagement.answering_people import BUS, DISABLED, LONG, MORE, drafted, ready, see_all, words
from tests.engagement.surveyed import a_survey, answered

LIST = "/manage/engagement/surveys/{}/answers/"


def set_stage(cast):
    soon = timezone.now() + datetime.timedelta(days=9)
    survey = a_survey(cast, BUS, LONG, DISABLED, closed=False, closes_at=soon)
    answered(survey, {"bus": "yes", "more": "<b>Buses</b> at night"}, signals=["It looks odd."])
    answered(survey, {"bus": "no"}, times=3)
    return survey


@pytest.fixture
def survey(made):
    return made


def odd(survey):
    see_all()
    return Response.objects.get(survey=survey, signals=["It looks odd."])


def test_who_sends_too_fast_waits_and_nobody_else_does(inside, cast, survey):
    machine, neighbour = (browser(cast), browser(cast))
    link, other = ready(machine, survey), ready(neighbour, survey, bus="yes")
    at = {"REMOTE_ADDR": "192.0.2.66"}
    draft = drafted(link)
    for _ in range(40):
        slow = machine.post(f"{link}check/", **at)
        if slow.status_code == 429:
            break
        see_all()
        AnswerDraft.objects.filter(pk=draft.pk).update(answers=draft.answers, started_at=timezone.now(), sent_on=None)
    assert slow.status_code == 429 and int(slow["Retry-After"]) > 0
    assert "Nothing is lost" in words(slow) and MORE in words(slow) and drafted(link).answers == draft.answers
    assert neighbour.post(f"{other}check/", REMOTE_ADDR="192.0.2.67").status_code == 302


def test_what_looks_like_a_duplicate_is_flagged_and_counts_all_the_same(inside, cast, survey):
    for trap in ({}, {"website": "https://spam.example"}):
        client = browser(cast)
        assert client.post(f"{ready(client, survey)}check/", trap).status_code == 302
    see_all()
    first, second = Response.objects.filter(words_hash__gt="").order_by("pk")
    assert len(first.signals) == 1 and "faster than people read" in first.signals[0]
    assert {doubting.HIDDEN, doubting.AGAIN, doubting.SAME_WORDS} < set(second.signals)
    assert {first, second} < set(Response.objects.counted())


def test_twenty_people_at_one_library_computer_are_all_taken(inside, cast, survey):
    computer = browser(cast)
    for number in range(20):
        link = ready(computer, survey, bus="no", more=f"My own words are number {number}")
        draft = drafted(link)
        AnswerDraft.objects.filter(pk=draft.pk).update(started_at=timezone.now() - datetime.timedelta(minutes=3))
        sent = computer.post(f"{link}check/", REMOTE_ADDR="192.0.2.80")
        assert sent.status_code == 302
    see_all()
    assert not Response.objects.filter(words_hash__gt="").exclude(signals=[]).exists()


def test_an_officer_sets_an_answer_aside_for_a_reason_and_lets_it_count_again(inside, cast, survey):
    clerk, answer = cast.client("clerk"), odd(survey)
    page = clerk.get(LIST.format(survey.pk))
    assert "It looks odd" in words(page) and "Counted 4" in words(page)
    one = clerk.get(f"/manage/engagement/answers/{answer.pk}/")
    assert "&lt;b&gt;Buses" in one.content.decode() and "disabled" not in words(one)
    path = f"/manage/engagement/answers/{answer.pk}/"
    assert clerk.post(f"{path}setting-aside/", {"because": ""}).status_code == 422
    assert clerk.post(f"{path}setting-aside/", {"because": "Sent twice"}).status_code == 302
    see_all()
    assert not Response.objects.counted().filter(pk=answer.pk).exists()
    assert "Sent twice" in words(clerk.get(f"{LIST.format(survey.pk)}?state=aside"))
    assert clerk.post(f"{path}counting/").status_code == 302
    assert odd(survey) in Response.objects.counted()
    logged = Act.objects.filter(target_kind="engagement.survey", target_id=survey.pk)
    assert logged.count() == 2 and "Buses" not in str(list(logged.values("detail", "target_name")))


def test_an_answer_that_nobody_has_to_judge_is_shown_to_nobody(inside, cast, survey):
    see_all()
    plain = Response.objects.filter(survey=survey, signals=[]).first()
    assert cast.client("clerk").get(f"/manage/engagement/answers/{plain.pk}/").status_code == 404
    for who, status in (("auditor", 403), ("member" if "member" in cast.users else "county", 404)):
        path = f"/manage/engagement/answers/{odd(survey).pk}/setting-aside/"
        assert cast.client(who).post(path, {"because": "x"}).status_code == status
    with pytest.raises(ValidationError):
        judging.set_aside(odd(survey), because=" ", by=cast.users["clerk"])


def test_staff_enter_what_came_on_paper_and_number_the_pile(inside, cast, survey):
    clerk, path = cast.client("clerk"), f"{LIST.format(survey.pk)}new/"
    form = {"entry:how": "paper", "bus": "yes", "more": "By hand", "disabled": "yes"}
    assert "Do you use the bus?" in words(clerk.get(path))
    assert clerk.post(path, {"bus": "yes"}).status_code == 422, "how it came"
    for number in (1, 2):
        done = clerk.post(path, form, follow=True)
        assert f"Write number {number} on the paper" in words(done)
    assert "not answered any question" in words(clerk.post(path, {"entry:how": "phone"})), "nothing does not count"
    assert clerk.post(path, {"entry:how": "phone", "more": "So"}).status_code == 302, "a paper lacks what it lacks"
    see_all()
    entered = Response.objects.filter(number__isnull=False).order_by("number")
    assert [(each.how, each.answers) for each in entered] == [
        ("paper", {"bus": "yes", "more": "By hand"}), ("paper", {"bus": "yes", "more": "By hand"}),
        ("phone", {"more": "So"}),
    ]  # fmt: skip
    assert EqualityAnswer.objects.filter(value="yes").count() == 2
    assert "Paper 2" in words(clerk.get(f"{LIST.format(survey.pk)}?state=entered"))


def test_a_paper_of_an_invited_survey_needs_its_code_once(inside, cast, survey):
    survey.who_answers = "invited"
    survey.save()
    SurveyInvitation.objects.create(survey=survey, locality=survey.locality, token_hash=hash_token("ABCDEFGHJKMN"))
    by = {"by": cast.users["clerk"], "how": "paper"}
    for code in ("", "WRONG"):
        with pytest.raises(ValidationError):
            answering.enter(survey, {"bus": "yes"}, code=code, **by)
    answering.enter(survey, {"bus": "yes"}, code="abcd-efgh-jkmn", **by)
    with pytest.raises(ValidationError):
        answering.enter(survey, {"bus": "yes"}, code="ABCDEFGHJKMN", **by)
    assert "1 of 1" in words(cast.client("clerk").get(LIST.format(survey.pk)))


def test_the_officers_list_costs_the_same_with_one_and_with_thirty(
    inside, cast, survey, django_assert_max_num_queries
):  # fmt: skip
    answered(survey, {"bus": "yes"}, times=30, signals=["Again"])
    clerk = cast.client("clerk")
    with django_assert_max_num_queries(20):
        assert clerk.get(LIST.format(survey.pk)).status_code == 200
