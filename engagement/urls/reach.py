"""Addresses of who took part against who lives there."""

from django.urls import path

from engagement.views import reach

HERE = "manage/engagement/reach/"

urlpatterns = [
    path("have-your-say/reach/", reach.reach, name="reach"),
    path(HERE, reach.manage_reach, name="manage_reach"),
    path(f"{HERE}shares/", reach.group_shares, name="group_shares"),
    path(f"{HERE}shares/new/", reach.group_share_new, name="group_share_new"),
    path(f"{HERE}shares/import/", reach.group_shares_import, name="group_shares_import"),
    path(f"{HERE}shares/<int:share_id>/", reach.group_share_change, name="group_share_change"),
]
