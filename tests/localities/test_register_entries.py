"""Entries of registers: who reads and writes them, two at once, lists, pages and search."""

import datetime
import uuid

import pytest
from django.core.exceptions import ValidationError

from foundation import access, search, tenancy
from localities import registering
from localities.entering import keep_entry
from localities.models import Field, Locality, Register, RegisterEntry
from tests.boards.at_once import overtaken
from tests.cast import browser, make_cast
from tests.localities.registers import HIDDEN, STAGE, TEXT, make_entry, make_register
from tests.seeing import seen


def test_what_officers_keep_to_themselves_no_query_without_clearance_sees(inside):
    register = make_register(inside, TEXT)
    closed = make_entry(inside, register, "Quiet word", is_open=False, values={"partner": "Police"})
    public = inside.client()
    assert "Quiet word" not in public.get("/registers/agreements/").content.decode()
    assert "Quiet word" not in public.get("/registers/agreements/table.csv").content.decode()
    assert public.get(closed.get_absolute_url()).status_code == 404
    assert "Quiet word" in inside.client("clerk").get(f"/manage/registers/{register.pk}/").content.decode()
    tenancy.activate(inside.partnership.pk, ())
    assert not RegisterEntry.objects.filter(pk=closed.pk).exists()
    assert not RegisterEntry.history.filter(id=closed.pk).exists()


def test_closing_a_register_closes_every_entry_and_opening_it_opens_none(inside):
    register, admin = make_register(inside, TEXT), inside.client("admin")
    entry = make_entry(inside, register)
    state = f"/manage/registers/{register.pk}/state/"
    admin.post(state, {"do": "close"})
    assert inside.client().get("/registers/agreements/").status_code == 404
    admin.post(state, {"do": "open"})
    assert inside.client().get(entry.get_absolute_url()).status_code == 404
    admin.post(state, {"do": "open-entries"})
    assert inside.client().get(entry.get_absolute_url()).status_code == 200
    admin.post(state, {"do": "retire"})
    assert inside.client().get(entry.get_absolute_url()).status_code == 404
    assert inside.client("clerk").get(f"/manage/registers/{register.pk}/new/").status_code == 403
    assert admin.post(state, {"do": "burn"}).status_code == 404
    with pytest.raises(ValidationError, match="retired"):
        keep_entry(RegisterEntry.objects.get(), is_open=True, by=inside.users["clerk"])


def test_an_entry_is_not_open_where_its_register_is_not(inside):
    register = make_register(inside, TEXT, is_open=False)
    assert make_entry(inside, register).opened_at is None
    assert "Who may read it" not in inside.client("admin").get(f"/manage/registers/{register.pk}/new/").content.decode()


def test_who_reads_and_who_writes(inside, elsewhere):
    register = make_register(inside, TEXT, writers=["clerk"])
    page, new = f"/manage/registers/{register.pk}/", f"/manage/registers/{register.pk}/new/"
    expected = {
        "admin": (200, 200),
        "clerk": (200, 200),
        "auditor": (200, 403),
        "chair": (403, 403),
        "resident": (403, 403),
    }
    for who, statuses in expected.items():
        client = inside.client(who)
        assert (client.get(page).status_code, client.get(new).status_code) == statuses, who
    register.writers = []
    registering.keep_register(register, by=inside.users["admin"])
    assert inside.client("clerk").get(new).status_code == 403
    assert inside.client("clerk").get(f"{page}fields/").status_code == 403
    assert inside.client("clerk").post(f"{page}state/", {"do": "close"}).status_code == 403
    outsider = browser(inside, elsewhere.users["admin"])
    assert outsider.get(page).status_code == 403
    assert elsewhere.client("admin").get(page).status_code == 404


def test_a_district_administrator_writes_for_their_own_locality_only(inside):
    far = Locality.objects.create(name="Far", slug="far")
    register = make_register(inside, TEXT, writers=["district"])
    theirs, other = (
        make_entry(inside, register, "A", locality=inside.locality),
        make_entry(inside, register, "B", locality=far),
    )
    access.grant(inside.users["resident"], "district", inside.locality, by=inside.users["admin"])
    district = inside.client("resident")
    assert district.get(f"/manage/registers/entries/{theirs.pk}/change/").status_code == 200
    assert district.get(f"/manage/registers/entries/{other.pk}/change/").status_code == 403
    new = f"/manage/registers/{register.pk}/new/"
    assert "Select" in district.post(new, {"name": "C", "who": "everyone", "locality": far.pk}).content.decode()
    assert "Select" in district.post(new, {"name": "C", "who": "everyone"}).content.decode()
    assert district.post(new, {"name": "C", "who": "everyone", "locality": inside.locality.pk}).status_code == 302


