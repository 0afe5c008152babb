"""Addresses of what is exempt: its mark, its review, its opening."""

from django.urls import path

from boards.views import exemption

ONE = "manage/exemptions/<int:exemption_id>/"

urlpatterns = [
    path("manage/meetings/<int:meeting_id>/agenda/items/<int:item_id>/exemption/", exemption.item_exemption,
         name="agenda_item_exemption"),
    path("manage/exemptions/", exemption.exemptions, name="exemptions"),
    path(f"{ONE}removal/", exemption.exemption_removal, name="exemption_removal"),
    path(f"{ONE}review/", exemption.exemption_review, name="exemption_review"),
    path(f"{ONE}opening/", exemption.exemption_opening, name="exemption_opening"),
]  # fmt: skip
