"""Addresses of what the public puts to meetings."""

from django.urls import path

from boards.views import asking, question

MEETING = "meetings/<int:meeting_id>/questions/"
MANAGE = "manage/questions/<int:question_id>/"
LINK = "questions/<str:token>/"

urlpatterns = [
    path(MEETING, asking.questions, name="questions"),
    path(f"{MEETING}new/", asking.question_new, name="question_new"),
    path(f"{MEETING}sent/", asking.question_sent, name="question_sent"),
    path(LINK, asking.question, name="question"),
    path(f"{LINK}confirmation/", asking.question_confirmation, name="question_confirmation"),
    path(f"{LINK}withdrawal/", asking.question_withdrawal, name="question_withdrawal"),
    path(f"{LINK}words/", asking.question_words, name="question_words"),
    path(f"manage/{MEETING}", question.manage_questions, name="manage_questions"),
    path(f"manage/{MEETING}new/", question.manage_question_new, name="manage_question_new"),
    path(MANAGE, question.manage_question, name="manage_question"),
    path(f"{MANAGE}acceptance/", question.question_acceptance, name="question_acceptance"),
    path(f"{MANAGE}change/", question.question_change, name="question_change"),
    path(f"{MANAGE}refusal/", question.question_refusal, name="question_refusal"),
    path(f"{MANAGE}answer/", question.question_answer, name="question_answer"),
    path(f"{MANAGE}answer/withdrawal/", question.question_answer_withdrawal, name="question_answer_withdrawal"),
    path(f"{MANAGE}publication/", question.question_publication, name="question_publication"),
]