def test_of_two_tabs_the_later_is_told_and_shown_both(inside):
    paid, ways = Field("paid", "Paid", "money"), Field("ways", "Ways", "choices", choices=("Post", "Online"))
    register = make_register(inside, TEXT, paid, ways, Field("day", "Day", "date"), Field("who", "Who", "person"))
    entry = make_entry(inside, register, values={"partner": "Police", "paid": 100, "day": "2027-03-31"})
    clerk, change = inside.client("clerk"), f"/manage/registers/entries/{entry.pk}/change/"
    same = {
        "name": "Protocol",
        "who": "everyone",
        "value_day-day": "31",
        "value_day-month": "3",
        "value_day-year": "2027",
    }
    mine, theirs = {**same, "value_partner": "Health", "value_paid": "1"}, inside.people["chair"].pk
    mark = seen(clerk, change)
    sent = {
        **same,
        "value_partner": "Fire",
        "value_paid": "2.50",
        "value_ways": ["Post", "Online"],
        "value_who": theirs,
    }
    assert clerk.post(change, {**sent, **mark}).status_code == 302
    page = clerk.post(change, {**mine, **mark}).content.decode()
    for said in (
        "Partner is now saved as “Fire”",
        "Paid is now saved as “2.50”",
        "Ways is now saved as “Post, Online”",
        "Who is now saved as “Chair of Test",
    ):
        assert said in page, said
    assert "Day is now" not in page and 'value="Health"' in page
    entry.refresh_from_db()
    assert entry.values["partner"] == "Fire"
    again = {"saw": page.partition('name="saw" type="hidden" value="')[2].partition('"')[0]}
    assert clerk.post(change, {**mine, **again}).status_code == 302
    entry.refresh_from_db()
    assert entry.values == {"partner": "Health", "paid": 100, "day": "2027-03-31"}


def test_of_two_who_change_a_field_the_later_is_told(inside):
    register, admin = make_register(inside, TEXT), inside.client("admin")
    path = f"/manage/registers/{register.pk}/fields/partner/"
    mark = seen(admin, path)
    assert admin.post(path, {"kind": "text", **mark, "label": "Body"}).status_code == 302
    told = admin.post(path, {"kind": "text", **mark, "label": "Agency"}).content.decode()
    assert "Somebody else changed the fields meanwhile. They are now: Body (text)" in told
    change = f"/manage/registers/{register.pk}/change/"
    assert "Somebody else changed this meanwhile" in admin.post(change, {"name": "N", "noun": "n"}).content.decode()


def test_an_entry_checked_against_other_fields_is_not_saved(inside):
    register = make_register(inside, TEXT)
    entry = RegisterEntry(partnership=inside.partnership, register=Register.objects.get(pk=register.pk), name="A")
    registering.add_field(register, STAGE, by=inside.users["admin"])
    with pytest.raises(ValidationError, match="fields of this register were changed"):
        keep_entry(entry, is_open=True, by=inside.users["clerk"])


def test_the_list_is_narrowed_by_words_choices_places_and_days(inside):
    register = make_register(
        inside,
        TEXT,
        STAGE,
        Field("paid", "Paid", "yes_no"),
        Field("ways", "Ways", "choices", choices=("By post", "Online")),
    )
    make_entry(inside, register, "One", values={"partner": "Blackwater Health", "stage": "Idea", "paid": True})
    make_entry(
        inside, register, "Two", locality=inside.locality, organisation=inside.organisations["police"],
        values={"stage": "Agreed", "ways": ["Online"]},
    )  # fmt: skip
    make_entry(inside, register, "Three", ends_on=datetime.date(2020, 1, 1))
    client = inside.client()

    def names(query: str) -> set[str]:
        page = client.get(f"/registers/agreements/?{query}").content.decode()
        return {name for name in ("One", "Two", "Three") if f">{name}</a>" in page}

    assert names("") == {"One", "Two"}
    assert names("q=health+black") == {"One"}
    assert names("value_stage=Agreed") == {"Two"}
    assert names("value_paid=yes") == {"One"}
    assert names("value_ways=Online") == {"Two"}
    assert names(f"locality={inside.locality.pk}") == {"Two"}
    assert names(f"organisation={inside.organisations['police'].pk}") == {"Two"}
    assert names("standing=ended") == {"Three"} and names("standing=all") == {"One", "Two", "Three"}
    assert names("q=%00") == names("locality=x") == names("standing=x") == names("q=nothing+such") == set()
    assert "Show everything in this register" in client.get("/registers/agreements/?q=zebra").content.decode()
    assert "Show all entries" in client.get("/registers/agreements/?page=99").content.decode() or names("page=99")


