"""A PDF that would do something by itself is refused, and what is in it is named."""

import io

import pikepdf
import pytest

from foundation.uploads import inspect
from tests.foundation.upload_files import (
    a_pdf,
    a_zip,
    refusal,
)


def open_action(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def names_script(document):
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", script]))


def nested_launch(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([note])


def attached(document):
    document.attachments["evil.exe"] = b"MZ"


def xfa(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA="x")


def scripted_link(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=" JavaScript:app.alert(1)")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([note])


def film(document):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (open_action, "a script"),
        (names_script, "a script"),
        (nested_launch, "a command that starts a program"),
        (attached, "an attached file"),
        (xfa, "an interactive form"),
        (film, "sound or video"),
        (scripted_link, "a link that runs a script"),
    ],
)
def test_an_active_pdf_is_refused_and_told_what_is_in_it(change, words):
    assert refusal(a_pdf(change), "a.pdf") == (
        "active",
        f"The PDF contains {words}. Print it to a new PDF and upload that.",
    )


def test_a_pdf_that_opens_on_a_page_and_links_to_the_web_is_taken():
    def harmless(document):
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.example.org/")
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link)
        document.pages[0].Annots = pikepdf.Array([note])

    assert inspect(a_pdf(harmless), "a.pdf").pages == 1


def test_a_locked_pdf_is_refused():
    written = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(written, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert refusal(written.getvalue(), "a.pdf")[0] == "locked"


def test_a_damaged_pdf_is_refused():
    assert refusal(b"%PDF-1.7\nnothing that could be mended", "a.pdf")[0] == "damaged"


def test_a_pdf_that_is_an_archive_too_is_refused():
    assert refusal(a_pdf() + a_zip({"a.txt": "x"}), "a.pdf")[0] == "polyglot"
