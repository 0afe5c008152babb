"""Values from a file: understood, checked line by line, taken in once confirmed, undone. Source: issue 5, 1 and 7."""

import datetime
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from foundation.models import File
from localities.importing import lines
from plans import importing_values, taking_in_values
from plans.models import Indicator, IndicatorValue, ValueImport
from plans.naming_columns import guess
from plans.periods import parse
from plans.recording_values import record_value
from tests.plans.figured import a_value, an_indicator, make_wards

SAW = re.compile('name="saw" value="([^"]+)"')
NEW = "/manage/plans/imports/new/"


def set_stage(cast):
    areas = make_wards(cast)
    areas["crime"] = an_indicator(cast)
    areas["homes"] = an_indicator(cast, "homes", unit="number", decimals=0, counts_people=True, name="Homeless people")
    return areas


def sent(cast, text: str, *, replaces: bool = False, only: Indicator | None = None) -> ValueImport:
    """Send a file, say that its columns were guessed right, and have it checked."""
    admin = cast.users["admin"]
    one = importing_values.start(text, "values.csv", locality=None, only=only, by=admin)
    return importing_values.name_columns(one, one.columns["held"], only=only, replaces=replaces, by=admin)


def confirmed(cast, one: ValueImport, *, leaves_out: bool = False) -> ValueImport:
    """Confirm what was checked, as it is shown."""
    saw = importing_values.version(one)
    return importing_values.confirm(one, leaves_out=leaves_out, saw=saw, by=cast.users["admin"])


def taken(cast, text: str, *, leaves_out: bool = False, **how) -> ValueImport:
    """Send a file and take it in as a worker would."""
    one = confirmed(cast, sent(cast, text, **how), leaves_out=leaves_out)
    while taking_in_values.take_part(one.pk):
        pass
    one.refresh_from_db()
    return one


def values() -> dict[tuple[str, str], Decimal | None]:
    rows = IndicatorValue.objects.filter(replaced_at=None).select_related("area", "indicator")
    return {(row.area.name, str(row.starts_on.year)): row.value for row in rows}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_however_a_spreadsheet_saved_it(encoding, mark, end):
    table = [["area", "period"], ["Hôlme", "2025"]]
    saved = end.join(mark.join(line) for line in table).encode(encoding)
    assert lines(importing_values.text_of(saved, "values.csv")) == table


LONG = "gss_code,period,indicator,value,lower_ci,upper_ci\n"
GOOD = f"{LONG}E05000000,2025,crime,61.2,60,62.5\nE05000001,2025,crime,55.0,,\nE05000002,2025,crime,..,,\n"


