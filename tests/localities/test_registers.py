"""Registers: lists whose fields an administrator sets up, and that the public reads where they are opened."""

import pytest
from django.core.exceptions import ValidationError

from foundation.models import Act
from localities import registering
from localities.asking import KINDS
from localities.models import Field, Register, RegisterEntry
from localities.presets.registers import REGISTERS, make_registers
from tests.localities.registers import STAGE, TEXT, make_entry, make_register
from tests.seeing import seen


def test_a_partnership_starts_from_the_registers_that_the_sources_speak_of(inside):
    made = make_registers()
    assert len(made) == len(REGISTERS) == 17
    make_registers()
    assert Register.objects.count() == 17
    for register in made.values():
        keys = [field.key for field in register.every_field]
        assert len(keys) == len(set(keys)) and not set(keys) & set(registering.RESERVED)
        assert all(field.kind in KINDS for field in register.every_field)
    assert not made["relationships"].is_public and made["agreements"].is_public


def test_an_administrator_adds_a_register_with_fields_and_the_public_reads_it(inside):
    admin = inside.client("admin")
    sent = {"name": "Benches", "noun": "bench", "about": "Where to sit", "writers": ["clerk"]}
    answer = admin.post("/manage/registers/new/", sent)
    register = Register.objects.get(name="Benches")
    assert answer.headers["Location"] == f"/manage/registers/{register.pk}/fields/"
    field = {"label": "Material", "kind": "choice", "choices": "Wood\nStone", "required": "on"}
    admin.post(f"/manage/registers/{register.pk}/fields/new/", field)
    admin.post(f"/manage/registers/{register.pk}/state/", {"do": "open"})
    clerk = inside.client("clerk")
    added = {"name": "By the pond", "value_material": "Stone", "who": "everyone"}
    assert clerk.post(f"/manage/registers/{register.pk}/new/", added).status_code == 302
    entry = RegisterEntry.objects.get()
    assert entry.values == {"material": "Stone"}
    public = inside.client()
    listed = public.get("/registers/benches/").content.decode()
    assert "Where to sit" in listed and "By the pond" in listed and "Stone" in listed
    assert "By the pond" in public.get(entry.get_absolute_url()).content.decode()
    assert "Benches" in public.get("/registers/").content.decode()
    verbs = set(Act.objects.filter(target_kind__startswith="localities.register").values_list("verb", flat=True))
    assert {"added", "added a field to", "opened to the public"} <= verbs


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "", "noun": "x"}, "Enter the name"),
        ({"name": "A" * 121, "noun": "x"}, "120 characters"),
        ({"name": "B", "noun": ""}, "Enter what one entry is called"),
        ({"name": "B", "noun": "x", "writers": ["chair"]}, "from what the list offers now"),
        ({"name": "B", "noun": "x", "writers": ["superuser"]}, "from what the list offers now"),
    ],
)
def test_a_register_with_something_wrong_is_refused_at_its_field(inside, sent, said):
    shown = inside.client("admin").post("/manage/registers/new/", sent).content.decode()
    assert said in shown and not Register.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"label": "", "kind": "text"}, "Enter the question or name of the field"),
        ({"label": "x" * 81, "kind": "text"}, "80 characters"),
        ({"label": "A", "kind": "colour"}, "from what the list offers now"),
        ({"label": "A", "kind": "choice", "choices": "One"}, "Enter two choices or more"),
        ({"label": "A", "kind": "choice", "choices": "One\none"}, "The same choice is there twice"),
        ({"label": "A", "kind": "choices", "choices": "One; two\nThree"}, "no semicolon"),
        ({"label": "partner", "kind": "text"}, "Another field of this register has this name"),
    ],
)
def test_a_field_with_something_wrong_is_refused_in_words(inside, sent, said):
    register = make_register(inside, TEXT)
    shown = inside.client("admin").post(f"/manage/registers/{register.pk}/fields/new/", sent).content.decode()
    assert said in shown
    register.refresh_from_db()
    assert len(register.fields) == 1


def test_a_field_never_takes_a_column_that_every_table_has(inside):
    register = make_register(inside)
    for label in ("Name", "Starts on", "Name", "!!!"):
        label = label if label not in [field.label for field in register.every_field] else "name?"
        register = registering.add_field(register, Field("", label), by=inside.users["admin"])
    assert [field.key for field in register.asked] == ["name_2", "starts_on_2", "name_3", "field"]


def test_a_field_with_values_is_retired_and_an_empty_one_deleted(inside):
    register, admin = make_register(inside, TEXT, STAGE), inside.client("admin")
    make_entry(inside, register, values={"partner": "Police"})
    state = f"/manage/registers/{register.pk}/fields/%s/state/"
    told = admin.post(state % "partner", {"do": "delete"}, follow=True).content.decode()
    assert "1 entry has a value under “Partner”. Retire it instead." in told
    admin.post(state % "stage", {"do": "delete"})
    admin.post(state % "partner", {"do": "retire"})
    register.refresh_from_db()
    assert register.asked == [] and [field.key for field in register.every_field] == ["partner"]
    assert "Police" in inside.client().get(RegisterEntry.objects.get().get_absolute_url()).content.decode()
    admin.post(state % "partner", {"do": "restore"})
    register.refresh_from_db()
    assert [field.key for field in register.asked] == ["partner"]
    assert admin.post(state % "partner", {"do": "explode"}).status_code == 404
    assert admin.post(state % "nothing", {"do": "retire"}).status_code == 404


def test_a_change_that_would_break_values_is_refused_with_their_number(inside):
    register, admin = make_register(inside, TEXT), inside.client("admin")
    for number in range(5):
        make_entry(inside, register, f"Entry {number}", values={"partner": "soon" if number else "2027-03-31"})
    path = f"/manage/registers/{register.pk}/fields/partner/"
    sent = {"label": "Partner", "kind": "date", **seen(admin, path)}
    shown = admin.post(path, sent).content.decode()
    assert "4 entries say something that cannot be kept as “Date”: “soon” in Entry 1" in shown and "and 1 more" in shown
    assert "retire this field and add a new one" in shown
    register.refresh_from_db()
    assert register.asked[0].kind == "text"


def test_a_change_that_breaks_nothing_brings_the_values_along(inside):
    register, admin = make_register(inside, Field("cost", "Cost"), STAGE), inside.users["admin"]
    entry = make_entry(inside, register, values={"cost": "1,250.50", "stage": "Idea"})
    registering.change_field(register, Field("cost", "Cost", "money"), by=admin)
    longer = Field("stage", "How far it is", "choices", choices=("Agreed", "Idea", "Done"))
    registering.change_field(register, longer, by=admin)
    entry.refresh_from_db()
    assert entry.values == {"cost": 125050, "stage": ["Idea"]}
    assert entry.history.count() == 3
    with pytest.raises(ValidationError, match="1 entry says something that is none of these choices"):
        registering.change_field(register, Field("stage", "Stage", "choices", choices=("A", "B")), by=admin)


def test_fields_are_put_in_order(inside):
    register = make_register(inside, TEXT, STAGE)
    inside.client("admin").post(f"/manage/registers/{register.pk}/fields/stage/state/", {"do": "up"})
    register.refresh_from_db()
    assert [field.key for field in register.asked] == ["stage", "partner"]
    registering.move_field(register, "stage", down=False, by=inside.users["admin"])
    assert [field.key for field in Register.objects.get(pk=register.pk).asked] == ["stage", "partner"]
