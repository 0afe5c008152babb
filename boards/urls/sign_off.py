"""Addresses of sign-offs: the chain of a board, what officers follow, and where a signer answers."""

from django.urls import path

from boards.views import sign_off, sign_off_step, signing

CHAIN = "manage/boards/<slug:slug>/sign-offs/"
REPORT = "manage/reports/<int:report_id>/sign-offs/"

urlpatterns = [
    path(CHAIN, sign_off_step.steps, name="sign_off_steps"),
    path(f"{CHAIN}usual/", sign_off_step.usual, name="sign_off_usual"),
    path(f"{CHAIN}order/", sign_off_step.order_of_steps, name="sign_off_order"),
    path(f"{CHAIN}new/", sign_off_step.step, name="sign_off_step_new"),
    path(f"{CHAIN}<int:step_id>/", sign_off_step.step, name="sign_off_step"),
    path(f"{CHAIN}<int:step_id>/removal/", sign_off_step.removal, name="sign_off_step_removal"),
    path("manage/meetings/<int:meeting_id>/sign-offs/", sign_off.of_meeting, name="manage_sign_offs"),
    path(REPORT, sign_off.of_report, name="report_sign_offs"),
    path(f"{REPORT}start/", sign_off.start, name="report_sign_off_start"),
    path(f"{REPORT}<int:step_id>/", sign_off.signer, name="report_signer"),
    path("sign/thanks/", signing.thanks, name="sign_thanks"),
    path("sign/<str:token>/", signing.by_link, name="sign"),
    path("sign/<str:token>/files/<int:file_id>/", signing.file_by_link, name="sign_file"),
    path("desk/sign-offs/<int:sign_off_id>/", signing.mine, name="my_sign_off"),
    path("desk/sign-offs/<int:sign_off_id>/files/<int:file_id>/", signing.my_file, name="my_sign_off_file"),
]
