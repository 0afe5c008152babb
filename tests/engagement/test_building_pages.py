"""The pages on which officers build a survey, see it, open it and invite people."""

import datetime
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engagement import building, opening, starting
from engagement.models import Activity, Question, Survey
from foundation.pdf.adopting import is_tagged

AT = "/manage/engagement/surveys/"
YES_NO = [{"key": "yes", "text": "Yes"}, {"key": "no", "text": "No"}]


def set_stage(cast):
    today = timezone.localdate()
    activity = Activity.objects.create(
        locality=cast.locality, owner=cast.organisations["district"], kind="survey", title="Buses", about="A later bus",
        level="consult", starts_on=today, ends_on=today, published_at=timezone.now(),
    )  # fmt: skip
    survey = starting.start_from_banks(activity, [], title="Later buses", by=cast.users["clerk"])
    return activity, survey


@pytest.fixture
def clerk(cast):
    return cast.client("clerk")


def sent(client, path, expected=302, **fields):
    answer = client.post(path, fields)
    assert answer.status_code == expected, answer.content.decode()[-3000:] if answer.status_code == 200 else answer
    return answer


def text(answer):
    return " ".join(answer.content.decode().split())


def test_an_officer_builds_a_survey_from_its_first_question_to_its_opening(clerk, made, cast, inside):
    activity, _ = made
    wrong = sent(clerk, f"{AT}new/", 422, activity=activity.pk, title="", banks=["outcomes"], earlier="copy:1")
    assert "There is a problem" in text(wrong)
    begun = sent(clerk, f"{AT}new/", activity=activity.pk, title="Evening buses", banks=["about_you"])
    survey = Survey.objects.get(title="Evening buses")
    here = f"{AT}{survey.pk}/"
    assert begun.url == f"{here}questions/"
    bad = sent(clerk, f"{here}questions/new/?kind=one&page=2", 422, text="Why?", options_text="One", page=2)
    assert "needs at least two answers" in text(bad)
    two = sent(clerk, f"{here}questions/new/?kind=one", 422, text="<script>", page=1, options_text="A\na",
               shown=["answers_as:other", "answers_as:none"])  # fmt: skip
    assert (
        "is there twice" in text(two)
        and "<script>" not in text(two).split("main-content", 1)[1].split("<script src")[0]
    )
    good = {"text": "Do you use the bus?", "options_text": "Often *\nNever", "page": 2, "shown": "answers_as:resident",
            "is_compared": "on", "is_required": "on"}  # fmt: skip
    sent(clerk, f"{here}questions/new/?kind=one&page=2", **good)
    bus = Question.objects.get(key="do_you_use_the_bus")
    assert (bus.page, bus.options[0]["counts"], bus.shown_when["any"]) == (2, True, ["resident"])
    page = text(clerk.get(f"{here}questions/"))
    assert "Shown when the answer to “How are you answering?” is “As somebody who lives here”" in page
    changing = clerk.get(f"{here}questions/{bus.pk}/").context["form"]
    again = {**good, "options_text": "Each day *\nNever", "saw": changing["saw"].value(), "key": bus.key}
    sent(clerk, f"{here}questions/{bus.pk}/", **again)
    assert "Somebody else changed" in text(sent(clerk, f"{here}questions/{bus.pk}/", 409, **{**again, "text": "Bus?"}))
    bus.refresh_from_db()
    assert bus.options[0] == {"key": "often", "text": "Each day", "counts": True}
    for act in ("copy", "removal"):
        sent(clerk, f"{here}questions/{bus.pk}/{act}/")
    sent(clerk, f"{here}questions/order/", item=survey.questions.first().pk, move="down")
    over = sent(clerk, f"{here}questions/order/", item=survey.questions.filter(page=1).last().pk, over="down")
    assert over.url.startswith(f"{here}questions/#question-") and survey.questions.filter(page=2).exists()
    sent(clerk, f"{here}questions/bank/", bank="equality")
    sent(clerk, f"{here}pages/", **{"page-1": "About you", "page-2": "Buses"})
    survey.refresh_from_db()
    assert survey.page_titles["2"] == "Buses" and survey.questions.filter(is_equality=True).exists()


