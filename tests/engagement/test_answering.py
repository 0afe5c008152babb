"""The public answers a survey, without an account, a cookie or a script."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement import answering, asking, following, inviting
from engagement.models import EngagementRules, EqualityAnswer, Response, SurveyInvitation
from foundation import mail, tenancy
from foundation.links import hash_token
from tests.cast import browser
from tests.engagement.answering_people import (
    BUS,
    DISABLED,
    LINES,
    LONG,
    MORE,
    YES_NO,
    begun,
    drafted,
    ready,
    see_all,
    words,
)
from tests.engagement.surveyed import a_survey
from tests.engagement.voices import link_in

QUESTIONS = (
    {**BUS, "words": {"cy": {"text": "Ydych chi’n defnyddio’r bws?", "options": {"yes": "Ydw", "no": "Nac ydw"}}}},
    {"page": 2, "key": "where", "kind": "short", "text": "Where to?", "shown_when": {"question": "bus", "any": ["yes"]},
     "is_required": True},
    {"page": 3, "key": "words", "kind": "heading", "text": "Your streets"},
    {"page": 3, "key": "streets", "kind": "grid", "text": "How are they?", "options": YES_NO, "lines": LINES},
    {"page": 3, "key": "order", "kind": "rank", "text": "What first?", "options": LINES},
    {"page": 3, "key": "since", "kind": "date", "text": "Since when do you live here?"},
    {"page": 3, "key": "home", "kind": "postcode", "text": "Your postcode"},
    {"page": 3, "key": "ward", "kind": "place", "text": "Your ward"},
    {"page": 3, "key": "years", "kind": "number", "text": "How many of you?", "limits": {"least": 1, "most": 20}},
    {"page": 3, "key": "topics", "kind": "several", "text": "What matters?", "options": LINES},
    LONG,
    DISABLED,
)  # fmt: skip
CODE = "ABCDEFGHJKMN"


def set_stage(cast):
    soon = timezone.now() + datetime.timedelta(days=9)
    told = {"cy": {"title": "Arolwg bysiau"}}
    return a_survey(cast, *QUESTIONS, closed=False, closes_at=soon, languages=["cy"], words=told)


@pytest.fixture
def survey(made):
    return made


@pytest.fixture
def anybody(cast, survey):
    return browser(cast)


def test_a_resident_answers_page_by_page_and_sends_once(inside, survey, anybody):
    about = anybody.get(f"/surveys/{survey.pk}/")
    assert "It takes about" in words(about) and "Kept for a year" in words(about) and not about.cookies
    link = begun(anybody, survey)
    missing = anybody.post(f"{link}1/", {})
    assert missing.status_code == 422 and "Select an answer" in words(missing)
    assert anybody.post(f"{link}1/", {"bus": "yes"}).headers["Location"] == f"{link}2/"
    assert anybody.post(f"{link}2/", {"where": "<script>alert(1)</script>"}).headers["Location"] == f"{link}3/"
    third = {
        "streets:roads": "yes", "order": ["parks", "", "roads"], "since-day": "27", "since-month": "3",
        "since-year": "2020", "home": "cb75hu", "ward": "", "years": "3", "topics": ["parks", "roads"],
    }  # fmt: skip
    assert anybody.post(f"{link}3/", third).headers["Location"] == f"{link}4/"
    anybody.post(f"{link}4/", {"more": MORE})
    assert anybody.post(f"{link}5/", {"disabled": "no"}).headers["Location"] == f"{link}check/"
    shown = anybody.get(f"{link}check/")
    assert "Roads: Yes" in words(shown) and "1. Parks 2. Roads" in words(shown) and "CB7 5HU" in words(shown)
    assert "<script>alert" not in shown.content.decode() and "&lt;script&gt;" in shown.content.decode()
    for _ in "twice":
        assert anybody.post(f"{link}check/").headers["Location"] == f"/surveys/{survey.pk}/thanks/"
    see_all()
    sent = Response.objects.get(survey=survey)
    assert sent.answers == {
        "bus": "yes", "where": "<script>alert(1)</script>", "streets": {"roads": "yes"}, "order": ["parks", "roads"],
        "since": "2020-03-27", "home": "CB7 5HU", "years": 3, "topics": ["roads", "parks"], "more": MORE,
    }  # fmt: skip
    assert EqualityAnswer.objects.values_list("question", "value").get() == ("disabled", "no")
    assert timezone.localtime(sent.sent_at).time() == datetime.time(0)
    left = drafted(link)
    assert (left.answers, left.started_at) == ({}, None)
    gone = anybody.get(link)
    assert gone.status_code == 410 and "sent already" in words(gone) and MORE not in words(gone)


def test_an_answer_with_nothing_in_it_is_not_sent_and_does_not_count(inside, survey, anybody):
    free = a_survey(inside, {**LONG, "page": 1}, {**DISABLED, "page": 2}, title="Free", closed=False,
                    closes_at=survey.closes_at, languages=["cy"])  # fmt: skip
    link = begun(anybody, free)
    for answers, language, said in (({}, "", "have not answered any question yet"),
                                    ({"disabled": "no"}, "cy", "Nid ydych wedi ateb")):  # fmt: skip
        answering.keep(drafted(link), answers, language=language)
        refused = anybody.post(f"{link}check/")
        assert refused.status_code == 422 and said in words(refused)
    see_all()
    with pytest.raises(ValidationError, match="not answered any question"):
        answering.enter(free, {}, by=inside.users["clerk"], how="paper")
    assert not Response.objects.filter(survey=free).exists() and drafted(link).answers == {"disabled": "no"}
    answering.keep(drafted(link), {"more": MORE})
    assert anybody.post(f"{link}check/").status_code == 302


def test_routing_decides_which_pages_are_met_and_what_is_kept(inside, survey, anybody):
    link = begun(anybody, survey)
    assert anybody.get(f"{link}4/").headers["Location"] == f"{link}1/", "a page before needs an answer"
    assert anybody.get(f"{link}check/").status_code == 302
    anybody.post(f"{link}1/", {"bus": "yes"})
    anybody.post(f"{link}2/", {"where": "Town"})
    changed = anybody.post(f"{link}1/?check", {"bus": "no"})
    assert changed.headers["Location"] == f"{link}check/" and drafted(link).answers == {"bus": "no"}
    assert anybody.post(f"{link}2/", {"where": "Town"}).status_code == 302, "the page that routing closed"
    assert drafted(link).answers == {"bus": "no"}
    assert anybody.post(f"{link}1/?check", {"bus": "yes"}).headers["Location"] == f"{link}2/", "it is asked now"
    answering.keep(drafted(link), {"nonsense": "x", "where": "Town"})
    assert drafted(link).answers == {"bus": "yes", "where": "Town"}


def test_bad_input_is_said_in_words_and_what_was_typed_stays(inside, survey, anybody):
    link = ready(anybody, survey)
    typed = {"bus": "maybe"}
    assert "one of the answers of the list" in words(anybody.post(f"{link}1/", typed))
    third = {"home": "ZZ99", "years": "-4", "since-day": "31", "since-month": "2", "since-year": "2020",
             "order": ["roads", "roads"], "ward": "999999999", "streets:roads": "perhaps", "topics": ["x\x00"],
             }  # fmt: skip
    wrong = anybody.post(f"{link}3/", third)
    assert wrong.status_code == 422 and words(wrong).count("Error:") >= 7
    assert 'value="ZZ99"' in wrong.content.decode() and 'value="31"' in wrong.content.decode()
    long = "word " * 10_000
    refused = anybody.post(f"{link}4/", {"more": long})
    assert "Use 500 words or fewer; you have used 10,000" in words(refused) and long.strip() in words(refused)
    assert anybody.post(f"{link}4/", {"more": "a\x00b"}).status_code == 302
    assert drafted(link).answers["more"] == "ab"
    for path in ("answer/made-up/", "answer/made-up/1/", "answer/made-up/check/", "invited/made-up/"):
        lost = anybody.get(f"/surveys/{survey.pk}/{path}")
        assert lost.status_code == 404, path
    assert "does not work" in words(lost) and "Nid yw’r ddolen hon yn gweithio" in words(lost)
    assert anybody.get(link.replace(f"/{survey.pk}/", "/999999/")).status_code == 404


def test_another_site_sends_nothing_and_no_cookie_is_needed(inside, cast, survey, anybody):
    link = ready(anybody, survey)
    strict = type(anybody)(enforce_csrf_checks=True, headers={"host": cast.host})
    for elsewhere in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert strict.post(f"{link}check/", headers=elsewhere).status_code == 403
    sent = strict.post(f"{link}check/", headers={"Sec-Fetch-Site": "same-origin", "Origin": f"http://{cast.host}"})
    assert sent.status_code == 302 and not strict.cookies


def test_the_language_is_changed_on_any_page_and_nothing_typed_is_lost(inside, survey, anybody, mails):
    link = begun(anybody, survey)
    turned = anybody.post(f"{link}1/", {"bus": "yes", "language": "cy"})
    page = turned.content.decode()
    assert "Ydych chi’n defnyddio’r bws?" in page and "Parhau" in page and 'value="yes" checked' in page
    assert 'lang="cy"' in page and drafted(link).language == "cy"
    assert '<html lang="cy"' in page and "Mae problem wedi codi" in words(anybody.post(f"{link}1/", {}))
    saved = words(anybody.post(f"{link}later/", {"email": "nobody"}))
    assert "wedi’u cadw" in saved and "Rhowch gyfeiriad e-bost" in saved and "Gwall: Mae eich" in saved
    anybody.post(f"{link}later/", {"email": "jo@home.example"})
    anybody.post(f"/surveys/{survey.pk}/thanks/?language=cy", {"email": "jo@home.example"})
    (posted,), (asked,) = mails(template="answer_link"), mails(template="follower_to_confirm")
    assert posted.subject == "Eich dolen i barhau i ateb: Arolwg bysiau" and "Gallwch ateb tan Dydd" in posted.body_text
    assert 'lang="cy"' in posted.body_html and "Questions:" not in posted.body_text + asked.body_text
    assert asked.subject.startswith("Cadarnhewch") and "yn gweithio: 7." in asked.body_text
    mine = link_in(asked, "following")
    assert f"{mine}?language=cy" in asked.body_text
    shown = anybody.get(f"{mine}?language=cy").content.decode()
    assert '<html lang="cy"' in shown and "Cadarnhewch eich cyfeiriad e-bost" in shown
    assert f'action="{mine}ending/?language=cy"' in shown
    anybody.post(f"{mine}confirmation/?language=cy")
    assert "Peidiwch â rhoi gwybod i mi" in words(anybody.get(f"{mine}?language=cy"))
    assert "You will be told" in words(anybody.get(f"{mine}?language=xx"))
    assert following.tell(survey.activity, "feedback_published", key="x", feedback=survey.activity, points=[]) == 1
    (told,) = mails(template="feedback_published")
    assert told.subject.startswith("Beth newidiodd") and "dim i ddad-danysgrifio" in told.body_text
    anybody.post(f"{mine}ending/?language=cy")
    assert "Nid yw’r ddolen hon yn gweithio" in words(anybody.get(f"{mine}?language=cy"))
    anybody.post(f"{link}1/", {"bus": "no", "language": "xx"})
    assert drafted(link).language == "en"
    about = words(anybody.get(f"/surveys/{survey.pk}/?language=cy"))
    assert "Arolwg bysiau" in about and "Gallwch ateb tan Dydd" in about and "It takes" not in about


def test_whoever_stops_comes_back_by_a_link_and_the_address_is_forgotten(inside, survey, anybody, mails):
    link = begun(anybody, survey)
    kept = anybody.post(f"{link}1/", {"later": "1"})
    assert kept.headers["Location"] == f"{link}later/", "an answer that is needed may come later"
    assert link in words(anybody.get(f"{link}later/"))
    assert anybody.post(f"{link}later/", {"email": "nobody"}).status_code == 422
    assert "on its way" in words(anybody.post(f"{link}later/", {"email": "jo@home.example"}))
    [letter] = mails(template="answer_link")
    assert link in letter.body_text and "go on answering" in letter.subject
    tenancy.clear(mail.CLEARED)
    mail.deliver(letter.pk)
    [letter] = mails(template="answer_link")
    assert letter.sent_at and (letter.to_address, letter.body_text) == ("", "")
    assert anybody.get(link).headers["Location"] == f"{link}1/"


def test_after_closing_only_what_was_begun_before_is_taken_for_a_while(inside, survey, anybody):
    link = ready(anybody, survey)
    survey.closes_at = timezone.now() + datetime.timedelta(milliseconds=1)
    survey.save()
    assert "no more answers" in words(anybody.get(f"/surveys/{survey.pk}/"))
    assert anybody.post(f"/surveys/{survey.pk}/").status_code == 422
    assert anybody.get(f"{link}4/").status_code == 200, "within the half hour"
    EngagementRules.objects.create(grace_minutes=0)
    late = anybody.post(f"{link}4/", {"more": "Typed too late"})
    assert late.status_code == 410 and "Typed too late" in words(late) and "closed" in words(late)
    assert MORE in words(anybody.get(f"{link}check/"))
    with pytest.raises(ValidationError):
        answering.send(drafted(link))
    see_all()
    assert not Response.objects.exists()


def test_what_was_never_sent_is_deleted_after_closing(inside, survey, anybody):
    link = ready(anybody, survey)
    see_all()
    EqualityAnswer.objects.create(survey=survey, locality=survey.locality, question="disabled", value="yes")
    assert answering.forget_unsent() == 0
    survey.closes_at = timezone.now() - datetime.timedelta(days=3)
    survey.save()
    assert answering.forget_unsent() == 1
    assert EqualityAnswer.objects.get().value == "yes" and anybody.get(link).status_code == 404


def test_one_invitation_takes_one_answer(inside, cast, survey, anybody, mails):
    survey.who_answers = "invited"
    survey.save()
    inviting.invite(survey, [("", "jo@home.example")], by=cast.users["clerk"])
    inviting.send_owed(survey)
    (letter,) = mails(template="survey_invitation")
    assert letter.subject.startswith("You are invited") and letter.subject.endswith("gwahoddir i ateb: Arolwg bysiau")
    assert "?language=cy\n\nGallwch ateb tan Dydd" in letter.body_text
    made = SurveyInvitation.objects.create(
        survey=survey, locality=survey.locality, token_hash=hash_token("ABCDEFGHJKMN")
    )
    assert anybody.post(f"/surveys/{survey.pk}/", {"code": "wrong"}).status_code == 422
    assert anybody.post(f"/surveys/{survey.pk}/").status_code == 422
    invited = f"/surveys/{survey.pk}/invited/abcd-efgh-jkmn/"
    assert anybody.post(f"/surveys/{survey.pk}/", {"code": "abcd-efgh-jkmn"}).headers["Location"] == invited
    links = [anybody.post(invited).headers["Location"] for _ in range(2)]
    for link in links:
        answering.keep(drafted(link), {"bus": "no"})
    assert anybody.post(f"{links[0]}check/").status_code == 302
    refused = anybody.post(f"{links[1]}check/")
    assert refused.status_code == 422 and "used already" in words(refused)
    assert "used already" in words(anybody.get(invited))
    see_all()
    assert Response.objects.count() == 1
    made.refresh_from_db()
    assert made.is_used and not drafted(links[0]).invitation_hash


@pytest.mark.parametrize("path", ["", "1/", "check/", "later/"])
def test_no_page_costs_more_than_eight_queries(inside, survey, anybody, django_assert_max_num_queries, path):
    link = ready(anybody, survey) if path else f"/surveys/{survey.pk}/"
    with django_assert_max_num_queries(10):  # two of them are the test's own transaction around the request's
        assert anybody.get(link + path).status_code == 200


def test_an_unhurried_page_is_whole_for_everybody(inside, survey):
    assert [page.number for page in asking.pages(survey, {"bus": "no"})] == [1, 3, 4, 5]
