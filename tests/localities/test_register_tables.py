"""What is typed into a register's fields is kept as data and comes back the same: by form, and by table out and in."""

import datetime
import string

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from foundation import mail, tenancy
from foundation.models import File, Message
from foundation.uploads import inspect
from localities import importing, registering, tabulating
from localities.asking import KINDS, WITH_CHOICES
from localities.clock import reviews
from localities.entering import attach, keep_entry
from localities.forms.register import VALUE, EntryForm
from localities.knowing import Known
from localities.models import Field, Organisation, Person, RegisterEntry
from localities.tabulating import Sheet
from tests.foundation.pdf_uploads import untagged
from tests.localities.registers import CLEARED, make_entry, make_register, of_every_kind

words = st.text(max_size=40)
lines = st.lists(st.text(max_size=30), max_size=4).map("\n".join)


# What a browser could send under a field, sensible and not.
typed = st.one_of(
    words,
    lines,
    st.sampled_from(
        ["=1+1", "'=1", "''-5", "-5", "+44", "@x", "| x", "\t=x", " = ", "'", "-", "0", "-0", "1e3", "NaN", "1e99"]
    ),
    st.dates(datetime.date(1790, 1, 1), datetime.date(2210, 1, 1)).map(str),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.decimals(-(10**9), 10**9, places=2).map(str),
    st.emails(),
    st.sampled_from(["https://example.org/a?b=c;d", "http://a.example/é", "javascript:alert(1)", "ftp://a.example"]),
    st.builds("{}; {}; {}".format, words, words, st.dates().map(str)),
    st.sampled_from(["yes", "no", "Yes", "Idea", "agreed", "1", "999999999999999999999"]),
)
labels = st.text(string.ascii_letters + string.digits + " -_?é;=", min_size=1, max_size=30).filter(str.strip)
choices = st.lists(
    st.text(string.ascii_letters + " =-'@", min_size=1, max_size=12).map(importing.tidy).filter(bool),
    min_size=2, max_size=5, unique_by=str.casefold,
)  # fmt: skip
fields = st.builds(
    lambda kind, label, required, offered: Field(
        registering.key_of(label, set()), importing.tidy(label), kind, required=required,
        choices=tuple(offered) if kind in WITH_CHOICES else (),
    ),
    st.sampled_from(sorted(KINDS)), labels, st.booleans(), choices,
)  # fmt: skip


def sent(field: Field, said: str, choice: str) -> QueryDict:
    """Return what a browser sends for an entry with this under the field."""
    name, data = VALUE + field.key, QueryDict(mutable=True)
    data["name"], data["who"] = "Protocol", "everyone"
    if field.kind == "date":
        parts = (*said.split("-"), "", "", "")
        data.update({f"{name}-year": parts[0], f"{name}-month": parts[1], f"{name}-day": parts[2]})
    elif field.kind == "choices":
        data.setlist(name, [choice, *field.choices[:1]])
    else:
        data[name] = choice if field.kind in WITH_CHOICES else said
    return data


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields, typed, st.data())
@example(Field("a", "A", "text"), "'=1", None)
@example(Field("a", "A", "long"), "=cmd|' /C calc'!A0\n\n- b", None)
def test_any_value_is_kept_and_comes_back_the_same_or_is_refused_by_name(inside, field, said, data):
    if data and field.kind in Known([field]).words:
        said = data.draw(st.sampled_from([said, *(str(key) for key in Known([field]).words[field.kind])]))
    choice = data.draw(st.sampled_from([*field.choices, said])) if data and field.choices else said
    register = make_register(inside, field, name=f"R{RegisterEntry.objects.count()}")
    entry = RegisterEntry(register=register, partnership=inside.partnership)
    form = EntryForm(sent(field, said, choice), instance=entry)
    if not form.is_valid():
        assert set(form.errors) == {VALUE + field.key} and all(form.errors.values())
        return
    kept = keep_entry(form.save(commit=False), is_open=True, by=inside.users["clerk"])
    kept = RegisterEntry.objects.get(pk=kept.pk)
    assert not field.required or field.key in kept.values
    # By form: opened and sent again as it stands, nothing changes.
    shown = EntryForm(instance=kept)
    assert not shown.fields[VALUE + field.key].has_changed(shown[VALUE + field.key].value(), _as_sent(shown, field))
    # By table: read in again nothing changes; read in without its number it makes the same entry.
    text = tabulating.table(register, [kept])
    assert not any(importing.FORMULA.match(cell) and not cell.startswith("'") and not importing.NUMBER.fullmatch(cell)
                   for line in importing.lines(text)[1:] for cell in line)  # fmt: skip
    (row,) = Sheet(register).plan(text)
    assert (row.problems, row.does) == ([], "Already here")
    assert row.plan.values == kept.values