def test_settings_translation_checklist_and_opening_lead_to_an_open_survey(clerk, made, inside, cast):
    _, survey = made
    by, here = cast.users["clerk"], f"{AT}{survey.pk}/"
    building.add_question(survey, page=1, by=by, kind="one", text="Do you use the bus?", options=YES_NO)
    saw = clerk.get(f"{here}settings/").context["form"]["saw"].value()
    end = timezone.localdate() + datetime.timedelta(days=50)
    when = {"closes_at-day": end.day, "closes_at-month": end.month, "closes_at-year": end.year, "closes_at-time": "5pm"}
    facts = {"title": "Later buses", "who_answers": "open", "basis": "task", "kept_months": 12, "languages": "cy",
             "saw": saw}  # fmt: skip
    past = {**facts, **when, "closes_at-year": 2020, "kept_months": 25}
    assert "must be in the future" in text(sent(clerk, f"{here}settings/", 422, **past))
    sent(clerk, f"{here}settings/", **facts, **when)
    survey.refresh_from_db()
    assert "within 12 months" in survey.privacy and survey.languages == ["cy"]
    saw = clerk.get(f"{here}settings/").context["form"]["saw"].value()
    sent(clerk, f"{here}settings/", **{**facts, **when, "saw": saw, "kept_months": 9, "privacy": survey.privacy})
    survey.refresh_from_db()
    assert "within 9 months" in survey.privacy
    page = text(clerk.get(f"{here}translations/cy/"))
    assert "5 of 5 texts are not translated yet" in page and 'lang="cy"' in page
    assert clerk.get(f"{here}translations/pl/").status_code == 404
    names = ("survey-title", "survey-privacy", "q-do_you_use_the_bus-text", "q-do_you_use_the_bus-options-yes")
    sent(clerk, f"{here}translations/cy/", **dict.fromkeys(names, "Bws"))
    assert "1 of 5 texts" in text(clerk.get(f"{here}translations/cy/"))
    sent(clerk, f"{here}translations/cy/", **dict.fromkeys([*names, "q-do_you_use_the_bus-options-no"], "Bws"))
    assert "Say this in words" in text(sent(clerk, f"{here}checklist/", 422))
    assert "Still to be done" in text(clerk.get(f"{here}opening/"))
    sent(clerk, f"{here}checklist/", **dict.fromkeys(opening.PRINCIPLES, "It is so"))
    assert "Once it is open its questions stand" in text(clerk.get(f"{here}opening/"))
    sent(clerk, f"{here}opening/")
    survey.refresh_from_db()
    assert survey.is_open
    for late in ("settings/", "checklist/", "questions/new/", "opening/"):
        assert clerk.get(here + late).url == here
    assert "Its public page" in text(clerk.get(here)) and "its questions stand" in text(clerk.get(f"{here}questions/"))
    sent(clerk, f"{here}extension/", 422, because="More", **when)
    sent(clerk, f"{here}closing/", because="A mistake in it")
    survey.refresh_from_db()
    assert survey.closed_because == "A mistake in it"


def test_a_preview_goes_through_the_pages_and_keeps_nothing(clerk, made, inside, cast):
    _, survey = made
    by, at = cast.users["clerk"], f"{AT}{survey.pk}/preview/"
    assert "There is no question yet" in text(clerk.get(at))
    building.add_question(survey, page=1, by=by, kind="one", text="Bus?", key="bus", options=YES_NO, is_required=True)
    when = {"question": "bus", "any": ["yes"]}
    building.add_question(survey, page=2, by=by, kind="number", text="How often?", key="often", shown_when=when)
    building.change_survey(survey, by=by, languages=["cy"], words={"cy": {"title": "Bysiau"}})
    first = clerk.get(f"{at}?language=cy")
    assert "Bysiau" in text(first) and 'lang="cy"' in text(first)
    one = {"preview:here": "1", "preview:given": "{}"}
    assert "Select an answer" in text(sent(clerk, at, 422, **one))
    assert "How often?" in text(sent(clerk, at, 200, **one, bus="yes"))
    assert "That is the end" in text(sent(clerk, at, 200, **one, bus="no"))
    two = {"preview:here": "2", "preview:given": '{"bus": "yes"}', "often": "3"}
    assert "That is the end" in text(sent(clerk, at, 200, **two))
    for nonsense in ("[nonsense", "[1]", '{"bus": {"a": [{}]}}', '{"bus": [{}, null]}'):
        assert "Bus?" in text(sent(clerk, at, 200, **{**two, "preview:given": nonsense}))
    assert not survey.responses.exists()


def test_people_are_invited_from_a_file_and_letters_are_made_once(clerk, made, inside, cast):
    _, survey = made
    building.change_survey(survey, by=cast.users["clerk"], who_answers="invited")
    at = f"{AT}{survey.pk}/invitations/"
    wrong = text(sent(clerk, at, 422, addresses="Jo, jo@\nann@example.org\nnobody,,"))
    assert "Line 1: “jo@” is not an email address" in wrong and "“nobody,,”" in wrong and "ann@example.org" in wrong
    assert "at least one email address" in text(sent(clerk, at, 422, addresses=""))
    sent(clerk, at, file=SimpleUploadedFile("who.csv", "name;email\nJö;jo@example.org\n".encode("cp1252")))
    assert "jo@example.org is invited already" in text(sent(clerk, at, 422, addresses="Jo@example.org"))
    table = sent(clerk, f"{at}letters/", 200, names="=Ann", count=1, form="csv")
    assert table["Content-Type"].startswith("text/csv") and "'=Ann" in table.content.decode()
    pdf = sent(clerk, f"{at}letters/", 200, names="Ann", form="pdf")
    with pikepdf.open(io.BytesIO(pdf.content)) as file:
        assert is_tagged(file)
    sent(clerk, f"{at}letters/", 422, names="", form="csv")
    assert "0 of 4 invitations were used" in text(clerk.get(at))
    sent(clerk, f"{at}{survey.invitations.first().pk}/removal/")
    sent(clerk, f"{at}reminders/")
    assert survey.invitations.count() == 3


def test_each_page_asks_little_of_thirty(clerk, made, inside, django_assert_max_num_queries):
    activity, survey = made
    for number in range(30):
        Question.objects.create(survey=survey, locality=survey.locality, key=f"q{number}", kind="one", text="?",
                                options=YES_NO, page=1 + number // 5, position=number)  # fmt: skip
        Survey.objects.create(activity=activity, locality=activity.locality, title=f"Survey {number}")
    here = f"{AT}{survey.pk}/"
    for page in (AT, here, f"{here}questions/", f"{here}questions/new/", f"{here}preview/", f"{here}opening/"):
        with django_assert_max_num_queries(20):
            assert clerk.get(page).status_code == 200
