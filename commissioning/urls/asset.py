"""Addresses of land and buildings."""

from django.urls import path

from commissioning.views import asset, asset_admin

MANAGE = "manage/assets/"
ONE = f"{MANAGE}<int:asset_id>/"

urlpatterns = [
    path("assets/", asset.assets, name="assets"),
    path("assets/map/", asset.assets_map, name="assets_map"),
    path("assets/rooms/", asset.rooms_to_share, name="rooms_to_share"),
    path("assets/<int:asset_id>/", asset.asset, name="asset"),
    path(MANAGE, asset_admin.manage_assets, name="manage_assets"),
    path(f"{MANAGE}new/", asset_admin.asset_new, name="asset_new"),
    path(ONE, asset_admin.manage_asset, name="manage_asset"),
    path(f"{ONE}change/", asset_admin.asset_change, name="asset_change"),
    path(f"{ONE}leaving/", asset_admin.asset_leaving, name="asset_leaving"),
    path(f"{ONE}users/new/", asset_admin.occupier_new, name="occupier_new"),
    path(f"{MANAGE}users/<int:occupier_id>/ending/", asset_admin.occupier_ending, name="occupier_ending"),
    path(f"{ONE}rooms/new/", asset_admin.room_new, name="room_new"),
    path(f"{MANAGE}rooms/<int:offer_id>/change/", asset_admin.room_change, name="room_change"),
    path(f"{MANAGE}rooms/<int:offer_id>/withdrawal/", asset_admin.room_withdrawal, name="room_withdrawal"),
]
