"""Building a survey: questions in order, conditions, translations, opening, invitations."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from engagement import (
    asking,
    building,
    counting,
    forgetting_answers,
    inviting,
    opening,
    optioning,
    starting,
    translating,
)
from engagement.models import Activity, Audience, Question, Response, Survey, SurveyInvitation
from foundation.models import Act

FAIR = dict.fromkeys(opening.PRINCIPLES, "It is so.")
YES_NO = [{"key": "yes", "text": "Yes"}, {"key": "no", "text": "No"}]


def set_stage(cast):
    today = timezone.localdate()
    activity = Activity.objects.create(
        locality=cast.locality, owner=cast.organisations["district"], kind="survey", title="Buses", about="A later bus",
        level="consult", starts_on=today, ends_on=today, published_at=timezone.now(),
    )  # fmt: skip
    by = cast.users["clerk"]
    survey = starting.start_from_banks(activity, [], title="Later buses", by=by)
    bus = building.add_question(survey, page=1, by=by, kind="one", text="Do you use the bus?", options=YES_NO)
    when = {"question": bus.key, "any": ["yes"]}
    often = building.add_question(survey, page=2, by=by, kind="number", text="How often?", shown_when=when)
    why = building.add_question(survey, page=2, by=by, kind="long", text="Why?", hint="In your own words")
    return survey, bus, often, why


@pytest.fixture
def stage(cast, inside, made):
    return (*made, cast.users["clerk"])


def ready(survey, by, weeks=8, **facts):
    closes_at = timezone.now() + datetime.timedelta(weeks=weeks, hours=1)
    building.change_survey(survey, by=by, closes_at=closes_at, privacy="We keep it.", **facts)
    return opening.confirm(survey, by=by, **FAIR)


def order_of(survey):
    return [(q.page, q.position, q.key) for q in survey.questions.all()]


def refused(act, *args, **kwargs):
    with pytest.raises(ValidationError) as found, transaction.atomic():
        act(*args, **kwargs)
    return " ".join(found.value.messages)


def test_questions_are_moved_copied_and_removed_unless_another_depends_on_them(stage):
    survey, bus, often, why, by = stage
    assert order_of(survey) == [(1, 0, "do_you_use_the_bus"), (2, 0, "how_often"), (2, 1, "why")]
    building.step_question(why, down=False, by=by)
    assert [key for *_, key in order_of(survey)] == ["do_you_use_the_bus", "why", "how_often"]
    assert "must come after" in refused(building.change_question, bus, by=by, page=2)
    assert "depends" not in refused(building.remove_question, bus, by=by)
    gone = refused(building.change_question, bus, by=by, options=[{"key": "no", "text": "No"}, *YES_NO[:0]])
    assert "no longer in its list" in gone and "two answers" in gone
    copy = building.copy_question(often, by=by)
    assert (copy.key, copy.shown_when) == ("how_often_2", {"question": bus.key, "any": ["yes"]})
    building.step_question(why, down=False, by=by)  # from the second page to the end of the first
    building.title_pages(survey, {1: "First", 2: "Second"}, by=by)
    building.remove_question(often, by=by)
    building.remove_question(copy, by=by)
    survey.refresh_from_db()
    assert order_of(survey) == [(1, 0, bus.key), (1, 1, "why")] and survey.page_titles == {"1": "First"}
    building.step_question(why, down=True, by=by)
    building.place_question(why, to=9, by=by)
    assert order_of(survey)[1] == (2, 0, "why")
    assert "Somebody removed" in refused(building.copy_question, often, by=by)


def test_conditions_that_cannot_hold_are_refused_in_words(stage):
    survey, bus, _, why, by = stage
    when = {"question": "why", "any": ["x"]}
    assert "takes no answers from a list" in refused(building.add_question, survey, page=2, by=by, kind="short",
                                                     text="So?", shown_when=when)  # fmt: skip
    itself = {"question": bus.key, "any": ["yes"]}
    assert "itself" in refused(building.change_question, bus, by=by, shown_when=itself)
    other = {"question": "nothing", "any": ["yes"]}
    assert "no longer there" in refused(building.change_question, why, by=by, shown_when=other)
    assert "have the name" in refused(building.change_question, why, by=by, key=bus.key)
    assert "word of the page itself" in refused(building.change_question, why, by=by, key="later")
    starting.add_bank(survey, "equality", by=by)
    apart = {"question": "carer", "any": ["a"]}
    told = refused(building.add_question, survey, page=9, by=by, kind="short", text="Whom?", shown_when=apart)
    assert "kept apart" in told
    needed = {"kind": "one", "text": "Old?", "options": YES_NO, "is_equality": True, "is_required": True}
    assert "made to answer" in refused(building.add_question, survey, page=9, by=by, **needed)
    assert "already" in refused(starting.add_bank, survey, "equality", by=by)


def test_an_answer_of_a_list_keeps_its_key_when_its_words_change_or_it_moves():
    before = optioning.read("Very good *\nGood\n\nBad", [], marks=True)
    assert [(row["key"], row.get("counts")) for row in before] == [("very_good", True), ("good", None), ("bad", None)]
    after = optioning.read("Excellent *\nGood\nFair\nBad", before, marks=True)
    assert [row["key"] for row in after] == ["very_good", "good", "fair", "bad"]
    moved = optioning.read("Bad\nVery good\nGood", before)
    assert [row["key"] for row in moved] == ["bad", "very_good", "good"]
    assert optioning.written(before) == "Very good *\nGood\nBad"
    for text, words in (("A\na", "twice"), ("x" * 201, "200"), ("\n".join(map(str, range(61))), "60 lines")):
        with pytest.raises(ValidationError, match=words):
            optioning.read(text, [])


def test_a_survey_opens_when_all_is_said_and_its_questions_stand_in_the_database_too(stage, mails):
    survey, bus, often, _, by = stage
    words = " ".join(need.words for need in opening.needs(survey))
    assert all(part in words for part in ("closing date", "privacy notice", "Not confirmed"))
    survey = ready(survey, by, weeks=3, languages=["cy"])
    told = refused(opening.open_survey, survey, by=by)
    assert "3 weeks to answer; the rule is 6" in told and "Welsh: 8 of its texts" in told
    opening.confirm(survey, by=by, time_because="A short question")
    texts = {part.name: f"{part.english} (cy)" for part in translating.missing(survey, "cy")}
    assert len(translating.translate(survey, "cy", dict(list(texts.items())[:-1]), by=by)) == 1
    assert translating.translate(survey, "cy", texts, by=by) == []
    survey = opening.open_survey(survey, by=by)
    assert survey.is_open and survey.least_age is None and survey.checklist["weeks_needed"] == 6
    assert timezone.localdate(survey.closes_at) == Activity.objects.get(pk=survey.activity_id).ends_on
    [page, *_] = asking.pages(survey, {}, "cy")
    assert page.questions[0].options[0]["text"] == "Yes (cy)"
    assert "Its questions stand" in refused(building.copy_question, bus, by=by).replace("its q", "Its q")
    bus.refresh_from_db()
    bus.text = "Otherwise?"
    for change in (bus.save, bus.delete, Question(survey=survey, key="x", kind="short", text="?").save):
        with pytest.raises(DatabaseError, match="its questions stand"), transaction.atomic():
            change()
    Question.objects.filter(pk=often.pk).update(locality=None)  # its place may change with the survey's
    assert Act.objects.filter(verb="opened the survey").exists()


def test_an_open_survey_is_given_more_time_for_a_reason_and_closes_early_for_one_or_by_the_clock(stage):
    survey, *_, by = stage
    ready(survey, by)
    survey = opening.open_survey(survey, by=by)
    later = survey.closes_at + datetime.timedelta(days=7)
    assert "later than" in refused(opening.extend, survey, closes_at=timezone.now(), because="?", by=by)
    survey = opening.extend(survey, closes_at=later, because="The post was late", by=by)
    assert survey.closes_at == later and survey.activity.ends_on == timezone.localdate(later)
    assert "Say why" in refused(opening.close, survey, by=by)
    assert opening.close_due() == 0
    type(survey).objects.filter(pk=survey.pk).update(closes_at=timezone.now())
    assert opening.close_due() == 1
    survey.refresh_from_db()
    assert survey.closed_at and survey.closed_by is None
    assert "The clock did so on" in refused(opening.close, survey, by=by, because="Again")
    survey.refresh_from_db()
    assert survey.closed_because == ""
    assert "that is open" in refused(opening.extend, survey, closes_at=later, because="?", by=by)


def test_children_are_heard_through_organisations_and_whoever_consents_is_old_enough(stage, cast):
    survey, *_, by = stage
    young = Audience.objects.create(key="young", name="Young people", through_organisations=True)
    survey.activity.audience_links.create(audience=young, locality=cast.locality)
    ready(survey, by)
    assert "through organisations" in refused(opening.open_survey, survey, by=by)
    building.change_survey(survey, by=by, who_answers="invited", basis="consent")
    assert "Nobody is invited" in refused(opening.open_survey, survey, by=by)
    inviting.make_letters(survey, ["Vale School"], by=by)
    survey.refresh_from_db()
    assert opening.open_survey(survey, by=by).least_age == 13


def test_a_wave_asks_what_is_compared_in_the_same_words_and_the_rest_as_it_likes(stage):
    survey, *_, by = stage
    assert "opened" in refused(starting.start_wave, survey, survey.activity, title="2", wave="2", by=by)
    starting.add_bank(survey, "outcomes", by=by)
    ready(survey, by)
    survey = opening.open_survey(survey, by=by)
    wave = starting.start_wave(survey, survey.activity, title="Later buses", wave="Autumn", by=by)
    assert order_of(wave) == order_of(survey) and (wave.wave_of, wave.closes_at) == (survey, None)
    compared, free = wave.questions.get(key="satisfied_county"), wave.questions.get(key="why")
    for act in (building.change_question, building.remove_question):
        assert "as it was asked then" in refused(act, compared, by=by)
    for change in ({"text": "How glad are you?"}, {"is_compared": False}):
        with pytest.raises(DatabaseError, match="as it was asked then"), transaction.atomic():
            wave.questions.filter(pk=compared.pk).update(**change)
    building.change_question(free, by=by, text="Why is that?")
    copy = starting.copy_survey(survey, survey.activity, title="Another", by=by)
    assert copy.wave_of is None and "compares" not in refused(starting.add_bank, copy, "outcomes", by=by)
    assert "banks" not in copy.title and copy.questions.count() == survey.questions.count()
    building.remove_survey(copy, by=by)
    assert "stand" in refused(building.remove_survey, survey, by=by)


def test_people_are_invited_once_by_mail_or_letter_and_an_invitation_is_used_once(stage, mails):
    survey, *_, by = stage
    told = refused(inviting.read, "Name,Email\nJo,jo@example.org\nnonsense\nJO@example.org\n")
    assert "Line 3" in told and "twice, first on line 2" in told and "Line 4" in told
    people = inviting.read('"Field, Jo" <jo@example.org>\nann@example.org;Ann\n\n')
    assert [email for _, email in people] == ["jo@example.org", "ann@example.org"]
    assert "Anybody may answer" in refused(inviting.invite, survey, people, by=by)
    ready(survey, by, who_answers="invited")
    inviting.invite(survey, people, by=by)
    assert "invited already" in refused(inviting.invite, survey, people, by=by)
    assert inviting.send_owed(survey) == 0
    survey = opening.open_survey(survey, by=by)
    assert inviting.owed() == [survey.pk]
    assert (inviting.send_owed(survey), inviting.send_owed(survey)) == (2, 0)
    sent = mails(template="survey_invitation")
    jo = SurveyInvitation.objects.get(email="jo@example.org")
    assert inviting.path(survey, inviting.token_of(jo)) in sent[0].body_text
    [(_, code)] = inviting.make_letters(survey, [""], by=by)
    letter = inviting.find(code.lower().replace("-", " "))
    assert letter.email == "" and inviting.find("nonsense") is None
    inviting.use(letter)
    assert "used already" in refused(inviting.use, letter)
    assert "so it stays" in refused(inviting.take_back, letter, by=by)
    assert {f.name for f in SurveyInvitation._meta.get_fields() if f.is_relation} == {
        "survey",
        "locality",
        "partnership",
    }
    assert inviting.remind(survey, by=by) == 0  # both had theirs today
    SurveyInvitation.objects.update(sent_on=timezone.localdate() - datetime.timedelta(days=3))
    inviting.take_back(SurveyInvitation.objects.get(email="ann@example.org"), by=by)
    assert inviting.remind(survey, by=by) == 1
    assert [mail.to_address for mail in mails(template="survey_reminder")] == ["jo@example.org"]


def test_single_answers_and_who_was_invited_are_deleted_when_their_months_are_over(stage):
    survey, *_, by = stage
    ready(survey, by, who_answers="invited", kept_months=6)
    inviting.make_letters(survey, ["Ann"], by=by)
    survey = opening.open_survey(survey, by=by)
    Response.objects.create(survey=survey, locality=survey.locality, answers={"why": "Late"}, sent_at=timezone.now())
    opening.close(survey, by=by, because="Enough")
    long_ago = timezone.now() - datetime.timedelta(days=185)
    Survey.objects.filter(pk=survey.pk).update(closed_at=long_ago)
    assert forgetting_answers.forget() == 0  # not counted yet
    result = counting.count(survey)
    Survey.objects.filter(pk=survey.pk).update(kept_months=7)
    assert forgetting_answers.forget() == 0
    Survey.objects.filter(pk=survey.pk).update(kept_months=6)
    assert (forgetting_answers.forget(), forgetting_answers.forget()) == (1, 0)
    assert not survey.responses.exists() and not survey.invitations.exists()
    assert counting.count(survey).content == result.content and counting.owed() == []
    survey.refresh_from_db()
    assert survey.forgotten_on and survey.questions.count() == 3
