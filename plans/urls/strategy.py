"""Addresses of strategies and their aims."""

from django.urls import path

from plans.views import orphan, strategy, strategy_admin

MANAGE = "manage/plans/strategies/"

urlpatterns = [
    path("strategies/", strategy.strategies, name="strategies"),
    path("strategies/<int:strategy_id>/", strategy.strategy, name="strategy"),
    path(MANAGE, strategy_admin.manage_strategies, name="manage_strategies"),
    path(f"{MANAGE}new/", strategy_admin.strategy_new, name="strategy_new"),
    path(f"{MANAGE}aims-of-locality-working/", strategy_admin.locality_aims, name="locality_aims"),
    path(f"{MANAGE}<int:strategy_id>/", strategy_admin.manage_strategy, name="manage_strategy"),
    path(f"{MANAGE}<int:strategy_id>/change/", strategy_admin.strategy_change, name="strategy_change"),
    path(f"{MANAGE}<int:strategy_id>/publication/", strategy_admin.strategy_publication, name="strategy_publication"),
    path(f"{MANAGE}<int:strategy_id>/ending/", strategy_admin.strategy_ending, name="strategy_ending"),
    path(f"{MANAGE}<int:strategy_id>/order/", strategy_admin.aims_order, name="aims_order"),
    path(f"{MANAGE}<int:strategy_id>/aims/new/", strategy_admin.aim_new, name="aim_new"),
    path(f"{MANAGE}aims/<int:aim_id>/change/", strategy_admin.aim_change, name="aim_change"),
    path(f"{MANAGE}aims/<int:aim_id>/ending/", strategy_admin.aim_ending, name="aim_ending"),
    path("manage/plans/orphans/", orphan.orphans, name="orphans"),
    path("manage/plans/orphans/table.csv", orphan.orphans_csv, name="orphans_csv"),
]
