"""Postcodes, outlines, the map, and the part of a form that asks where something is."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from localities import importing_postcodes, locating, outlining, tasks
from localities.forms.where import WhereForm
from localities.mapping import SIZES, Frame, chart
from localities.models import Area, Locality, Outline, Postcode, PostcodeTable
from localities.outlining import Shape
from tests.cast import browser

PATH, OUTLINES = "/manage/places/postcodes/", "/manage/places/outlines/"
SQUARE: Shape = [[[[0.0, 50.0], [1.0, 50.0], [1.0, 51.0], [0.0, 51.0]]]]


def set_stage(cast):
    """Two wards beside each other, a parish within the first, one postcode."""
    hill, vale = Area.objects.get(kind="ward", name="Hill"), Area.objects.get(kind="parish", name="Vale")
    hill.gss_code = "E05000001"
    hill.save()
    moor = Area.objects.create(kind="ward", name="Moor", gss_code="E05000002", within=hill.within)
    east = [[[[x + 1, y] for x, y in ring] for ring in polygon] for polygon in SQUARE]
    corner = [[[[x / 2, 50 + (y - 50) / 2] for x, y in ring] for ring in polygon] for polygon in SQUARE]
    outlining.keep_outlines({hill.pk: SQUARE, moor.pk: east, vale.pk: corner}, is_sketch=True)
    Postcode.objects.create(code="ZZ99 1AA", ward=hill, parish=vale, latitude="50.2", longitude="0.2")
    return {"hill": hill, "moor": moor, "vale": vale}


def read(text, cast, *, leave_out=False, **called):
    return importing_postcodes.read(text, called=called, leave_out=leave_out, by=cast.users["admin"])


def post(text):
    return {"file": SimpleUploadedFile("codes.csv", text.encode(), "text/csv")}


@pytest.mark.parametrize(
    ("typed", "code"),
    [("zz991aa", "ZZ99 1AA"), (" ZZ99  1AA ", "ZZ99 1AA"), ("w1a-1hq", "W1A 1HQ"), ("ZZ99 1A", ""), ("Hill", "")],
)
def test_a_postcode_is_known_however_it_is_typed(typed, code):
    assert locating.written(typed) == code


def test_everybody_finds_their_place_by_postcode(inside, made):
    def page(words):
        return inside.client().get("/find/", {"q": words}).content.decode()

    found = page("zz991aa")
    assert "Where ZZ99 1AA lies" in found and "/localities/hill-and-vale/" in found
    outside = page("ZZ98 7XY")
    assert "ZZ98 7XY is outside every" in outside and 'value="ZZ98 7XY"' in outside
    assert "is not a full postcode" in page("ZZ99 1")
    assert "called “Nowhere”" in page("Nowhere")
    assert 'href="/find/?q=Hill"' in found and "sketch" in found
    Postcode.objects.all().delete()
    assert "cannot be looked up here yet" in page("ZZ99 1AA")


def test_the_columns_of_the_directory_are_known_and_others_are_named(inside, made):
    ons = "pcd7,pcds,wd25cd,parncp25cd,lat,long\nZZ991AB,ZZ99 1AB,E05000001,E43000012,50.1,0.1\n"
    table = importing_postcodes.start(read(ons, inside), by=inside.users["admin"])
    assert table.finished_at and table.rows == []
    one = Postcode.objects.get(code="ZZ99 1AB")
    assert (one.ward, one.parish, float(one.latitude)) == (made["hill"], None, 50.1)
    named = "Code;Where;Village\nZZ99 1AB;Moor;Vale\n"
    with pytest.raises(ValidationError, match="no column for the postcode and the ward"):
        read(named, inside)
    importing_postcodes.start(
        read(named, inside, postcode="code", ward="WHERE", parish="village"), by=inside.users["admin"]
    )
    one.refresh_from_db()
    assert (one.ward, one.parish, one.latitude) == (made["moor"], made["vale"], None)


def test_each_wrong_line_is_named_and_nothing_is_kept(inside, made):
    wrong = (
        "pcds,ward,parish,lat,long\nZZ99 1AB,E05000001,,50,0\nZZ99,E05000001,,,\nZZ99 1AC,E05999999,,,\n"
        "ZZ99 1AB,Hill,E04999999,,\nZZ99 1AD,Hill,,north,1\n,,,,\nZZ99 1AE,Hill,,99.999999,0\n"
    )
    with pytest.raises(ValidationError) as refusal:
        read(wrong, inside)
    assert refusal.value.messages == [
        "Line 3: “ZZ99” is no postcode",
        "Line 4: the ward “E05999999” is not known",
        "Line 5: ZZ99 1AB is in a line above",
        "Line 5: the parish “E04999999” is not known",
        "Line 6: “north, 1” are no latitude and longitude",
    ]
    assert not PostcodeTable.objects.exists()
    table = read("pcds,ward\nZZ99 1AB,Hill\nZZ99 1AC,E05999999\n", inside, leave_out=True)
    assert (table.total, table.left_out) == (1, 1)
    for text, said in [("pcds,ward\n", "no rows"), ("pcds,ward\nZZ99 1AC,E05999999\n", "not known")]:
        with pytest.raises(ValidationError, match=said):
            read(text, inside)
    with pytest.raises(ValidationError, match="more than 50,000"):
        read("pcds,ward\n" + "ZZ99 1AB,Hill\n" * 50_001, inside)


def test_a_long_table_is_saved_part_by_part(inside, made, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(importing_postcodes, "A_PART", 2)
    sent = []
    monkeypatch.setattr("foundation.work.current_app.send_task", lambda name, **_: sent.append(name))
    rows = "".join(f"ZZ99 2A{letter},Hill\n" for letter in "ABDEF")
    table = importing_postcodes.start(read(f"pcds,ward\n{rows}", inside), by=inside.users["admin"])
    assert not table.finished_at and importing_postcodes.unfinished() == [table]
    waiting = inside.client("admin").get(f"{PATH}{table.pk}/").content.decode()
    assert "Saving the postcodes" in waiting and 'http-equiv="refresh"' in waiting
    for done in (2, 4, 5, 5):
        tasks.save_postcodes(partnership_id=inside.partnership.pk, table_id=table.pk)
        table.refresh_from_db()
        assert table.done == done
    assert table.finished_at and Postcode.objects.filter(code__startswith="ZZ99 2").count() == 5


def test_an_administrator_brings_postcodes_in(inside, elsewhere):
    admin = inside.client("admin")
    assert "smaller than 25 MB" in admin.post(PATH, post("x" * (25 * 1024 * 1024 + 1))).content.decode()
    page = admin.post(PATH, post("pcds,ward\nZZ99,Hill\nZZ98,Hill\n")).content.decode()
    assert "Line 2: “ZZ99” is no postcode" in page and "Line 3:" in page
    checked = admin.post(PATH, post("pcds,ward\nZZ99 3AA,Hill\n"))
    shown = admin.get(checked.headers["Location"]).content.decode()
    assert "Nothing has been saved yet" in shown and "ZZ99 3AA" in shown
    assert not Postcode.objects.filter(code="ZZ99 3AA").exists()
    assert admin.post(f"{checked.headers['Location']}saving/").headers["Location"] == PATH
    assert Postcode.objects.filter(code="ZZ99 3AA").exists()
    assert "Saved" in admin.get(PATH).content.decode()
    for client in (inside.client("clerk"), inside.client("resident"), browser(inside, elsewhere.users["admin"])):
        assert client.get(PATH).status_code == client.get(OUTLINES).status_code == 403


def geojson(*features):
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": said, "geometry": {"type": "Polygon", "coordinates": drawn}}
                for said, drawn in features
            ],
        }
    )


def test_a_boundary_file_gives_areas_their_outlines(inside, made):
    ring = [[[0, 50], [2, 50], [2, 51], [0, 51], [0, 50]]]
    file = geojson(({"WD25CD": "E05000001"}, ring), ({"WD25NM": "moor"}, ring), ({"WD25CD": "E05999999"}, ring))
    answer = inside.client("admin").post(
        OUTLINES, {"kind": "ward", "file": SimpleUploadedFile("w.geojson", file.encode())}, follow=True
    )
    page = answer.content.decode()
    assert "2 outlines kept. 1 in the file are not ours" in page and "2 of 2 have an outline" in page
    assert Outline.objects.get(area=made["moor"]).east == 2 and not Outline.objects.get(area=made["hill"]).is_sketch


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a boundary file"),
        ('{"features": 3}', "not a boundary file"),
        ("[" * 100_000, "not a boundary file"),
        (geojson(({"WD25CD": "E05999999"}, [])), "None of the areas"),
        (geojson(({"WD25CD": "E05000001"}, [[[530000, 180000]] * 4])), "not degrees"),
        (geojson(({"WD25CD": "E05000001"}, [[["a", "b"]] * 4])), "cannot be read"),
        (geojson(({"WD25CD": "E05000001"}, [[[0, 50]]])), "must be a polygon"),
        (geojson(({"WD25CD": "E05000001"}, [[{"x": 1}] * 4])), "cannot be read"),
        (geojson(({"WD25CD": "E05000001"}, [[[10**400, 50]] * 4])), "cannot be read"),
        (geojson((["WD25CD"], [[[0, 50]]])), "None of the areas"),
        (geojson(({"WD25CD": "E05000001"}, [[[float("nan"), 50]] * 4])), "cannot be read"),
    ],
)
def test_a_file_without_boundaries_is_refused_in_words(inside, made, text, said):
    with pytest.raises(ValidationError, match=said):
        outlining.take(text, "ward", by=inside.users["admin"])


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_pixel_is_the_point_that_is_drawn_there(x, y):
    for width in SIZES.values():
        frame = Frame(-3.6, 54.5, -3.2, 54.7)
        latitude, longitude = frame.point(x, y, width)
        back = frame.at(longitude, latitude, width)
        assert abs(back[0] - x) < 0.2 and abs(back[1] - y) < 0.2


@given(st.floats(-1, 2), st.floats(49, 52))
def test_a_square_holds_what_is_within_it(x, y):
    if min(abs(x), abs(x - 1), abs(y - 50), abs(y - 51)) > 1e-6:
        assert locating.holds(SQUARE, x, y) == (0 < x < 1 and 50 < y < 51)


def test_neighbours_still_share_their_border_when_they_are_made_coarse():
    left = [[[[0, 0], [1.00013, 0.00007], [1.00048, 0.6], [0, 1]]]]
    right = [[[[2, 0], [1.00013, 0.00007], [1.00048, 0.6], [2, 1]]]]
    a, b = outlining.coarse(left, 0.0005), outlining.coarse(right, 0.0005)
    assert a[0][0][1:3] == b[0][0][1:3]
    tiny = [[[[0, 0], [0.00001, 0], [0, 0.00001]]]]
    assert outlining.coarse(tiny, 0.005) == tiny


def asked(inside, **said):
    request = RequestFactory().post("/", said)
    request.partnership, request.user = inside.partnership, inside.users["admin"]
    return WhereForm.of(request)


def test_where_something_is_is_said_by_postcode_name_list_map_or_words(inside, made):
    place = {"locality": Locality.objects.get(), "latitude": None, "longitude": None, "where": ""}
    for said, area in [
        ({"where_search": "zz99 1aa"}, made["vale"]),
        ({"where_search": "hill"}, made["hill"]),
        ({"where_area": str(made["vale"].pk)}, made["vale"]),
    ]:
        form = asked(inside, **said)
        assert form.is_valid(), form.errors
        assert form.where == place | {"area": area}
    form = asked(inside, where_words="By the bus stop")
    assert form.is_valid() and form.where["where"] == "By the bus stop" and form.where["area"] is None
    form = asked(inside, where_map="50.70000,0.70000")
    assert form.is_valid() and form.where["area"] == made["hill"] and str(form.where["latitude"]) == "50.70000"


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({}, "Say where it is"),
        ({"where_search": "ZZ97 1AA"}, "ZZ97 1AA lies outside every place"),
        ({"where_search": "ZZ97"}, "not a full postcode"),
        ({"where_search": "Atlantis"}, "called “Atlantis”"),
        ({"where_search": "l"}, "Several places are called so: Hill (ward), Vale (parish)"),
        ({"where_area": "999999"}, "from what the list offers now"),
        ({"where_map": "10.0,10.0"}, "outside every ward"),
        ({"where_map": "nan,inf"}, "outside every ward"),
        ({"where_map": "<script>"}, "outside every ward"),
    ],
)
def test_a_place_that_is_none_is_refused_and_what_was_typed_is_kept(inside, made, said, refusal):
    form = asked(inside, **said)
    assert not form.is_valid()
    page = str(form)
    assert refusal in page
    if typed := said.get("where_search"):
        assert f'value="{typed}"' in page


def test_pressing_the_map_keeps_what_was_typed_and_shows_the_point(inside, made):
    form = asked(inside, **{"where_words": "By the stile", "where_map_large.x": "100", "where_map_large.y": "200"})
    assert not form.is_bound and not form.is_valid()
    page = str(form)
    assert "By the stile" in page and "You have marked a point in Hill ward" in page
    assert f"ward={made['hill'].pk}" in page and "at=50." in page
    again = asked(inside, where_map=form.initial["where_map"], where_words="By the stile")
    assert again.is_valid() and again.where["area"] in (made["hill"], made["vale"])
    enter = asked(inside, **{"where_words": "x", "where_map_large.x": "0", "where_map_large.y": "0"})
    assert not enter.initial["where_map"]
    assert not asked(inside, where_map="50.7,0.7", where_map_clear="1").initial["where_map"]
    shown = asked(inside, where_area=str(made["moor"].pk), where_map_show="1")
    assert "This is Moor" in str(shown)


def test_without_outlines_there_is_no_map(inside, made):
    Outline.objects.all().delete()
    assert chart() is None and "where_map" not in asked(inside).fields
    assert inside.client().get("/find/map/large.svg").status_code == 404
    assert "On the map" not in inside.client().get("/find/").content.decode()


def test_the_map_is_drawn_here(inside, made, django_assert_max_num_queries):
    stranger = inside.client()
    with django_assert_max_num_queries(8):
        answer = stranger.get("/find/map/small.svg", {"ward": made["hill"].pk, "at": "50.5,0.5"})
    drawn = answer.content.decode()
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert drawn.count("<path") == 2 and "Hill" in drawn and drawn.count("<circle") == 2
    assert "<circle" not in stranger.get("/find/map/small.svg", {"ward": "x" * 50, "at": "<b>"}).content.decode()
    assert stranger.get("/find/map/huge.svg").status_code == 404
    with django_assert_max_num_queries(8):
        stranger.get("/find/", {"q": "ZZ99 1AA"})
