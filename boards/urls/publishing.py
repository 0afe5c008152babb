"""Addresses of publication, the pack, the chair's agreement and withdrawal."""

from django.urls import path

from boards.views import publishing, redaction

MEETING = "manage/meetings/<int:meeting_id>/"

urlpatterns = [
    path(f"{MEETING}publication/", publishing.publication, name="manage_meeting_publication"),
    path(f"{MEETING}pack/", publishing.pack, name="manage_meeting_pack"),
    path(f"{MEETING}pack/retry/", publishing.pack_retry, name="manage_meeting_pack_retry"),
    path(f"{MEETING}draft-pack/", publishing.draft_pack, name="manage_meeting_draft_pack"),
    path(f"{MEETING}draft-pack/request/", publishing.draft_pack_request, name="manage_meeting_draft_pack_request"),
    path(f"{MEETING}draft-pack.pdf", publishing.draft_pack_pdf, name="manage_meeting_draft_pack_pdf"),
    path(f"{MEETING}papers/", publishing.papers, name="manage_meeting_papers"),
    path(f"{MEETING}papers/<slug:slug>/redaction/", redaction.redaction, name="manage_meeting_redaction"),
    path(f"{MEETING}papers/<slug:slug>/withdrawal/", publishing.withdrawal, name="manage_meeting_withdrawal"),
]
