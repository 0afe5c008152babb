"""Addresses of the rules of money, and of the years of a fund."""

from django.urls import path

from commissioning.views import levy, rules

BOOK = "manage/money/rules/"

urlpatterns = [
    path("money/funds/<int:fund_id>/years/<int:money_year>/", levy.fund_year, name="fund_year"),
    path("manage/money/funds/<int:fund_id>/levy/<int:money_year>/", levy.levy_year, name="levy_year"),
    path(BOOK, rules.money_rules, name="money_rules"),
    path(f"{BOOK}partnership/", rules.money_rules_change, name="money_rules_usual"),
    path(f"{BOOK}<int:locality_id>/", rules.money_rules_change, name="money_rules_change"),
    path(f"{BOOK}<int:locality_id>/removal/", rules.money_rules_removal, name="money_rules_removal"),
]
