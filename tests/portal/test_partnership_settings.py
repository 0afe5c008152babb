"""A partnership's own settings: name and colours, words, logo; for its administrators alone."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from boards.models import BoardKind
from foundation.models import Act, Partnership

SETTINGS, WORDS, LOGO = "/manage/partnership/", "/manage/partnership/words/", "/manage/partnership/logo/"
GOOD = {"name": "Testshire Together", "short_name": "Testshire", "colour": "#00703C", "accent": "#B8551B"}


def picture(size=(60, 20), name="logo.png"):
    written = io.BytesIO()
    Image.new("RGB", size, "#00703c").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/png")


def reloaded(cast):
    return Partnership.objects.get(pk=cast.partnership.pk)


def test_name_colour_and_contact_are_changed_and_logged(inside):
    said = GOOD | {"contact_name": "Democratic Services", "contact_email": "democracy@testshire.example"}
    client = inside.client("admin")
    assert client.post(SETTINGS, said).headers["Location"] == SETTINGS
    assert (reloaded(inside).name, reloaded(inside).colour) == ("Testshire Together", "#00703c")
    assert "Testshire Together" in client.get("/contact/").content.decode()
    assert set(Act.objects.filter(verb="changed the settings of").latest("pk").detail["fields"]) == {
        "name", "colour", "accent", "contact_name", "contact_email",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"colour": "#ffdd00"}, "White text on this colour would be hard to read"),
        ({"colour": "green"}, "Enter a colour as #"),
        ({"accent": "#ffdd00"}, "Lines of this colour would be hard to see on white: contrast is 1.3 to 1"),
        ({"accent": "red"}, "Enter a colour as #"),
        ({"name": ""}, "Enter the name"),
        ({"contact_email": "democracy"}, "Enter an email address in the correct format"),
        (
            {
                "statement_reviewed_on-day": "1",
                "statement_reviewed_on-month": "1",
                "statement_reviewed_on-year": "2039",
            },
            "today or in the past",
        ),
    ],
)
def test_bad_settings_are_answered_at_their_field_and_nothing_is_kept(inside, bad, words):
    answer = inside.client("admin").post(SETTINGS, GOOD | {"strapline": "Kept while I correct"} | bad)
    shown = answer.content.decode()
    assert answer.status_code == 422 and words in shown and "Kept while I correct" in shown
    # The page itself still has the name and the colour that are in force.
    assert "Testshire Partnership" in shown and reloaded(inside).name == "Testshire Partnership"


def test_settings_sent_twice_are_logged_once(inside):
    client, said = inside.client("admin"), GOOD | {"sending": "6f0bff12-7a3e-4d0b-8d9a-5a3bb1b6c222"}
    for _ in range(2):
        assert client.post(SETTINGS, said).status_code == 302
    assert Act.objects.filter(verb="changed the settings of").count() == 1


def test_the_partnership_s_own_words_are_on_its_pages(inside):
    kind = BoardKind.objects.get()
    said = {"locality": "area", "localities": "areas", "board": "forum", "boards": "forums"}
    said["filming"] = "You may film. Ask the clerk for a good place."
    said |= {"stand": "Ring us and stand.", "levels": "Told\nAsked"}
    kinds = {f"name_{kind.pk}": "Area forum", f"plural_{kind.pk}": "Area forums"}
    client = inside.client("admin")
    assert client.post(WORDS, said | kinds).headers["Location"] == WORDS
    assert reloaded(inside).words == said and BoardKind.objects.get().plural == "Area forums"
    assert "Forums" in client.get("/").content.decode()


def test_a_word_left_empty_is_refused_at_its_field(inside):
    kind = BoardKind.objects.get()
    said = {
        "locality": "area",
        "localities": "areas",
        "board": "",
        "boards": "forums",
        f"name_{kind.pk}": "",
        "filming": "",
    }
    answer = inside.client("admin").post(WORDS, said)
    shown = answer.content.decode()
    assert answer.status_code == 422 and "Enter what you call locality board" in shown and "areas" in shown
    assert "Enter the notice on filming" in shown
    assert reloaded(inside).words == {}


def test_a_logo_is_inspected_shown_replaced_and_taken_away(inside, django_capture_on_commit_callbacks):
    client = inside.client("admin")
    assert client.post(LOGO, {"logo": picture()}).status_code == 302
    first = reloaded(inside).logo.name
    shown = client.get("/logo")
    assert "logo.png" not in first and shown.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(shown.getvalue())).size == (60, 20)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(LOGO, {"logo": picture((80, 20))})
    second = reloaded(inside).logo.name
    assert second != first and not default_storage.exists(first) and default_storage.exists(second)
    client.post(LOGO, {"away": "1"})
    assert not reloaded(inside).logo and client.get("/logo").status_code == 404


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("logo.png", b"<svg onload='alert(1)'/>"), "Choose a PDF"),
        (SimpleUploadedFile("logo.pdf", b"%PDF-1.7 nothing"), "a PDF"),
        (SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n broken"), "damaged"),
        (None, "Choose a file"),
    ],
)
def test_a_bad_logo_is_refused_with_what_to_do(inside, file, words):
    answer = inside.client("admin").post(LOGO, {"logo": file} if file else {})
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not reloaded(inside).logo


@pytest.mark.parametrize("address", [SETTINGS, WORDS, LOGO])
def test_only_administrators_see_the_settings(inside, elsewhere, address, django_assert_max_num_queries):
    for who, status in (("clerk", 403), ("auditor", 403), ("resident", 403), (None, 302)):
        assert inside.client(who).get(address).status_code == status
        assert inside.client(who).post(address, GOOD).status_code == status
    client = inside.client("admin")
    with django_assert_max_num_queries(20):
        assert client.get(address).status_code == 200
    elsewhere.client("admin").post(SETTINGS, GOOD)
    assert reloaded(inside).name == "Testshire Partnership"
