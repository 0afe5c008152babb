"""Addresses of challenges to providers and of their plans."""

from django.urls import path

from engagement.views import challenge, challenging

MANAGE = "manage/engagement/challenges/"
ONE = f"{MANAGE}<int:challenge_id>/"

urlpatterns = [
    path("challenges/", challenge.challenges, name="challenges"),
    path("challenges/plans/", challenge.delivery_plans, name="delivery_plans"),
    path("challenges/<int:challenge_id>/", challenge.challenge, name="challenge"),
    path("challenges/answer/<str:token>/", challenge.answer_by_link, name="challenge_respond"),
    path(MANAGE, challenging.manage_challenges, name="manage_challenges"),
    path("manage/engagement/boards/<slug:slug>/plans/new/", challenging.plan_new, name="delivery_plan_new"),
    path("manage/engagement/boards/<slug:slug>/challenges/new/", challenging.new, name="challenge_new"),
    path(ONE, challenging.manage_challenge, name="manage_challenge"),
    path(f"{ONE}change/", challenging.change, name="challenge_change"),
    path(f"{ONE}removal/", challenging.removal, name="challenge_removal"),
    path(f"{ONE}sending/", challenging.sending, name="challenge_sending"),
    path(f"{ONE}link/", challenging.link, name="challenge_link"),
    path(f"{ONE}answer/", challenging.answer, name="challenge_answer"),
    path(f"{ONE}judgement/", challenging.judgement, name="challenge_judgement"),
    path(f"{ONE}again/", challenging.again, name="challenge_again"),
    path(f"{ONE}escalation/", challenging.escalation, name="challenge_escalation"),
    path(f"{ONE}closing/", challenging.closing, name="challenge_closing"),
]
