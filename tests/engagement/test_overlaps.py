"""Who asks the same people in the same weeks is seen, and whom nobody asks; lists and rules are officers' to keep."""

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.models import Activity, Audience, EngagementRules, Theme, rules_of
from engagement.overlapping import in_common, overlaps, share_weeks, week_of
from tests.engagement.plans import audiences, in_days, plan, theme

DAY = datetime.date(2026, 1, 1)


def set_stage(cast):
    made = {"police": plan(cast, "Safe streets", heard=("older-people",), owner=cast.organisations["police"])}
    made["county"] = plan(
        cast, "Care at home", at=6, heard=("older-people", "carers"), owner=cast.organisations["county"]
    )
    made["later"] = plan(cast, "In the summer", at=120, heard=("older-people",))
    return made


class FakeLinks(list):
    def all(self):
        return self


class Link:
    def __init__(self, audience):
        self.audience = audience


WORDS = [Audience(pk=key, name=f"Group {key}") for key in range(1, 4)]
SUBJECTS = [None, Theme(pk=1, name="One"), Theme(pk=2, name="Two")]


@st.composite
def activities(draw):
    """Return an activity as the rule sees it."""
    starts_on = DAY + datetime.timedelta(days=draw(st.integers(0, 60)))
    subject, groups = draw(st.sampled_from(SUBJECTS)), draw(st.sets(st.integers(0, 2)))
    facts = {"locality_id": draw(st.sampled_from([None, 1, 2])), "theme": subject}
    one = Activity(starts_on=starts_on, ends_on=starts_on + datetime.timedelta(days=draw(st.integers(0, 40))), **facts)
    one._prefetched_objects_cache = {"audience_links": FakeLinks(Link(WORDS[key]) for key in groups)}
    return one


def weeks(one: Activity) -> set[datetime.date]:
    days = range((one.ends_on - one.starts_on).days + 1)
    return {week_of(one.starts_on + datetime.timedelta(days=day)) for day in days}


@settings(max_examples=60, deadline=None)
@given(st.lists(activities(), max_size=7))
def test_each_pair_with_something_in_common_is_found_once_and_no_other(rows):
    for key, one in enumerate(rows):
        one.pk = key
    found = {frozenset((pair.first.pk, pair.second.pk)): pair for pair in overlaps(rows)}
    assert len(found) == len(overlaps(rows))
    for key, one in enumerate(rows):
        for other in rows[key + 1 :]:
            groups = {link.audience.pk for link in one.audience_links.all()} & {
                link.audience.pk for link in other.audience_links.all()
            }
            same = bool(groups) or (one.theme_id is not None and one.theme_id == other.theme_id)
            near = one.locality_id is None or other.locality_id in (None, one.locality_id)
            assert share_weeks(one, other) == bool(weeks(one) & weeks(other)) == share_weeks(other, one)
            pair = found.get(frozenset((one.pk, other.pk)))
            assert (pair is not None) == (same and near and bool(weeks(one) & weeks(other)))
            assert pair is None or {audience.pk for audience in pair.audiences} == groups
            assert (in_common(one, other) is None) == (in_common(other, one) is None)


def test_officers_read_overlaps_and_gaps_in_words(inside, made):
    page = inside.client("clerk").get("/manage/engagement/overlaps/").content.decode()
    assert "Safe streets" in page and "Both ask older people." in page
    unheard = page.split("Nobody plans to hear")[1].split("Subjects that nobody")[0]
    assert "Disabled people" in unheard and "Older people" not in unheard
    assert unheard.index("Disabled people") < unheard.index("Residents"), "those heard too seldom stand first"
    gap = f"?audiences={audiences('disabled-people')[0].pk}"
    assert (
        gap in page
        and "checked" in inside.client("clerk").get(f"/manage/engagement/activities/new/{gap}").content.decode()
    )
    year = inside.client("clerk").get(f"/manage/engagement/year/?year={in_days(5).year}&place=x").content.decode()
    assert "Older people" in year and "for Carers in" in year
    detail = inside.client("clerk").get(f"/manage/engagement/activities/{made['police'].pk}/").content.decode()
    assert "2 partners ask older people in these weeks" in detail and "Care at home" in detail
    assert inside.client("resident").get("/manage/engagement/overlaps/").status_code == 403


def test_lists_are_kept_by_those_who_plan_for_the_partnership(inside, made):
    admin, here = inside.client("admin"), "/manage/engagement/lists"
    assert inside.client("clerk").get(f"{here}/audiences/new/").status_code == 403
    assert "Add an audience" not in inside.client("clerk").get(f"{here}/").content.decode()
    typed = {"name": "Boaters", "position": "3", "is_seldom_heard": "on"}
    assert admin.post(f"{here}/audiences/new/", typed).status_code == 302
    assert Audience.objects.get(key="boaters").is_seldom_heard
    assert "This is in the list already" in admin.post(f"{here}/audiences/new/", typed).content.decode()
    old = theme("housing")
    path = f"{here}/subjects/{old.pk}/"
    saw = admin.get(path).context["form"]["saw"].value()
    admin.post(path, {"name": "Homes", "position": "1", "retired": "on", "saw": saw})
    old.refresh_from_db()
    assert old.retired_at and old.name == "Homes" and old.key == "housing"
    assert "No longer offered" in admin.get(f"{here}/").content.decode()


def test_a_locality_has_rules_of_its_own_and_gives_them_up(inside, made):
    clerk, path = inside.client("clerk"), f"/manage/engagement/rules/{inside.locality.pk}/"
    form = clerk.get(path).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert clerk.post(path, {**typed, "smallest_shown": "1"}).status_code == 422
    assert clerk.post(path, {**typed, "smallest_shown": "8"}).status_code == 302
    assert (rules_of(inside.locality).smallest_shown, rules_of(None).smallest_shown) == (8, 5)
    assert clerk.get("/manage/engagement/rules/partnership/").status_code == 403
    assert "Its own rules" in clerk.get("/manage/engagement/rules/").content.decode()
    assert clerk.post(f"{path}removal/").status_code == 302 and not EngagementRules.objects.exists()
