"""Officers keep the register of land and buildings; everybody reads it, finds it on the map, and finds room."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commissioning import keeping_assets, listing_assets, transferring
from commissioning.models import (
    Asset,
    AssetOccupier,
    AssetRoom,
    AssetTransfer,
    DisposalNotice,
    TransferStep,
    ValueListing,
)
from commissioning.models.community_value import last_day
from localities.models import Area
from localities.outlining import keep_outlines
from tests.cast import browser
from tests.plans.planned import a_decision

SQUARE = [[[[-1.0, 52.0], [-1.0, 52.1], [-0.9, 52.1], [-0.9, 52.0], [-1.0, 52.0]]]]


def an_asset(cast, name="Vale Hall", **facts):
    usual = {
        "kind": "hall", "address": "1 High Street", "owner": cast.organisations["county"], "board": cast.board,
        "area": Area.objects.get(kind="ward", name="Hill"), "steps": "free",
    }  # fmt: skip
    return keeping_assets.save_asset(Asset(name=name, **usual | facts), by=cast.users["clerk"])


def a_user(cast, asset, who="county", **facts):
    made = AssetOccupier(asset=asset, organisation=cast.organisations[who], what_for="Advice", **facts)
    return keeping_assets.add_occupier(made, by=cast.users["clerk"])


def a_room(cast, asset, **facts):
    usual = {"name": "Main hall", "kind": "hall", "places": 80, "steps": "free", "when": "Mornings", "terms": "Free"}
    return keeping_assets.offer_room(AssetRoom(asset=asset, **usual | facts), by=cast.users["clerk"])


@pytest.fixture
def clerk(inside, cast):
    return browser(cast, cast.users["clerk"])


def asset_facts(cast, **more):
    none = dict.fromkeys(
        ("uprn", "postcode", "locality", "area", "latitude", "longitude", "running_pence", "condition", "access",
         "about", *(f"{day}-{part}" for day in ("tenure_ends_on", "looked_on") for part in ("day", "month", "year"))),
        "",
    )  # fmt: skip
    return {
        **none, "name": "Vale Hall", "kind": "hall", "address": "1 High Street", "board": cast.board.pk,
        "owner": cast.organisations["county"].pk, "tenure": "freehold", "steps": "free", **more,
    }  # fmt: skip


def test_a_building_is_entered_used_shared_and_leaves(clerk, cast):
    assert clerk.post("/manage/assets/new/", asset_facts(cast, running_pence="£1,200.50")).status_code == 302
    asset, stranger = Asset.objects.get(), browser(cast)
    at = f"/manage/assets/{asset.pk}/"
    assert asset.running_pence == 1200_50 and asset.locality == cast.locality
    since = {"starts_on-day": 1, "starts_on-month": 4, "starts_on-year": 2026}
    for who in ("county", "parish"):
        user = {"organisation": cast.organisations[who].pk, "what_for": "Advice", **since}
        assert clerk.post(f"{at}users/new/", user).status_code == 302
    twice = clerk.post(f"{at}users/new/", user)
    assert twice.status_code == 422 and "is named as a user of it already" in twice.content.decode()
    assert "Vale Hall" in stranger.get("/assets/", {"shared": "on"}).content.decode()
    early = {"on-day": 31, "on-month": 3, "on-year": 2026}
    ending = f"/manage/assets/users/{AssetOccupier.objects.last().pk}/ending/"
    assert "1 April 2026 or later" in clerk.post(ending, early).content.decode()
    assert clerk.post(ending, {"on-day": 30, "on-month": 4, "on-year": 2026}).status_code == 302
    assert "Vale Hall" not in stranger.get("/assets/", {"shared": "on"}).content.decode()
    room = {"name": "Main hall", "kind": "hall", "places": 80, "steps": "free", "when": "Mornings", "terms": "Free"}
    assert clerk.post(f"{at}rooms/new/", room).status_code == 302
    assert "Main hall" in stranger.get(asset.get_absolute_url()).content.decode()
    assert clerk.post(f"{at}leaving/", {"because": "Sold to a school"}).status_code == 302
    page = stranger.get(asset.get_absolute_url()).content.decode()
    assert "Sold to a school" in page and "Main hall" not in page
    assert "Vale Hall" not in stranger.get("/assets/").content.decode()
    assert "has left the register already" in clerk.post(f"{at}leaving/", {"because": "x"}).content.decode()


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("uprn", "12a", "Enter a number"), ("postcode", "nowhere", "no postcode"),
        ("running_pence", "£12,34", "pounds"), ("running_pence", "-1", ""),
        ("latitude", "91", "Latitude and longitude"), ("kind", "castle", ""),
        ("tenure_ends_on-day", "1", ""), ("owner", "0", ""), ("name", "", ""), ("address", "", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_in_words(clerk, cast, field, wrong, words):
    answer = clerk.post("/manage/assets/new/", asset_facts(cast, **{field: wrong}))
    assert answer.status_code == 422 and words in answer.content.decode() and not Asset.objects.exists()


def test_nobody_else_keeps_the_register(cast, inside):
    asset = an_asset(cast)
    for who in ("chair", "county", "partner", "resident", "auditor"):
        reader = browser(cast, cast.users[who])
        for path in ("change", "leaving", "users/new", "rooms/new"):
            assert reader.post(f"/manage/assets/{asset.pk}/{path}/").status_code in (403, 404), (who, path)


def test_room_is_found_by_place_kind_size_and_way_in(cast, inside):
    free, stepped = an_asset(cast), an_asset(cast, "Old office", steps="no", area=None)
    a_room(cast, free, loop=True)
    a_room(cast, stepped, name="Loft", places=None)
    a_room(cast, stepped, name="Yard", kind="outdoors", places=5)
    wanted = {
        "": {"Main hall", "Loft", "Yard"}, f"area={free.area_id}": {"Main hall"}, "free=on": {"Main hall"},
        "places=5": {"Main hall", "Yard"}, "kind=outdoors": {"Yard"},
        f"place={cast.locality.pk}&loop=on": {"Main hall"},
        "places=none": {"Main hall", "Loft", "Yard"}, "places=81": set(),
    }  # fmt: skip
    for asked, names in wanted.items():
        page = browser(cast).get(f"/assets/rooms/?{asked}")
        assert {room.name for room in page.context["page"]} == names, asked
    yard = AssetRoom.objects.get(name="Yard")
    keeping_assets.withdraw_room(AssetRoom.objects.get(name="Yard"), by=cast.users["clerk"])
    with pytest.raises(ValidationError, match="not offered any more"):
        keeping_assets.offer_room(yard, by=cast.users["clerk"])  # what was opened before it was withdrawn


def test_numbers_on_the_map_are_those_of_the_list(cast, inside):
    ward = Area.objects.get(kind="ward", name="Hill")
    keep_outlines({ward.pk: SQUARE}, is_sketch=True)
    an_asset(cast)
    an_asset(cast, "Barn", latitude="52.05000", longitude="-0.95000")
    an_asset(cast, "Nowhere", area=None)
    page = browser(cast).get("/assets/map/")
    drawing = page.context["drawing"]
    pinned = {(pin.number, pin.asset.name) for pin in drawing.pins}
    assert pinned == {(1, "Barn"), (3, "Vale Hall")}
    (one, other) = drawing.pins
    assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= 20**2
    assert page.content.decode().index("Nowhere") > 0


def test_the_register_is_listed_as_the_transparency_code_asks(cast, inside):
    asset = an_asset(cast, uprn="100012345678", running_pence=1200_50)
    a_user(cast, asset)
    an_asset(cast, "Gone")
    keeping_assets.take_out(Asset.objects.get(name="Gone"), because="Sold", by=None)
    (row,) = listing_assets.rows()
    said = dict(zip(listing_assets.COLUMNS, row, strict=True))
    wanted = {"UPRN": "100012345678", "Owner": str(asset.owner), "Tenure": "Freehold", "Running cost": "1200.50"}
    assert wanted.items() <= said.items() and said["Occupiers"] == str(asset.owner)


def asked(cast, path, who=None):
    client = browser(cast, cast.users[who] if who else None)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_pages_of_assets_ask_no_more_for_thirty_than_for_one(cast, inside):
    asset = an_asset(cast)
    a_user(cast, asset)
    a_room(cast, asset)
    paths = {"/assets/": None, "/assets/map/": None, "/assets/rooms/": None, asset.get_absolute_url(): None,
             "/manage/assets/": "clerk", f"/manage/assets/{asset.pk}/": "clerk"}  # fmt: skip
    before = {path: asked(cast, path, who) for path, who in paths.items()}
    for number in range(29):
        more = an_asset(cast, f"Hall {number}")
        a_user(cast, more)
        a_room(cast, asset, name=f"Room {number}")
    after = {path: asked(cast, path, who) for path, who in paths.items()}
    assert after == before
    assert {path: n for path, n in after.items() if n > (20 if paths[path] else 8) + 2} == {}


SENT = {"group": "Depot Trust", "purpose": "Workshops", "wants": "lease", "name": "Jo Canary", "email": "jo@a.example",
        "phone": ""}  # fmt: skip


def a_day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_a_group_asks_without_an_account_and_takes_over_step_by_step(clerk, cast, inside):
    asset, stranger, today = an_asset(cast), browser(cast), timezone.localdate()
    page = stranger.get(f"{asset.get_absolute_url()}interest/")
    assert page.status_code == 200
    nobody = stranger.post(f"{asset.get_absolute_url()}interest/", {**SENT, "email": ""})
    assert nobody.status_code == 422
    mine = stranger.post(f"{asset.get_absolute_url()}interest/", SENT).headers["Location"]
    with cast.inside():
        moved = AssetTransfer.objects.get()
    assert (
        "Depot Trust" in stranger.get(mine).content.decode() and stranger.get("/assets/interests/x/").status_code == 404
    )
    public, at = f"/assets/transfers/{moved.pk}/", f"/manage/assets/transfers/{moved.pk}/"
    assert stranger.get(public).status_code == 404
    assert "Depot Trust" not in stranger.get(asset.get_absolute_url()).content.decode()
    assert "Jo Canary" in clerk.get(at).content.decode()
    with cast.inside(), pytest.raises(ValidationError, match="goes step by step"):
        transferring.take_step(moved, "freehold", on=today, note="x", by=None)
    step = {"note": "Rents pay for it", "decision": "", **a_day("on", today), **a_day("lease_ends_on", today)}
    ends = dict.fromkeys(a_day("lease_ends_on", today), "")
    assert clerk.post(f"{at}steps/new/", {**step, "kind": "lease"}).status_code == 422
    assert clerk.post(f"{at}steps/new/", {**step, **ends, "kind": "case"}).status_code == 302
    unsaid = clerk.post(f"{at}steps/new/", {**step, **ends, "kind": "agreed"})
    assert unsaid.status_code == 422 and "Choose the decision" in unsaid.content.decode()
    decision = a_decision(cast, title="The depot goes to the trust").pk
    assert clerk.post(f"{at}steps/new/", {**step, **ends, "kind": "agreed", "decision": decision}).status_code == 302
    assert clerk.post(f"{at}opening/", {"group": "Depot Trust", "purpose": "Workshops"}).status_code == 302
    assert clerk.post(f"{at}steps/new/", {**step, "kind": "lease"}).status_code == 302
    shown = stranger.get(public).content.decode()
    assert "Lease signed" in shown and "The depot goes to the trust" in shown and "Jo Canary" not in shown
    with cast.inside(), pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        TransferStep.objects.filter(kind="case").update(note="Otherwise")
    late = stranger.post(f"{mine}withdrawal/", follow=True)
    assert "decided or withdrawn already" in late.content.decode()


def test_a_group_that_withdraws_in_time_leaves_nothing_behind(cast, inside):
    stranger, asset = browser(cast), an_asset(cast)
    mine = stranger.post(f"{asset.get_absolute_url()}interest/", SENT).headers["Location"]
    with cast.inside():
        assert AssetTransfer.objects.exists()
    assert stranger.post(f"{mine}withdrawal/").status_code == 302
    with cast.inside():
        assert not AssetTransfer.objects.exists()
    assert stranger.get(mine).status_code == 404


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [((2026, 8, 31), 6, (2027, 2, 27)), ((2026, 11, 22), 6, (2027, 5, 21)), ((2024, 2, 29), 60, (2029, 2, 27))],
)
def test_months_end_the_day_before(first, months, last):
    assert last_day(datetime.date(*first), months) == datetime.date(*last)


def test_what_is_of_community_value_is_kept_from_sale_for_six_weeks_then_six_months(clerk, cast, inside):
    asset, today = an_asset(cast), timezone.localdate()
    told = today - datetime.timedelta(days=10)
    facts = {"nominated_by": "Vale Parish Council", "reason": "The only hall"}
    begun = today - datetime.timedelta(days=90)
    at = f"/manage/assets/{asset.pk}/"
    assert clerk.post(f"{at}nominations/new/", {**facts, **a_day("nominated_on", begun)}).status_code == 302
    twice = clerk.post(f"{at}nominations/new/", {**facts, **a_day("nominated_on", begun)})
    assert "waits to be decided already" in twice.content.decode()
    one = f"/manage/assets/listings/{ValueListing.objects.get().pk}/"
    early = clerk.post(f"{one}notices/new/", a_day("told_on", told))
    assert early.status_code == 422 and "not on the list" in early.content.decode()
    decision = {"outcome": "listed", "because": "It serves the village", **a_day("on", begun)}
    assert clerk.post(f"{one}decision/", decision).status_code == 302
    assert clerk.post(f"{one}notices/new/", a_day("told_on", told)).status_code == 302
    assert clerk.post(f"{one}notices/new/", a_day("told_on", today)).status_code == 422
    interim = f"{told + datetime.timedelta(days=41):%-d %B %Y}"
    full = f"{last_day(told, 6):%-d %B %Y}"
    for path in (asset.get_absolute_url(), "/assets/community-value/"):
        page = browser(cast).get(path).content.decode()
        assert interim in page and full in page and f"until {last_day(begun, 60):%-d %B %Y}" in page, path
    notice = DisposalNotice.objects.get()
    bid = f"/manage/assets/notices/{notice.pk}/bid/"
    too_soon = {"asked_by": "Hall Friends", **a_day("asked_on", told - datetime.timedelta(days=1))}
    assert "within six weeks" in clerk.post(bid, too_soon).content.decode()
    assert clerk.post(bid, {"asked_by": "Hall Friends", **a_day("asked_on", told)}).status_code == 302
    assert "Hall Friends asked to bid" in browser(cast).get("/assets/community-value/").content.decode()
    listing = ValueListing.objects.get()
    assert listing.says(listing.ends_on + datetime.timedelta(days=1)).endswith("after five years.")
    assert not ValueListing.objects.in_force(listing.ends_on + datetime.timedelta(days=1)).exists()
