"""Addresses of the meeting as it goes on."""

from django.urls import path

from boards.views import attendance, deciding, entry, exclusion, live

AT = "manage/meetings/<int:meeting_id>/live/"
ITEM = f"{AT}items/<int:item_id>/"
ONE = f"{ITEM}outcomes/<int:key>/"

urlpatterns = [
    path(AT, live.live, name="live"),
    path(f"{AT}opening/", live.live_opening, name="live_opening"),
    path(f"{AT}closing/", live.live_closing, name="live_closing"),
    path(f"{AT}urgent/", live.live_urgent, name="live_urgent"),
    path(f"{AT}roll/", attendance.live_roll, name="live_roll"),
    path(f"{AT}people/", attendance.live_people, name="live_people"),
    path(f"{AT}people/<int:key>/", attendance.live_mark, name="live_mark"),
    path(ITEM, live.live, name="live_item"),
    path(f"{ITEM}start/", live.live_start, name="live_start"),
    path(f"{ITEM}notes/", live.live_notes, name="live_notes"),
    path(ONE, deciding.live_outcome, name="live_outcome"),
    path(f"{ONE}reopening/", deciding.live_reopening, name="live_reopening"),
    path(f"{ONE}support/", deciding.live_support, name="live_support"),
    path(f"{ONE}positions/", deciding.live_positions, name="live_positions"),
    path(f"{ONE}positions/<int:position>/withdrawal/", deciding.live_withdrawal, name="live_withdrawal"),
    path(f"{ONE}vote/", deciding.live_vote, name="live_vote"),
    path(f"{ONE}vote/removal/", deciding.live_vote_removal, name="live_vote_removal"),
    path(f"{ONE}rework/", deciding.live_rework, name="live_rework"),
    path(f"{ITEM}exclusion/", exclusion.live_exclusion, name="live_exclusion"),
    path(f"{ITEM}exclusion/removal/", exclusion.live_exclusion_removal, name="live_exclusion_removal"),
    path(f"{ITEM}proposals/", entry.live_proposals, name="live_proposals"),
    path(f"{ITEM}<str:noun>s/", entry.live_entries, name="live_entries"),
    path(f"{ITEM}<str:noun>s/<int:key>/", entry.live_entry, name="live_entry"),
    path(f"{ITEM}<str:noun>s/<int:key>/removal/", entry.live_removal, name="live_removal"),
]
