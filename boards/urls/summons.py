"""Addresses of summonses and the replies to them."""

from django.urls import path

from boards.views import summons

OF_MEETING = "manage/meetings/<int:meeting_id>/summons/"

urlpatterns = [
    path(OF_MEETING, summons.proof, name="manage_meeting_summons"),
    path(f"{OF_MEETING}sending/", summons.sending, name="manage_meeting_summons_sending"),
    path(f"{OF_MEETING}<int:summons_id>/telling/", summons.telling, name="manage_summons_telling"),
    path(f"{OF_MEETING}<int:summons_id>/answer/", summons.answer, name="manage_summons_answer"),
    path("desk/meetings/<int:meeting_id>/reply/", summons.my_reply, name="my_reply"),
    path("reply/<str:token>/", summons.reply, name="reply"),
]
