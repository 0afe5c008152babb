"""A period that ends makes a value due: asked by a secret link, reminded, and missing in public. Source: R25, A14."""

import datetime
import re
from decimal import Decimal
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.work import current_partnership_id
from localities.models import Area
from plans import asking_values
from plans.asking_values import last_ended
from plans.models import IndicatorValue, PlanRules, ValueRequest
from plans.tokens import token_of
from tests.plans.measured import DAY, a_measure, a_priority, an_indicator, values

TODAY = timezone.localdate()
ENTER = re.compile('href="([^"]+)">Enter the value')
TO = {"to_address": "sam@police.example"}


def set_stage(cast):
    """A measure whose last value ended a hundred days ago, so that a quarter has ended since."""
    area, indicator = Area.objects.get(name="Hill"), an_indicator()
    values(indicator, area, 99, until=TODAY - 100 * DAY)
    measure = a_measure(cast, a_priority(cast), indicator, area)
    once = an_indicator("once", name="Now and then", frequency="once")
    a_measure(cast, measure.priority, once, area)
    nobody = an_indicator("nobody", name="Nobody’s", keeper_email="")
    return {"area": area, "measure": measure, "nobody": a_measure(cast, measure.priority, nobody, area)}


def asked(made):
    assert asking_values.ask_due(TODAY) == 2
    return ValueRequest.objects.select_related("indicator", "area").get(indicator=made["measure"].indicator)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("frequency", "last", "today", "starts", "ends"),
    [
        ("month", "2026-01-31", "2026-03-05", "2026-02-01", "2026-02-28"),
        ("month", "2026-02-28", "2026-03-31", None, None),
        ("month", "2026-02-28", "2026-04-01", "2026-03-01", "2026-03-31"),
        ("quarter", "2025-12-31", "2026-10-01", "2026-07-01", "2026-09-30"),
        ("quarter", None, "2026-05-09", "2026-01-01", "2026-03-31"),
        ("year", "2025-03-31", "2026-04-01", "2025-04-01", "2026-03-31"),
        ("year", None, "2026-05-09", "2025-01-01", "2025-12-31"),
        ("once", None, "2026-05-09", None, None),
    ],
)
def test_the_newest_period_that_has_ended_follows_on_the_last(frequency, last, today, starts, ends):
    found = last_ended(frequency, last and day(last), day(today))
    assert found == ((day(starts), day(ends)) if starts else None)


def test_a_value_is_asked_for_once_and_its_keeper_reminded(inside, made, mails):
    row = asked(made)
    assert row.due_on == row.ends_on + 30 * DAY and len(mails(**TO)) == 1
    assert asking_values.ask_due(TODAY) == 0
    assert token_of(row) not in str(ValueRequest.objects.values().get(pk=row.pk))
    ValueRequest.objects.update(link_made_at=timezone.now() - 2 * DAY)  # a link that was made today is not reminded of
    told = [asking_values.remind(row.due_on + n * DAY) for n in (-8, -7, 0, 1, 2, 8, 15)]
    assert told == [0, 1, 0, 1, 0, 1, 1]
    assert mails(**TO, subject__contains="8 days late") or len(mails(**TO)) == 5
    PlanRules.objects.create(locality=inside.locality, value_remind_days=3)
    values(row.indicator, made["area"], 90, until=row.ends_on)
    IndicatorValue.objects.filter(ends_on=row.ends_on).update(starts_on=row.starts_on)
    assert asking_values.remind(row.due_on + DAY) == 0  # it came in another way
    with pytest.raises(ValidationError, match="has come already"):
        asking_values.send_link(row, by=inside.users["clerk"])


def test_the_keeper_gives_a_value_without_an_account_and_puts_it_right(inside, made):
    row, anybody = asked(made), inside.client()
    silent = anybody.get(f"/measures/{made['measure'].pk}/?1").content.decode()
    assert "No value for" in silent and "asked on" in silent and "sam@police" not in silent
    link, said = f"/measures/values/{row_token(row)}/", {"value": "91", "answered_by": "Sam Reed"}
    assert "Recorded crime" in anybody.get(link).content.decode()
    for wrong, words in (
        ({"value": "many"}, "Enter a number"),
        ({"low": "1"}, "Give both ends"),
        ({"low": "1", "high": "2"}, "must lie between"),
        ({"answered_by": ""}, "Enter who gives it"),
    ):
        answer = anybody.post(link, {**said, **wrong})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    checked, slip = (anybody.post(link, {**said, "value": value}).content.decode() for value in ("91", "910"))
    assert "Check the value" in checked and "The value before" in checked
    assert "far from the value before" in slip and "far from the value before" not in checked
    assert asking_values.given(row) is None
    assert anybody.post(link, {**said, "confirm": "1"}).status_code == 302
    anybody.post(link, {**said, "value": "92", "note": "<i>Late</i> cases", "confirm": "1"})
    assert asking_values.given(row).value == 92
    assert IndicatorValue.objects.filter(starts_on=row.starts_on, replaced_at__isnull=False).count() == 1
    page = anybody.get(f"/measures/{made['measure'].pk}/?2").content.decode()
    assert "No value for" not in page and "&lt;i&gt;Late" in page


def row_token(row):
    assert row.partnership_id == current_partnership_id()
    return token_of(row)


def test_a_link_ends_and_a_newer_one_ends_it(inside, made):
    row, anybody, clerk = asked(made), inside.client(), inside.client("clerk")
    old = f"/measures/values/{token_of(row)}/"
    due = "/manage/plans/values/"
    assert "Nobody’s" in (page := clerk.get(due).content.decode()) and "Enter the value" not in page
    enter = ENTER.search(inside.client("admin").get(due).content.decode())[1]  # whose indicator it is
    form = inside.client("admin").get(unescape(enter)).content.decode()
    assert f'value="{row.area_id}" selected' in form and re.search(r'name="period"[^>]* value="\w', form)
    clerk.post(f"/manage/plans/values/{row.pk}/link/")
    assert anybody.get(old).status_code == 404
    row.refresh_from_db()
    ValueRequest.objects.update(link_ends_at=timezone.now())
    assert anybody.get(f"/measures/values/{token_of(row)}/").status_code == 410
    with pytest.raises(ValidationError, match="has ended"):
        asking_values.give(row, link=token_of(row), answered_by="Sam", value=Decimal(1))
    nobody = ValueRequest.objects.get(indicator=made["nobody"].indicator)
    with pytest.raises(ValidationError, match="Nobody is named"):
        asking_values.send_link(nobody, by=inside.users["clerk"])
    assert "nobody could be asked" in anybody.get(f"/measures/{made['nobody'].pk}/").content.decode()
    assert inside.client("chair").post(f"/manage/plans/values/{row.pk}/link/").status_code == 403
