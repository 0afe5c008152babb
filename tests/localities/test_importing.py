"""Tables of areas and of people are looked at first, and saved only when every row is right."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from localities import importing_areas, importing_people
from localities.importing import decode, read
from localities.models import Area, Mandate, Person, PoliticalGroup
from tests.cast import browser

AREAS, PEOPLE = "/manage/places/areas/import/", "/manage/people/import/"
COLUMNS = ("kind", "name")


@pytest.mark.parametrize("path", [AREAS, PEOPLE])
def test_who_may_import(inside, elsewhere, path):
    assert inside.client("admin").get(path).status_code == 200
    assert "/accounts/login/" in inside.client().get(path).headers["Location"]
    assert inside.client("clerk").get(path).status_code == 403
    assert inside.client("resident").get(path).status_code == 403
    assert browser(inside, elsewhere.users["admin"]).get(path).status_code == 403


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The table is empty"),
        ("kind,name", "headings and no rows"),
        ("kind,name\n\n , ", "headings and no rows"),
        ("kind\nward", "There is no column “name”"),
        ("kind,name,colour\nward,A,red", "“colour” that is not known"),
        ("kind,name,name\nward,A,B", "“name” is there twice"),
        ('kind,name\nward,"A', "a quotation mark is opened and not closed"),
        ("kind,name\n" + "ward,A\n" * 5001, "more than 5,000 rows"),
        ("x" * 1_000_001, "too long"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(text, said):
    with pytest.raises(ValidationError, match=said):
        read(text, COLUMNS, needed=COLUMNS)


def test_columns_come_in_any_order_with_any_separator():
    for mark in ",;\t":
        rows = read(f"Name{mark}KIND\n A  b {mark}ward\n\nC{mark}", COLUMNS, needed=COLUMNS)
        assert [row.values for row in rows] == [{"kind": "ward", "name": "A b"}, {"kind": "", "name": "C"}]
        assert [(row.number, row.problems) for row in rows] == [(2, []), (4, ["kind is empty"])]


def test_what_a_spreadsheet_saves_is_understood_and_a_picture_is_not():
    assert decode("\ufeffkind,name".encode()) == "kind,name"
    assert decode("Lœil – é".encode("cp1252")) == "Lœil – é"
    with pytest.raises(ValidationError, match="not a table of text"):
        decode(b"\x89PNG\x00\x01")


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    try:
        rows = read("kind,name\n" + text, COLUMNS, needed=COLUMNS)
    except ValidationError as refusal:
        assert refusal.messages
    else:
        assert all(set(row.values) == set(COLUMNS) for row in rows)


def test_areas_are_previewed_then_saved_once(inside, django_capture_on_commit_callbacks):
    admin, before = inside.client("admin"), Area.objects.count()
    table = (
        "kind,name,gss_code,within,starts_on\n"
        "District or borough,Dale,E07000009,Testshire,2023-05-04\nward,Dale East,E05000009,dale,04/05/2023\n"
        "ward,Hill,E05000001,,\nparish,Vale,,,"
    )
    shown = admin.post(AREAS, {"table": table}).content.decode()
    assert "3 rows to save, 1 already here" in shown and "Changes gss code" in shown
    assert Area.objects.count() == before
    sent = {"table": table, "take": "1", "sending": str(uuid.uuid4())}
    with django_capture_on_commit_callbacks(execute=True):
        first = admin.post(AREAS, sent)
    assert admin.post(AREAS, sent).headers["Location"] == first.headers["Location"] == "/manage/places/"
    east = Area.objects.get(name="Dale East")
    assert (east.within.name, east.starts_on) == ("Dale", datetime.date(2023, 5, 4))
    assert Area.objects.get(name="Hill").gss_code == "E05000001" and Area.objects.count() == before + 2
    assert importing_areas.take(table, by=inside.users["admin"]) == 0


def test_every_wrong_row_is_named_and_nothing_is_saved(inside):
    admin, before = inside.client("admin"), Area.objects.count()
    table = (
        "kind,name,gss_code,within,starts_on,ends_on\nward,Good,,,,\nvillage,A,,,,\nward,,,,,\nward,B,E1,,,\n"
        "ward,C,,Nowhere,,\nward,D,,,31/02/2023,\nward,F,,,2023-05-04,2022-05-04\nward,Good,,,,\nward,G,,,,,x"
    )
    for sent in ({"table": table}, {"table": table, "take": "1"}):
        shown = admin.post(AREAS, sent).content.decode()
        for said in (
            "8 rows of 9 with something wrong", "is none of county, district", "name is empty", "eight digits",
            "“Nowhere” is not known", "“31/02/2023” is not a date", "last day is before", "in a row above",
            "more cells than headings",
        ):  # fmt: skip
            assert said in shown, said
        assert "village,A" in shown  # what was sent is still there, to be put right
    assert Area.objects.count() == before
    with pytest.raises(ValidationError, match="Nothing was saved"):
        importing_areas.take(table, by=inside.users["admin"])


def test_a_file_is_read_like_a_table(inside):
    admin = inside.client("admin")
    file = SimpleUploadedFile("areas.csv", "kind,name\nward,Élan\n".encode("cp1252"), "text/csv")
    assert "1 row to save" in admin.post(AREAS, {"file": file}).content.decode()
    picture = SimpleUploadedFile("areas.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "text/csv")
    assert "not a table of text" in admin.post(AREAS, {"file": picture}).content.decode()
    large = SimpleUploadedFile("areas.csv", b"x" * (2 * 1024 * 1024 + 1), "text/csv")
    assert "smaller than 2 MB" in admin.post(AREAS, {"file": large}).content.decode()
    assert "Choose a file, or paste the table" in admin.post(AREAS, {}).content.decode()


HEADINGS = "title,name,email,council,area,group,position,starts_on,ends_on\n"


def test_people_come_with_their_mandates_in_several_tiers(inside):
    admin = inside.client("admin")
    PoliticalGroup.objects.create(name="Independent", short_name="Ind")
    table = HEADINGS + (
        "Councillor,Ivy Import,ivy@new.example,Testshire County Council,Hill and Vale,Ind,Leader,2023-05-04,\n"
        ",Ivy Import,ivy@new.example,Hill District Council,Hill,Independent,,2023-05-04,\n"
        ",Parish of Testshire,,Vale Parish Council,,,,2024-05-06,\nDr,Oz Officer,,,,,,,\n"
    )
    shown = admin.post(PEOPLE, {"table": table}).content.decode()
    assert "3 rows to save, 1 already here" in shown and "New person and new mandate" in shown
    assert not Person.objects.filter(name="Ivy Import").exists()
    assert admin.post(PEOPLE, {"table": table, "take": "1"}).headers["Location"] == "/manage/people/"
    ivy = Person.objects.get(name="Ivy Import")
    assert ivy.title == "Councillor" and ivy.mandates.count() == 2
    county = ivy.mandates.get(council=inside.organisations["county"])
    assert (county.area.kind, county.group.name, county.executive_position) == ("division", "Independent", "Leader")
    assert Person.objects.filter(name="Oz Officer", title="Dr").exists()
    assert importing_people.take(table, by=inside.users["admin"]) == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",,a@b.example,,,,,,", "name is empty"),
        (",A,not-an-address,,,,,,", "email:"),
        (",A,,Moon Council,,,,2023-05-04,", "council: “Moon Council” is not known"),
        (",A,,Testshire Police,,,,2023-05-04,", "council: “Testshire Police” is not known"),
        (",A,,Hill District Council,Hill and Vale,,,2023-05-04,", "is no ward or division of it"),
        (",A,,Hill District Council,Hill,Blues,,2023-05-04,", "group: “Blues” is not known"),
        (",A,,Hill District Council,,,,,", "starts_on is empty"),
        (",A,,,Hill,,,2023-05-04,", "council is empty"),
        (",Parish of Testshire,,Vale Parish Council,,,,2025-05-06,", "sits on Vale Parish Council in that time"),
        (",Somebody Else,clerk@testshire.example,,,,,,", "is the address of Clerk of Testshire"),
        (",Twin,,,,,,,", "There are 2 people called Twin"),
        (f",{'x' * 161},,,,,,,", "at most 160 characters"),
    ],
)
def test_a_wrong_row_of_people_is_named(inside, row, said):
    Person.objects.create(name="Twin")
    Person.objects.create(name="Twin", email="twin@new.example")
    before = (Person.objects.count(), Mandate.objects.count())
    shown = inside.client("admin").post(PEOPLE, {"table": HEADINGS + row, "take": "1"}).content.decode()
    assert "1 row of 1 with something wrong" in shown and said in shown
    assert (Person.objects.count(), Mandate.objects.count()) == before


@pytest.mark.parametrize("number", [1, 30])
def test_a_preview_takes_the_same_queries_for_one_row_as_for_thirty(inside, number, django_assert_max_num_queries):
    people = "".join(f",Row {n},,Vale Parish Council,Vale,,,2023-05-04,\n" for n in range(number))
    areas = "kind,name,within\n" + "".join(f"ward,Row {n},Testshire\n" for n in range(number))
    admin = inside.client("admin")
    for path, table in ((PEOPLE, HEADINGS + people), (AREAS, areas)):
        with django_assert_max_num_queries(16):
            assert f"{number} row" in admin.post(path, {"table": table}).content.decode()
