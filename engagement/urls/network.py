"""Addresses of the network of leaders and champions."""

from django.urls import path

from engagement.views import network

LINK = "network/members/<str:token>/"
MANAGE = "manage/engagement/network/"

urlpatterns = [
    path("network/", network.network, name="network"),
    path("network/join/", network.network_join, name="network_join"),
    path("network/sent/", network.network_sent, name="network_sent"),
    path(LINK, network.network_membership, name="network_membership"),
    path(f"{LINK}confirmation/", network.network_confirmation, name="network_confirmation"),
    path(f"{LINK}leaving/", network.network_leaving, name="network_leaving"),
    path(f"{LINK}unlisting/", network.network_unlisting, name="network_unlisting"),
    path(MANAGE, network.manage_network, name="manage_network"),
    path(f"{MANAGE}<int:network_id>/acceptance/", network.network_acceptance, name="network_acceptance"),
    path(f"{MANAGE}<int:network_id>/refusal/", network.network_refusal, name="network_refusal"),
]