def test_an_entry_shows_what_changed_and_when(inside):
    register = make_register(inside, TEXT)
    entry = make_entry(inside, register, values={"partner": "Police"})
    entry = RegisterEntry.objects.get(pk=entry.pk)
    entry.values, entry.name = {"partner": "Fire"}, "Pact"
    keep_entry(entry, is_open=True, by=inside.users["clerk"])
    page = inside.client().get(entry.get_absolute_url()).content.decode()
    assert "Name, Partner" in page and "Clerk of Testshire" not in page
    assert "Clerk of Testshire" in inside.client("clerk").get(f"/manage/registers/entries/{entry.pk}/").content.decode()


def test_pages_of_a_place_and_of_an_organisation_show_their_entries(inside):
    register = make_register(inside, TEXT)
    make_entry(inside, register, locality=inside.locality, organisation=inside.organisations["police"])
    make_entry(inside, register, "Quiet", locality=inside.locality, is_open=False)
    make_entry(inside, register, "Ended", locality=inside.locality, ends_on=datetime.date(2020, 1, 1))
    for who in (None, "clerk"):
        page = inside.client(who).get(inside.locality.get_absolute_url()).content.decode()
        assert "Protocol" in page and "Quiet" not in page and "Ended" not in page
    admin = inside.client("admin")
    assert "Protocol" in admin.get(f"/manage/organisations/{inside.organisations['police'].pk}/").content.decode()
    assert (
        "Nothing is entered"
        in admin.get(f"/manage/organisations/{inside.organisations['county'].pk}/").content.decode()
    )


@pytest.mark.parametrize("number", [1, 30])
def test_pages_ask_the_same_queries_for_one_entry_as_for_thirty(inside, number, django_assert_max_num_queries):
    fields = [
        Field("who", "Who", "person"),
        Field("where", "Where", "area"),
        Field("body", "Body", "organisation"),
        STAGE,
    ]
    register = make_register(inside, *fields)
    values = {
        "who": inside.people["clerk"].pk, "body": inside.organisations["police"].pk,
        "where": inside.organisations["parish"].area_id, "stage": "Idea",
    }  # fmt: skip
    for each in range(number):
        entry = make_entry(inside, register, f"Entry {each}", values=values, locality=inside.locality)
    public, admin = inside.client(), inside.client("admin")
    for path in ("/registers/", "/registers/agreements/", "/registers/agreements/table.csv", entry.get_absolute_url()):
        with django_assert_max_num_queries(11):  # eight of the page, and three by which the test's request begins
            assert public.get(path).status_code == 200
    one, entry_page = f"/manage/registers/{register.pk}/", f"/manage/registers/entries/{entry.pk}/"
    for path in (
        "/manage/registers/",
        one,
        f"{one}?due=yes",
        f"{one}fields/",
        f"{one}new/",
        entry_page,
        f"{entry_page}change/",
    ):
        with django_assert_max_num_queries(20):
            assert admin.get(path).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_is_saved_while_the_fields_change_is_told(built):
    cast = make_cast(f"registers-{uuid.uuid4().hex[:8]}")
    admin, clerk = cast.users["admin"], cast.users["clerk"]
    with cast.inside(*HIDDEN):
        register = make_register(cast, TEXT)
        entry = make_entry(cast, register, values={"partner": "2027-03-31"})

    def change() -> None:
        tenancy.clear(*HIDDEN)
        registering.change_field(register, Field("partner", "Partner", "date"), by=admin)

    def save() -> str:
        with cast.inside(*HIDDEN), pytest.raises(ValidationError) as refused:
            keep_entry(RegisterEntry.objects.select_related("register").get(pk=entry.pk), is_open=True, by=clerk)
        return refused.value.messages[0]

    assert "fields of this register were changed just now" in overtaken(cast, change, save)


def test_what_everybody_may_read_is_found_by_search_and_nothing_else(inside):
    register = make_register(inside, TEXT)
    entry = make_entry(inside, register, "Zebra crossing protocol")
    make_entry(inside, register, "Zebra crossing secret", is_open=False)
    page = inside.client().get("/search/?q=zebra").content.decode()
    assert entry.get_absolute_url() in page and "Entries of registers" in page and "secret" not in page
    with inside.inside(*HIDDEN):
        registering.close_register(register, by=inside.users["admin"])
        assert search.find("zebra").total == 0
        registering.open_register(register, by=inside.users["admin"])
        assert search.find("zebra").total == 0
        registering.open_entries(register, by=inside.users["admin"])
        assert search.find("zebra").total == 2
        registering.retire_register(register, by=inside.users["admin"])
        assert search.find("zebra").total == 0