def test_columns_are_guessed_from_their_headings(inside, made):
    rows = [made["crime"], made["homes"]]
    assert guess(["Area Code", "Area Name", "Year", "Measure", "OBS_VALUE"], rows) == [
        "area", "skip", "period", "indicator", "value",
    ]  # fmt: skip
    assert guess(["Ward", "From", "To", "Crime", "Homeless people", "Odd"], rows) == [
        "area", "starts_on", "ends_on", f"of:{made['crime'].pk}", f"of:{made['homes'].pk}", "skip",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "wrong", "mend"),
    [
        ("E05999999,2025,crime,1,,", "GSS code E05999999 is not known", "add the area"),
        ("Atlantis,2025,crime,1,,", "no area that is known", "GSS code"),
        (f"{'A' * 90},2025,crime,1,,", f"“{'A' * 60}…” is no area", "GSS code"),
        ("Hill,2025,crime,lots,,", "“lots” is no number", "Write figures"),
        ("Hill,2025,crime,=2+3,,", "starts like a formula", "paste its values"),
        ("Hill,2025,crime,+A1,,", "starts like a formula", "paste its values"),
        ("@Hill,2025,crime,1,,", "starts like a formula", "paste its values"),
        ("-cmd|x,2025,crime,1,,", "starts like a formula", "paste its values"),
        ("Hill,2025/27,crime,1,,", "is no period", "2026/27"),
        ("Hill,2099,crime,1,,", "has not begun", "Check the year"),
        ("Hill,2025,burglary,1,,", "indicator “burglary” is not known", "short name"),
        ("Hill,2025,crime,5,6,7", "does not lie between", "Check the three"),
        ("Hill,2025,crime,5,4,", "only one end", "Give both"),
        ("Dale,2025,crime,1,,", "line 2 has this area and period already", "Keep one"),
        ("Fell,2024,crime,9,,", "another value is kept for this area and period: 7.5", "replace the values"),
        ("Hill,2025,crime,1,,,extra", "more cells than headings", "quotation marks"),
        (",2025,crime,1,,", "there is no area", "GSS code"),
        ("Hill,,crime,1,,", "there is no period", "2026"),
        ("Hill,2025,crime,9999999999999999,,", "too large a number", "unit"),
    ],
)  # fmt: skip
def test_a_faulty_line_is_named_with_what_would_mend_it(inside, made, line, wrong, mend):
    a_value(made["crime"], made["Fell"], "2024", 7.5)
    one = sent(inside, f"{LONG}Dale,2025,crime,55,,\n{line}\n")
    assert one.faulty == 1 and [number for number, *_ in one.faults] == [3]
    assert wrong in one.faults[0][1] and mend in one.faults[0][2]
    with pytest.raises(ValidationError, match="1 lines are wrong"):
        confirmed(inside, one)
    assert IndicatorValue.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.xlsm", b"PK\x03\x04macro", "may hold macros"), ("x.csv", b"\xd0\xcf\x11\xe0old", "may hold macros"),
        ("x.pdf", b"%PDF-1.7", "ends in .csv"), ("x.csv", b"\x00\x01\x02", "not a table of text"),
        ("x.csv", "area,period".encode("utf-16-le"), "CSV UTF-8"), ("x.csv", b"sep=;\na;b", "Delete it"),
        ("x.csv", b"<html><script>", "web page"), ("x.csv", b"area,period,value\n", "no lines under its headings"),
        ("x.csv", b'area,period\n"open', "quotation mark"), ("x.csv", b"", "empty"),
        ("x.csv", b"a\n" * 200_002, "200,001 lines. At most 200,000"), ("x.csv", b"," * 400 + b"\nx", "401 columns"),
    ],
)  # fmt: skip
def test_what_is_no_table_of_values_is_refused_with_words(inside, made, name, content, said):
    answer = inside.client("admin").post(NEW, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not ValueImport.objects.exists()


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("period,value", "which column holds the area"), ("area,value", "which column holds the period"),
        ("area,period", "which column holds the value"), ("area,period,value", "names the indicator"),
        ("area,period,value,crime", "Choose"), ("area,period,indicator,value,low", "both ends"),
        ("area,period,crime,low,high", "one value in a line"),
    ],
)  # fmt: skip
def test_columns_from_which_no_value_can_be_read_are_refused(inside, made, heading, said):
    with pytest.raises(ValidationError, match=said):
        sent(inside, f"{heading}\n{','.join('1' * 5)}\n")


def test_nothing_is_taken_in_until_confirmed_and_twice_is_once(inside, made):
    admin = inside.client("admin")
    answer = admin.post(NEW, {"file": SimpleUploadedFile("values.csv", GOOD.encode())})
    one = ValueImport.objects.get()
    assert answer.url == f"/manage/plans/imports/{one.pk}/columns/"
    page = admin.get(answer.url).content.decode()
    assert "“lower_ci” holds" in page and "E05000000" in page
    columns = {f"column_{n}": held for n, held in enumerate(one.columns["held"])}
    assert admin.post(answer.url, {**columns, "column_0": "skip", "replaces": "no"}).status_code == 422
    admin.post(answer.url, {**columns, "replaces": "no"})
    path = f"/manage/plans/imports/{one.pk}/"
    page = admin.get(path).content.decode()
    assert "Nothing has been taken in yet" in page and "Every line is right: 2 values" in page
    assert not IndicatorValue.objects.exists()
    seen = {"saw": SAW.search(page)[1]}
    admin.post(answer.url, {**columns, "replaces": "yes"})  # in another tab: this one shows it no more
    assert "Look at what is here now" in admin.post(f"{path}confirmation/", seen, follow=True).content.decode()
    one.refresh_from_db()
    assert one.confirmed_at is None
    admin.post(answer.url, {**columns, "replaces": "no"})
    admin.post(f"{path}confirmation/", {"saw": SAW.search(admin.get(path).content.decode())[1]})
    assert "Taking in the values" in admin.get(path).content.decode()
    key = one.file.pk
    while taking_in_values.take_part(one.pk):
        pass
    assert not taking_in_values.take_part(one.pk)
    assert values() == {("Hill", "2025"): Decimal("61.2"), ("Dale", "2025"): 55}
    assert "2 values taken in" in admin.get(path).content.decode() and File.objects.get(pk=key).purged_at
    again = taken(inside, GOOD)
    assert again.columns["taken"] == 0 and again.faulty == 0 and len(values()) == 2
    assert "61.2" in inside.client().get(made["crime"].get_absolute_url()).content.decode()


