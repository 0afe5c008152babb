"""Addresses of what the partners agree on."""

from django.urls import path

from engagement.views import shared_text

MANAGE = "manage/engagement/agreed/"

urlpatterns = [
    path("agreed/", shared_text.agreed_list, name="agreed_list"),
    path("agreed/<int:text_id>/", shared_text.agreed, name="agreed"),
    path("agreed/signatures/<str:token>/", shared_text.agreed_signature, name="agreed_signature"),
    path("my/agreed/<int:signature_id>/", shared_text.my_signature, name="my_signature"),
    path(MANAGE, shared_text.manage_agreed_list, name="manage_agreed_list"),
    path(f"{MANAGE}new/", shared_text.agreed_new, name="agreed_new"),
    path(f"{MANAGE}<int:text_id>/", shared_text.manage_agreed, name="manage_agreed"),
]
