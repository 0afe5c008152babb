"""Addresses of the yearly cycle, and of the sets of priorities that go through it."""

from django.urls import path

from plans.views import cycle, priority_set, serving

MANAGE = "manage/plans/"
SET = f"{MANAGE}sets/<int:set_id>/"

urlpatterns = [
    path(f"{MANAGE}cycles/", cycle.manage_cycles, name="manage_cycles"),
    path(f"{MANAGE}cycles/new/", cycle.cycle_new, name="cycle_new"),
    path(f"{MANAGE}cycles/<int:cycle_id>/change/", cycle.cycle_change, name="cycle_change"),
    path(f"{MANAGE}priorities/", priority_set.manage_priorities, name="manage_priorities"),
    path(f"{MANAGE}boards/<slug:slug>/priorities/new/", priority_set.set_new, name="set_new"),
    path(SET, priority_set.manage_set, name="manage_set"),
    path(f"{SET}order/", priority_set.set_order, name="set_order"),
    path(f"{SET}carrying-over/", priority_set.set_carrying, name="set_carrying"),
    path(f"{SET}submission/", priority_set.set_submission, name="set_submission"),
    path(f"{SET}sharing/", priority_set.set_sharing, name="set_sharing"),
    path(f"{SET}agreement/", priority_set.set_agreement, name="set_agreement"),
    path(f"{SET}delivery/", priority_set.set_delivery, name="set_delivery"),
    path(f"{SET}versions/new/", priority_set.set_version, name="set_version"),
    path(f"{SET}withdrawal/", priority_set.set_withdrawal, name="set_withdrawal"),
    path(f"{SET}business/", serving.set_business, name="set_business"),
    path(f"{MANAGE}items/<int:item_id>/", serving.item_priorities, name="item_priorities"),
]
