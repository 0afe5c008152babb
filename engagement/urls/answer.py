"""Addresses at which the public answers surveys, and officers look after what came in."""

from django.urls import path

from engagement.views import answer, answering, answers

SURVEY = "surveys/<int:survey_id>/"
LINK = f"{SURVEY}answer/<str:token>/"
MANAGE = f"manage/engagement/{SURVEY}answers/"
ONE = "manage/engagement/answers/<int:answer_id>/"

urlpatterns = [
    path(SURVEY, answering.survey, name="survey"),
    path(f"{SURVEY}invited/<str:token>/", answering.survey_invited, name="survey_invited"),
    path(f"{SURVEY}thanks/", answering.survey_thanks, name="survey_thanks"),
    path(LINK, answer.answer, name="answer"),
    path(f"{LINK}<int:page>/", answer.answer_page, name="answer_page"),
    path(f"{LINK}check/", answer.answer_check, name="answer_check"),
    path(f"{LINK}later/", answering.answer_later, name="answer_later"),
    path(MANAGE, answers.survey_answers, name="survey_answers"),
    path(f"{MANAGE}new/", answers.survey_answer_new, name="survey_answer_new"),
    path(ONE, answers.survey_answer, name="survey_answer"),
    path(f"{ONE}setting-aside/", answers.survey_answer_setting_aside, name="survey_answer_setting_aside"),
    path(f"{ONE}counting/", answers.survey_answer_counting, name="survey_answer_counting"),
]
