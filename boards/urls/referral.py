"""Addresses of referrals."""

from django.urls import path

from boards.views import referral, referring, responding

manage = "manage/referrals/"
one = f"{manage}<int:referral_id>/"

urlpatterns = [
    path("referrals/", referral.referrals, name="referrals"),
    path("referrals/<int:referral_id>/", referral.referral, name="referral"),
    path("respond/<str:token>/", responding.by_link, name="respond"),
    path(manage, referral.manage_referrals, name="manage_referrals"),
    path("manage/boards/<slug:slug>/referrals/new/", referring.new, name="referral_new"),
    path("manage/boards/<slug:slug>/referrals/received/", referring.received, name="referral_received"),
    path(one, referral.manage_referral, name="manage_referral"),
    path(f"{one}change/", referring.change, name="referral_change"),
    path(f"{one}removal/", referring.removal, name="referral_removal"),
    path(f"{one}sending/", referring.sending, name="referral_sending"),
    path(f"{one}link/", referring.link, name="referral_link"),
    path(f"{one}withdrawal/", referring.withdrawal, name="referral_withdrawal"),
    path(f"{one}answer/", responding.answer, name="referral_answer"),
    path(f"{one}return/", responding.to_meeting, name="referral_return"),
]