def _as_sent(form: EntryForm, field: Field):
    """Return what a browser sends back for a field that it was shown."""
    bound = form[VALUE + field.key]
    value = bound.value()
    if field.kind == "date":
        return bound.field.widget.spread(value) and {k: str(v) for k, v in bound.field.widget.spread(value).items()}
    return value if isinstance(value, list) else "" if value is None else str(value)


def test_a_table_is_looked_at_first_and_nothing_is_saved_by_half(inside):
    register = make_register(inside, *of_every_kind())
    path, clerk = f"/manage/registers/{register.pk}/import/", inside.client("clerk")
    table = (
        "name,organisation,locality,a_date,a_money,a_choice,a_choices,a_person,a_yes_no\n"
        'Good,Testshire Police,hill and vale,31/03/2027,"£1,250.50",idea,Agreed; Idea,Clerk of Testshire,yes\n'
        ",,,,,,,,\nBad,Moon,Mars,31/02/2027,much,Third,Idea; Third,Nobody,perhaps\n"
    )
    shown = clerk.post(path, {"table": table, "take": "1"}).content.decode()
    for said in (
        "1 row of 2 with something wrong", "organisation: “Moon” is not known", "locality: “Mars” is not known",
        "a_date: “31/02/2027” is not a date", "a_money: Enter an amount in pounds", "a_choice: Select a valid choice",
        "a_choices: Select a valid choice. Third", "a_person: “Nobody” is not known", "a_yes_no: Select a valid choice",
    ):  # fmt: skip
        assert said in shown, said
    assert not RegisterEntry.objects.exists()
    right = "\n".join(table.splitlines()[:2])
    assert "1 row to save" in clerk.post(path, {"table": right}).content.decode()
    assert not RegisterEntry.objects.exists()
    assert clerk.post(path, {"table": right, "take": "1"}).status_code == 302
    entry = RegisterEntry.objects.get()
    assert entry.values == {
        "a_date": "2027-03-31", "a_money": 125050, "a_choice": "Idea", "a_choices": ["Agreed", "Idea"],
        "a_person": inside.people["clerk"].pk, "a_yes_no": True,
    }  # fmt: skip
    assert (entry.organisation, entry.locality) == (inside.organisations["police"], inside.locality)
    assert "1 already here" in clerk.post(path, {"table": right}).content.decode()


def test_a_table_with_numbers_changes_only_what_it_has_columns_for(inside):
    register = make_register(inside, Field("partner", "Partner"), Field("next", "Next"))
    entry = make_entry(
        inside, register, values={"partner": "Police", "next": "Meet"}, ends_on=datetime.date(2030, 1, 1)
    )
    Sheet(register).take(f"id,name,partner\n{entry.pk},Pact,\n", by=inside.users["clerk"])
    entry.refresh_from_db()
    assert (entry.name, entry.values, entry.ends_on.year) == ("Pact", {"next": "Meet"}, 2030)
    elsewhere = make_entry(inside, make_register(inside, name="Other"), "Other")
    for key in (elsewhere.pk, "x", 0):
        (row,) = Sheet(register).plan(f"id,name\n{key},A\n")
        assert row.problems == [f"id: there is no entry {key} here. Leave it empty for a new one."]


