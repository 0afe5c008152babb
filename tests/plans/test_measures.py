"""What is measured is judged in words, and where it is behind somebody does something about it. Source: R25, A14."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from localities.models import Area
from plans import measuring
from plans.judging_measures import RELATED, standings
from plans.models import Measure, PlanRules
from tests.plans.delivered import adopted_plan
from tests.plans.measured import DAY, a_measure, a_priority, an_indicator, values

MANAGE = "/manage/plans/measures/"


def set_stage(cast):
    """A priority with a measure that is behind and gets worse."""
    area = Area.objects.get(name="Hill")
    priority, indicator = a_priority(cast), an_indicator()
    values(indicator, area, 90, 95, 99)
    return {"area": area, "priority": priority, "red": a_measure(cast, priority, indicator, area)}


def standing(measure):
    (one,) = standings(Measure.objects.select_related(*RELATED).filter(pk=measure.pk))
    return one


def boxes(name, day):
    return {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}


def test_a_measure_says_where_it_stands_since_when_and_what_is_missing(inside, made):
    red, area = standing(made["red"]), made["area"]
    assert (red.words, red.colour, red.is_owed) == ("Behind, getting worse", "red", True)
    assert red.red_since == red.values[1].ends_on  # 90 lay within the tolerance
    PlanRules.objects.create(improving_is_amber=True)
    better = an_indicator("better", name="Burglary")
    values(better, area, 99, 95)
    assert standing(a_measure(inside, made["priority"], better, area)).words == "Slightly behind, getting better"
    for key, numbers, words in (
        ("none", (), "No value yet"),
        ("few", (None,), "The newest value counts too few people to be shown"),
    ):
        indicator = an_indicator(key, name=key)
        values(indicator, area, *numbers)
        assert standing(a_measure(inside, made["priority"], indicator, area)).words == words
    old = an_indicator("old", name="Old")
    values(old, area, 99, until=timezone.localdate() - 140 * DAY)
    judged = standing(a_measure(inside, made["priority"], old, area))
    assert (judged.words, judged.colour) == ("The newest value is too old to judge by", "grey")
    untargeted = {"target": None, "target_on": None, "tolerance": None}
    better = a_measure(inside, a_priority(inside, "Other"), better, area, **untargeted)
    assert standing(better).words == "No target, getting better"


def test_a_target_needs_its_baseline_and_a_way_that_is_good(inside, made):
    crime, area = made["red"].indicator, made["area"]
    other = a_priority(inside, "Other")
    for missing in ({"baseline": None}, {"baseline_on": None}, {"baseline": None, "baseline_on": None}):
        with pytest.raises(ValidationError, match="A target needs its baseline"):
            a_measure(inside, other, crime, area, **missing)
    with pytest.raises(ValidationError, match="A target needs its baseline"):
        a_measure(inside, other, crime, area, target_on=timezone.localdate() - 400 * DAY)
    place = an_indicator("age", name="Average age", polarity="neither")
    with pytest.raises(ValidationError, match="neither more nor less of it is better"):
        a_measure(inside, other, place, area)
    few, day = an_indicator("few", name="Homeless", counts_people=True), timezone.localdate() - 9 * DAY
    values(few, area, None, until=day)
    for start in ({"baseline": Decimal(3)}, {"baseline_on": day}):  # a few, or what would tell of a few
        with pytest.raises(ValidationError, match="is not shown"):
            a_measure(inside, other, few, area, **start)
    with pytest.raises(ValidationError, match="0 to 100 percent"):
        a_measure(inside, other, crime, area, tolerance=Decimal(101))
    with pytest.raises(ValidationError):
        a_measure(inside, made["priority"], crime, area)
    with pytest.raises(IntegrityError, match="target_has_its_baseline"), transaction.atomic():
        Measure.objects.filter(pk=made["red"].pk).update(baseline=None)


def test_an_officer_measures_a_priority_and_says_what_is_done_where_it_is_behind(inside, made):
    clerk, area, today = inside.client("clerk"), made["area"], timezone.localdate()
    new = f"/manage/plans/priorities/{made['priority'].pk}/measures/new/"
    asked = an_indicator("asked", name="Thefts")
    said = {"indicator": asked.pk, "area": area.pk, "target": 50, **boxes("target_on", today + DAY)}
    assert "A target needs its baseline" in clerk.post(new, said).content.decode()
    assert "must be a real date" in clerk.post(new, {**said, "target_on-month": 13}).content.decode()
    said |= {"baseline": 100, **boxes("baseline_on", today - 99 * DAY)}
    page = clerk.post(new, said).headers["Location"]
    assert "No value yet" in clerk.get(page).content.decode()
    change = clerk.post(f"{page}change/", {**said, "target": 60, "reason": "<b>As agreed</b>"})
    assert change.status_code == 409  # it was not said what was seen
    hub = clerk.get("/manage/plans/").content.decode()
    assert "1 behind with nothing done about it." in hub
    one = f"{MANAGE}{made['red'].pk}/"
    assert "nothing is said yet of what is done" in clerk.get(one).content.decode()
    done = {"text": "More <b>patrols</b>", "owner": inside.organisations["police"].pk, **boxes("due_on", today)}
    refused = clerk.post(f"{one}corrections/new/", {**done, **boxes("due_on", today - DAY)})
    assert "must be today or later" in refused.content.decode()
    clerk.post(f"{one}corrections/new/", done)
    assert "1 behind" not in clerk.get("/manage/plans/").content.decode()
    public = inside.client().get(f"/measures/{made['red'].pk}/").content.decode()
    assert "More &lt;b&gt;patrols" in public and "Behind, getting worse" in public and "<svg" in public
    correction = made["red"].corrections.get()
    finish = f"/manage/plans/corrections/{correction.pk}/done/"
    assert "must be today or in the past" in clerk.post(
        finish, {"done_note": "Fewer", **boxes("done_on", today + DAY)}
    ).content.decode()  # fmt: skip
    clerk.post(finish, {"done_note": "Two more a night", **boxes("done_on", today)})
    with pytest.raises(ValidationError, match="was recorded as done"):
        measuring.finish_correction(correction, by=inside.users["clerk"], done_on=today, done_note="Again")
    assert not standing(made["red"]).is_owed
    values(made["red"].indicator, area, 99, until=today)
    assert standing(made["red"]).is_owed  # a newer value is red as well
    for who in ("chair", "partner", "resident"):
        assert inside.client(who).post(f"{one}ending/").status_code in (403, 404), who


def test_what_is_not_behind_needs_nothing_and_what_has_ended_stays(inside, made):
    green = an_indicator("green", name="Fires")
    values(green, made["area"], 80, 40)
    measure = a_measure(inside, made["priority"], green, made["area"])
    said = {"text": "More", "owner": inside.organisations["police"], "due_on": timezone.localdate()}
    with pytest.raises(ValidationError, match="On track, getting better"):
        measuring.correct(measure, by=inside.users["clerk"], **said)
    measuring.end_measure(measure, by=inside.users["clerk"])
    with pytest.raises(ValidationError, match="measured no more"):
        measuring.change_measure(measure, by=inside.users["clerk"], reason="Other")
    assert "Measured until" in inside.client().get(f"/measures/{measure.pk}/").content.decode()


def test_a_draft_is_measured_behind_the_wall(inside, made):
    draft = a_priority(inside, "Draft", published_at=None)
    measure = a_measure(inside, draft, made["red"].indicator, made["area"])
    assert inside.client().get(f"/measures/{measure.pk}/").status_code == 404
    assert inside.client("clerk").get(f"{MANAGE}{measure.pk}/").status_code == 200


@pytest.mark.parametrize("path", ["/measures/", "/measures/boards/hill-and-vale-board/", "/measures/plans/{}/"])
def test_thirty_measures_ask_no_more_than_one(inside, made, path):
    whole = made["priority"]
    if "plans" in path:
        whole = adopted_plan(inside, actions=1).objectives.get()
        a_measure(inside, whole, made["red"].indicator, made["area"])
        path = path.format(whole.plan_id)
    asked = [queries_of(inside, path)]
    for number in range(29):
        row = an_indicator(f"more-{number}", name=f"More {number}")
        values(row, made["area"], 90, 99)
        a_measure(inside, whole, row, made["area"])
    asked.append(queries_of(inside, path))
    assert asked[0] == asked[1] <= 8 + 2, asked  # two of them are the test's own transaction around the request's


def queries_of(cast, path):
    with CaptureQueriesContext(connection) as queries:
        assert "Behind, getting worse" in cast.client().get(path).content.decode()
    return len(queries)
