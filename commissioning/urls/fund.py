"""Addresses of funds and of what is set aside from them."""

from django.urls import path

from commissioning.views import allocation_admin, fund, fund_admin, spend

MANAGE = "manage/money/"
ONE = f"{MANAGE}funds/<int:fund_id>/"
ASIDE = f"{MANAGE}allocations/<int:allocation_id>/"

urlpatterns = [
    path("money/", fund.money, name="money"),
    path("money/spend/", spend.spend, name="spend"),
    path("money/funds/<int:fund_id>/", fund.fund, name="fund"),
    path("money/funds/<int:fund_id>/entries/", fund.fund_entries, name="fund_entries"),
    path("money/allocations/<int:allocation_id>/", fund.allocation, name="allocation"),
    path(MANAGE, fund_admin.manage_money, name="manage_money"),
    path(f"{MANAGE}funds/new/", fund_admin.fund_new, name="fund_new"),
    path(ONE, fund_admin.manage_fund, name="manage_fund"),
    path(f"{ONE}change/", fund_admin.fund_change, name="fund_change"),
    path(f"{ONE}opening/", fund_admin.fund_opening, name="fund_opening"),
    path(f"{ONE}closing/", fund_admin.fund_closing, name="fund_closing"),
    path(f"{ONE}promises/new/", fund_admin.promise_new, name="promise_new"),
    path(f"{ONE}receipts/new/", fund_admin.fund_receipt, name="fund_receipt"),
    path(f"{ONE}giving-back/", fund_admin.fund_giving_back, name="fund_giving_back"),
    path(f"{ONE}year-end/", fund_admin.fund_year_end, name="fund_year_end"),
    path(f"{ONE}allocations/new/", allocation_admin.allocation_new, name="allocation_new"),
    path(
        f"{MANAGE}promises/<int:promise_id>/withdrawal/",
        fund_admin.promise_withdrawal,
        name="promise_withdrawal",
    ),
    path(f"{MANAGE}entries/<int:booking_id>/reversal/", fund_admin.entry_reversal, name="entry_reversal"),
    path(ASIDE, allocation_admin.manage_allocation, name="manage_allocation"),
    path(f"{ASIDE}<slug:step>/", allocation_admin.allocation_move, name="allocation_move"),
]