def test_namesakes_are_told_apart_in_a_table(inside):
    twins = [Person.objects.create(name="Sam Twin") for _ in range(2)]
    register = make_register(inside, Field("who", "Who", "person"))
    entry = make_entry(inside, register, values={"who": twins[1].pk})
    text = tabulating.table(register, [entry])
    assert f"Sam Twin (number {twins[1].pk})" in text
    assert Sheet(register).plan(text)[0].does == "Already here"
    (row,) = Sheet(register).plan("name,who\nA,Sam Twin\n")
    assert row.problems == ["who: “Sam Twin” is not known. Add it first, or write it as it is there"]


def test_who_writes_for_one_locality_imports_for_no_other(inside):
    register = make_register(inside)
    entry = make_entry(inside, register)
    sheet = Sheet(register, {inside.locality.pk})
    rows = sheet.plan(f"id,name,locality\n,A,Hill and Vale\n,B,\n{entry.pk},C,Hill and Vale\n")
    assert [bool(row.problems) for row in rows] == [False, True, True]


@pytest.mark.parametrize("number", [1, 30])
def test_a_preview_takes_the_same_queries_for_one_row_as_for_thirty(inside, number, django_assert_max_num_queries):
    register = make_register(inside, *of_every_kind())
    rows = "".join(f"Row {n},Testshire Police,Clerk of Testshire\n" for n in range(number))
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(20):
        shown = clerk.post(f"/manage/registers/{register.pk}/import/", {"table": f"name,organisation,a_person\n{rows}"})
    assert f"{number} row" in shown.content.decode()


