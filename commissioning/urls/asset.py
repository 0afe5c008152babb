"""Addresses of land and buildings."""

from django.urls import path

from commissioning.views import asset, asset_admin, community_value, transfer

MANAGE = "manage/assets/"
ONE = f"{MANAGE}<int:asset_id>/"

urlpatterns = [
    path("assets/", asset.assets, name="assets"),
    path("assets/map/", asset.assets_map, name="assets_map"),
    path("assets/rooms/", asset.rooms_to_share, name="rooms_to_share"),
    path("assets/community-value/", community_value.community_value, name="community_value"),
    path("assets/transfers/<int:transfer_id>/", transfer.transfer, name="transfer"),
    path("assets/interests/<str:token>/", transfer.transfer_mine, name="transfer_mine"),
    path("assets/interests/<str:token>/withdrawal/", transfer.transfer_withdrawal, name="transfer_withdrawal"),
    path("assets/<int:asset_id>/interest/", transfer.interest_new, name="asset_interest"),
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
    path(f"{MANAGE}transfers/<int:transfer_id>/", transfer.manage_transfer, name="manage_transfer"),
    path(f"{MANAGE}transfers/<int:transfer_id>/opening/", transfer.transfer_opening, name="transfer_opening"),
    path(f"{MANAGE}transfers/<int:transfer_id>/steps/new/", transfer.transfer_step, name="transfer_step"),
    path(f"{ONE}nominations/new/", community_value.listing_new, name="listing_new"),
    path(f"{MANAGE}listings/<int:listing_id>/decision/", community_value.listing_decision, name="listing_decision"),
    path(f"{MANAGE}listings/<int:listing_id>/removal/", community_value.listing_removal, name="listing_removal"),
    path(f"{MANAGE}listings/<int:listing_id>/notices/new/", community_value.disposal_new, name="disposal_new"),
    path(f"{MANAGE}notices/<int:disposal_id>/bid/", community_value.disposal_bid, name="disposal_bid"),
]
