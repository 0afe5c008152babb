"""Addresses of foundation."""

from django.urls import path

from foundation.views import correspondent, file, mail

urlpatterns = [
    path("files/<int:file_id>/<str:name>", file.file, name="file"),
    path("manage/correspondents/", correspondent.correspondents, name="correspondents"),
    path("manage/mail/", mail.mail_list, name="mail_list"),
    path("manage/mail/<int:message_id>/", mail.mail_detail, name="mail"),
    path("manage/mail/<int:message_id>/sending/", mail.mail_sending, name="mail_sending"),
]
