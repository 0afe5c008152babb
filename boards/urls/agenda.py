"""Addresses of the agenda in draft and of what members propose for it."""

from django.urls import path

from boards.views import agenda, concern, ward_notice

AGENDA = "manage/meetings/<int:meeting_id>/agenda/"

urlpatterns = [
    path(AGENDA, agenda.agenda, name="manage_meeting_agenda"),
    path(f"{AGENDA}start/", agenda.start, name="agenda_start"),
    path(f"{AGENDA}order/", agenda.order, name="agenda_order"),
    path(f"{AGENDA}items/<int:item_id>/", agenda.item, name="agenda_item"),
    path(f"{AGENDA}items/<int:item_id>/removal/", agenda.removal, name="agenda_item_removal"),
    path(f"{AGENDA}items/<int:item_id>/restoration/", agenda.restoration, name="agenda_item_restoration"),
    path(f"{AGENDA}items/<int:item_id>/report/", agenda.item_report, name="agenda_item_report"),
    path(f"{AGENDA}deferred/<int:recommendation_id>/", agenda.put_again, name="agenda_put_again"),
    path(f"{AGENDA}items/<int:item_id>/concerns/", concern.item_concerns, name="item_concerns"),
    path("manage/boards/<slug:slug>/business/", concern.board_business, name="board_business"),
    path(f"{AGENDA}items/<int:item_id>/places/", ward_notice.places, name="agenda_item_places"),
    path("manage/meetings/<int:meeting_id>/wards/", ward_notice.wards, name="manage_meeting_wards"),
    path(f"{AGENDA}proposals/<int:proposal_id>/acceptance/", agenda.acceptance, name="proposal_acceptance"),
    path(f"{AGENDA}proposals/<int:proposal_id>/refusal/", agenda.refusal, name="proposal_refusal"),
    path("meetings/<int:meeting_id>/propose/", agenda.propose, name="propose_item"),
]