def test_faulty_lines_are_left_out_only_when_that_is_said(inside, made):
    text = f"{GOOD}E05999999,2025,crime,4,,\nHill,2025,crime,70,,\n"
    one = taken(inside, text, leaves_out=True)
    assert one.faulty == 2 and values() == {("Hill", "2025"): Decimal("61.2"), ("Dale", "2025"): 55}
    none = sent(inside, f"{LONG}X,2025,crime,1,,\n")
    with pytest.raises(ValidationError, match="Every line is wrong"):
        confirmed(inside, none, leaves_out=True)


def test_undoing_brings_back_what_was_replaced_and_keeps_later_corrections(inside, made):
    admin = inside.users["admin"]
    old, also = a_value(made["crime"], made["Hill"], "2025", 50), a_value(made["crime"], made["Dale"], "2025", 40)
    one = taken(inside, GOOD, replaces=True)
    assert values() == {("Hill", "2025"): Decimal("61.2"), ("Dale", "2025"): 55}
    old.refresh_from_db()
    assert old.replaced_by.came_by == one
    later = record_value(made["crime"], made["Dale"], parse("2025"), Decimal(44), by=admin)
    undone = taking_in_values.undo(one, by=admin)
    assert values() == {("Hill", "2025"): 50, ("Dale", "2025"): 44} and undone.done == 0
    also.refresh_from_db()
    assert also.replaced_by == later and not IndicatorValue.objects.filter(came_by=one).exists()
    taking_in_values.take_out(one.pk)
    assert taking_in_values.undo(one, by=admin).undone_at == undone.undone_at and not taking_in_values.owed().exists()


def test_a_file_with_a_column_for_each_indicator_withholds_small_counts(inside, made):
    text = "Area,Period,crime,Homeless people\nHill,2025,61.2,20\nDale,2025,55,2\nFell,2025,*,9\nMoor,2025,1,30\n"
    taken(inside, f"{text}Northdown,2025,,61\n")
    homes = IndicatorValue.objects.filter(indicator=made["homes"]).select_related("area")
    assert {row.area.name: row.value for row in homes} == {
        "Hill": 20, "Dale": None, "Fell": None, "Moor": 30, "Northdown": 61,
    }  # fmt: skip
    assert all(row.published_at for row in homes)
    assert IndicatorValue.objects.get(indicator=made["crime"], area=made["Fell"]).is_withheld


def test_large_files_are_taken_in_in_parts_that_the_page_shows(inside, made, monkeypatch):
    monkeypatch.setattr(taking_in_values, "A_PART", 2)
    many = "".join(f"Hill,{year},{year}\n" for year in range(2015, 2020))
    one = confirmed(inside, sent(inside, f"area,period,value\n{many}", only=made["crime"]))
    assert taking_in_values.take_part(one.pk) and len(values()) == 2
    page = inside.client("auditor").get(f"/manage/plans/imports/{one.pk}/").content.decode()
    assert 'value="2" max="5"' in page
    with pytest.raises(ValidationError, match="being taken in"):
        taking_in_values.undo(one, by=inside.users["admin"])
    assert taking_in_values.take_part(one.pk) and not taking_in_values.take_part(one.pk) and len(values()) == 5


def test_a_file_that_nobody_confirms_is_forgotten(inside, made):
    one = sent(inside, GOOD)
    assert importing_values.forget() == 0
    ValueImport.objects.update(started_at=timezone.now() - datetime.timedelta(days=8))
    assert importing_values.forget() == 1 and File.objects.get(pk=one.file_id).purged_at


def test_an_officer_of_one_place_brings_values_of_its_indicators_alone(inside, made):
    clerk = inside.client("clerk")
    body = {"file": SimpleUploadedFile("values.csv", GOOD.encode())}
    assert "Select the place whose indicators" in clerk.post(NEW, body).content.decode()
    body = {"file": SimpleUploadedFile("values.csv", GOOD.encode()), "locality": inside.locality.pk}
    assert clerk.post(NEW, body).status_code == 302
    one = ValueImport.objects.get()
    checked = importing_values.name_columns(
        one, one.columns["held"], only=None, replaces=False, by=inside.users["clerk"]
    )
    assert checked.faulty == 3 and "“crime” is not known" in checked.faults[0][1]
    assert inside.client("chair").get(f"/manage/plans/imports/{one.pk}/").status_code == 404
    clerk.post(f"/manage/plans/imports/{one.pk}/removal/")
    assert not ValueImport.objects.exists()