@pytest.mark.parametrize(
    ("kind", "said", "message"),
    [
        ("date", {"-day": "31", "-month": "2", "-year": "2027"}, "A Date must be a real date"),
        ("number", {"": "many"}, "A Number must be a number"),
        ("money", {"": "lots"}, "Enter an amount in pounds"),
        ("yes_no", {"": "maybe"}, "from what the list offers now"),
        ("choice", {"": "Third"}, "from what the list offers now"),
        ("choices", {"": "Third"}, "from what the list offers now"),
        ("link", {"": "javascript:alert(1)"}, "Enter a web address"),
        ("email", {"": "nobody"}, "Enter an email address in the correct format"),
        ("person", {"": "0"}, "from what the list offers now"),
        ("organisation", {"": "x"}, "from what the list offers now"),
        ("area", {"": "-1"}, "from what the list offers now"),
        ("text", {"": "x" * 201}, "must be 200 characters or fewer"),
        ("long", {"": "x" * 10_001}, "must be 10000 characters or fewer"),
        ("rows", {"": "A; B; C; D"}, "Line 1 must be"),
        ("rows", {"": "A; B; 31/02/2027"}, "Line 1: “31/02/2027” is not a date"),
        ("rows", {"": "A\n; B"}, "Line 2 must begin with a name"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(inside, kind, said, message):
    field = next(field for field in of_every_kind() if field.kind == kind)
    register = make_register(inside, field)
    data = {f"{VALUE}{field.key}{part}": value for part, value in said.items()}
    shown = inside.client("clerk").post(
        f"/manage/registers/{register.pk}/new/", {"name": "A", "who": "everyone", **data}
    )
    assert message in shown.content.decode() and not RegisterEntry.objects.exists()


def test_a_record_of_another_partnership_is_none_to_choose(inside, elsewhere):
    register = make_register(inside, Field("body", "Body", "organisation"))
    with elsewhere.inside():
        theirs = Organisation.objects.first()
    tenancy.activate(inside.partnership.pk, CLEARED)
    sent = {"name": "A", "who": "everyone", "value_body": theirs.pk, "organisation": theirs.pk}
    inside.client("clerk").post(f"/manage/registers/{register.pk}/new/", sent)
    assert not RegisterEntry.objects.exists()


def test_a_document_is_open_to_whom_its_entry_is(inside):
    register, clerk = make_register(inside), inside.client("clerk")
    entry = make_entry(inside, register)
    path = f"/manage/registers/entries/{entry.pk}/"
    file = SimpleUploadedFile("pact.pdf", untagged("A pact"), "application/pdf")
    assert clerk.post(f"{path}documents/", {"file": file}).status_code == 302
    kept = File.objects.get()
    public = inside.client()
    assert "pact.pdf" in public.get(entry.get_absolute_url()).content.decode()
    assert public.get(kept.get_absolute_url()).getvalue()
    clerk.post(f"{path}change/", {"name": "Protocol", "who": "officers", "saw": _saw(clerk, f"{path}change/")})
    assert public.get(kept.get_absolute_url()).status_code == 404
    assert clerk.get(kept.get_absolute_url()).getvalue()
    clerk.post(f"{path}documents/{kept.pk}/removal/")
    assert RegisterEntry.objects.get().documents == []
    again = clerk.post(f"{path}documents/{kept.pk}/removal/", follow=True).content.decode()
    assert "Somebody took this document off meanwhile" in again
    wrong = clerk.post(f"{path}documents/", {"file": SimpleUploadedFile("a.exe", b"MZ\x00")})
    assert wrong.status_code == 422 and "seems to be of this kind" in wrong.content.decode()
    assert "Choose a file" in clerk.post(f"{path}documents/").content.decode()


def _saw(client, path: str) -> str:
    return client.get(path).content.decode().partition('name="saw" type="hidden" value="')[2].partition('"')[0]


def test_a_document_of_a_closed_register_is_never_open(inside):
    register = make_register(inside, is_open=False)
    entry = make_entry(inside, register)
    file = attach(entry, inspect(untagged("A pact"), "a.pdf"), by=inside.users["clerk"])
    assert inside.client().get(file.get_absolute_url()).status_code == 404
    assert inside.client("chair").get(file.get_absolute_url()).status_code == 404


def test_an_entry_belongs_to_pages_of_any_room(inside):
    register, clerk = make_register(inside), inside.client("clerk")
    other = make_entry(inside, register, "Older pact")
    pages = f"http://testshire.localhost{inside.board.get_absolute_url()}\n{other.get_absolute_url()}"
    new = f"/manage/registers/{register.pk}/new/"
    assert clerk.post(new, {"name": "Pact", "who": "everyone", "pages": pages}).status_code == 302
    entry = RegisterEntry.objects.get(name="Pact")
    assert entry.links == [["board", inside.board.slug], ["register_entry", other.pk]]
    page = inside.client().get(entry.get_absolute_url()).content.decode()
    assert inside.board.name in page and "Older pact (Agreements)" in page
    board = inside.client().get(inside.board.get_absolute_url()).content.decode()
    assert "In the registers" in board and f'href="{entry.get_absolute_url()}"' in board
    wrong = {"name": "B", "who": "everyone", "pages": "https://example.org/\n/meetings/999999/\nhttp://[\n/manage/"}
    shown = clerk.post(new, wrong).content.decode()
    assert "Line 1 is no address of a page here" in shown and "Nothing public stands at meeting 999999" in shown
    assert "Line 4 is no address" in shown


def test_whoever_writes_is_reminded_once_of_what_is_to_be_reviewed(inside):
    register = make_register(inside)
    today = datetime.date.today()
    make_entry(inside, register, "Due", review_on=today)
    make_entry(inside, register, "Over", review_on=today, ends_on=today - datetime.timedelta(days=1))
    later = make_entry(inside, register, "Later", review_on=today + datetime.timedelta(days=1))
    for _ in range(2):
        reviews()
    tenancy.activate(inside.partnership.pk, (*CLEARED, mail.CLEARED))
    posted = {message.to_address: message.body_text for message in Message.objects.filter(template="register_reviews")}
    assert set(posted) == {"clerk@testshire.example", "admin@testshire.example"}
    assert all("Due" in body and "Over" not in body and "Later" not in body for body in posted.values())
    later.review_on = today
    later.save()
    reviews()
    tenancy.activate(inside.partnership.pk, (*CLEARED, mail.CLEARED))
    assert RegisterEntry.objects.filter(reminded_for=today).count() == 2


def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text(inside):
    register = make_register(inside, Field("said", "Said"))
    make_entry(inside, register, "=HYPERLINK(1)", values={"said": "@SUM(A1)"})
    text = inside.client().get("/registers/agreements/table.csv").content.decode()
    assert "'=HYPERLINK(1)" in text and "'@SUM(A1)" in text
    with pytest.raises(ValidationError, match="no column “name”"):
        Sheet(register).plan("said\nx\n")
