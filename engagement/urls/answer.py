"""Addresses at which the public answers surveys, and officers look after what came in."""

from django.urls import path

from engagement.views import answer, answering

SURVEY = "surveys/<int:survey_id>/"
LINK = f"{SURVEY}answer/<str:token>/"

urlpatterns = [
    path(SURVEY, answering.survey, name="survey"),
    path(f"{SURVEY}invited/<str:token>/", answering.survey_invited, name="survey_invited"),
    path(f"{SURVEY}thanks/", answering.survey_thanks, name="survey_thanks"),
    path(LINK, answer.answer, name="answer"),
    path(f"{LINK}<int:page>/", answer.answer_page, name="answer_page"),
    path(f"{LINK}check/", answer.answer_check, name="answer_check"),
    path(f"{LINK}later/", answering.answer_later, name="answer_later"),
]
