"""The level of devolution of a locality: one at a time, since when and by which decision (C24)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils import timezone

from boards import devolving
from boards.models import Devolution
from tests.localities.test_people import days

TODAY = timezone.localdate
LEVEL = {"level": "Devolved budget", "authority": "County Council, minute 12", "about": "£20,000 a year"}


def path(cast) -> str:
    return f"/manage/devolution/{cast.locality.pk}/"


def test_an_administrator_records_the_level_and_everybody_reads_since_when_and_by_what(inside):
    answer = inside.client("admin").post(path(inside), {**LEVEL, **days("starts_on", datetime.date(2026, 4, 1))})
    assert answer.status_code == 302, answer.content.decode()
    page = inside.client().get(inside.locality.get_absolute_url()).content.decode()
    for words in ("Devolved budget", "1 April 2026", "County Council, minute 12", "£20,000 a year"):
        assert words in page


def test_a_new_level_ends_the_one_before(inside):
    admin, start = inside.users["admin"], TODAY() - datetime.timedelta(days=90)
    devolving.place(inside.locality, level="Consulted", authority="Cabinet", starts_on=start, by=admin)
    devolving.place(inside.locality, level="Devolved budget", authority="Cabinet", starts_on=TODAY(), by=admin)
    found = devolving.of_places([inside.locality])[inside.locality.pk]
    assert [row.level for row in found["now"]] == ["Devolved budget"]
    assert found["before"][0].ends_on == TODAY() - datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="It must be after"):
        devolving.place(inside.locality, level="Informed", authority="Cabinet", starts_on=start, by=admin)


@pytest.mark.parametrize(
    "wrong", [{"level": "King"}, {"authority": ""}, {"starts_on-day": "x"}, {"decision": "999999"}]
)
def test_a_level_without_its_decision_or_its_day_is_refused(inside, wrong):
    page = inside.client("admin").post(path(inside), {**LEVEL, **days("starts_on", TODAY()), **wrong})
    assert "There is a problem" in page.content.decode() and not Devolution.objects.exists()


def test_the_database_refuses_a_level_that_rests_on_nothing(inside):
    with pytest.raises(Error), transaction.atomic():
        Devolution.objects.create(locality=inside.locality, level="Informed", starts_on=TODAY())


def test_a_clerk_of_one_board_devolves_nothing(inside, elsewhere):
    assert inside.client("clerk").get(path(inside)).status_code == 403
    assert inside.client("clerk").get("/manage/devolution/").status_code == 403
    assert elsewhere.client("admin").get(path(inside)).status_code == 404


def test_the_levels_are_the_partnerships_own_words(inside):
    inside.partnership.words = {"levels": "Told\nAsked"}
    inside.partnership.save()
    page = inside.client("admin").get(path(inside)).content.decode()
    assert "Asked" in page and "Devolved decisions" not in page
