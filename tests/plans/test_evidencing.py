"""What one organisation did is there for its inspection, as a page and as a table without formulas. Source: D9, D11."""

from django.utils import timezone

from localities.models import Area
from plans import measuring
from tests.plans.measured import DAY, a_measure, a_priority, an_indicator, values

PAGE = "/manage/plans/parts/"


def set_stage(cast):
    """A measure of the police that is behind, and what they do about it."""
    area, police = Area.objects.get(name="Hill"), cast.organisations["police"]
    indicator = an_indicator(owner=police)
    values(indicator, area, 90, 99)
    measure = a_measure(cast, a_priority(cast), indicator, area)
    said = {"text": "=More patrols", "owner": police, "due_on": timezone.localdate() + DAY}
    return measuring.correct(measure, by=cast.users["clerk"], **said)


def test_an_organisation_has_its_part_in_one_page_and_one_table(inside, made):
    clerk, police = inside.client("clerk"), inside.organisations["police"]
    assert "Choose one" in clerk.get(PAGE).content.decode()
    wrong = clerk.get(PAGE, {"organisation": "0"})
    assert wrong.status_code == 422
    until = {f"until-{part}": getattr(made.due_on, part) for part in ("day", "month", "year")}
    assert "More patrols" not in clerk.get(PAGE, {"organisation": police.pk}).content.decode()
    page = clerk.get(PAGE, {"organisation": police.pk, **until}).content.decode()
    assert "=More patrols" in page and "Behind, getting worse" in page
    sheet = clerk.get(PAGE, {"organisation": police.pk, **until, "as": "csv"})
    assert sheet.headers["Content-Type"].startswith("text/csv")
    text = sheet.content.decode()
    assert ",=More" not in text and "More patrols" in text
    other = inside.organisations["parish"]
    assert "Nothing public is known" in clerk.get(PAGE, {"organisation": other.pk}).content.decode()
    assert inside.client("partner").get(PAGE).status_code == 403


def test_two_indicators_stand_on_one_picture(inside, made):
    money, area = an_indicator("money", name="Spending", unit="money"), made.measure.area
    anybody, path = inside.client(), "/measures/together/"
    asked = {"first": made.measure.indicator_id, "second": money.pk, "area": area.pk}
    assert "too few values" in anybody.get(path, asked).content.decode()
    values(money, area, 2000, 1500)
    page = anybody.get(path, {**asked, "x": 1}).content.decode()
    assert "£1,500" in page and page.count("app-picture--lines") == 1 and "Both start at 100" in page
    assert "another indicator than the first" in anybody.get(path, {**asked, "second": asked["first"]}).content.decode()
