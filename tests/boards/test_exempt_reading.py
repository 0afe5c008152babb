"""Who reads an exempt paper, and that nobody else finds a word of it in page, pack, search or SQL (R3)."""

import io
import json

import pytest
from django.core.files.storage import default_storage
from pikepdf import Pdf, Stream

from boards import indexing
from boards.models import Exemption, Report
from foundation import access, tenancy
from foundation.models import Act, EditionPart, File, Rendering, SearchEntry
from tests.boards.exempt import TITLE, built, with_exempt
from tests.boards.papers import publish
from tests.boards.prints import words_of


def set_stage(cast):
    """A published meeting whose agenda has an exempt item and a report that is partly exempt, with its PDFs."""
    meeting = with_exempt(cast)
    publish(cast, meeting)
    return meeting, built(meeting)


@pytest.fixture
def published(made):
    return made[0]


@pytest.fixture
def prints(made):
    return made[1]


READERS = ("clerk", "chair", "county", "admin")


OTHERS = (None, "resident", "partner")


def content(row: Rendering) -> bytes:
    with default_storage.open(row.file.key) as file:
        return file.read()


def test_nothing_open_holds_an_exempt_word(inside, published):
    """Every open part, rendering, act and search row is read: what the wall would not hide must not have it."""
    indexing.index(published.agenda_edition_id)
    rows = [
        *EditionPart.objects.filter(opened_at__isnull=False).values("title", "content"),
        *Rendering.objects.filter(opened_at__isnull=False).values("html", "data", "failure", "step"),
        *Act.objects.values("target_name", "detail", "verb"),
        *SearchEntry.objects.values("title", "body", "context"),
        *File.objects.filter(opened_at__isnull=False).values("name"),
    ]
    assert len(rows) > 20
    said = json.dumps(rows, default=str)
    assert "canary" not in said
    assert "openonesection" in said


def test_the_public_reads_the_paragraph_and_the_summary(inside, published):
    report = Report.objects.get(title=f"Report on {TITLE}")
    page = inside.client().get(f"/meetings/{published.pk}/").content.decode()
    assert "A contract" in page
    assert "Paragraph 3: information about the financial or business affairs" in page
    assert "Its price is given when it is signed" in page
    paper = inside.client().get(f"/meetings/{published.pk}/papers/report-{report.pk}/")
    assert paper.status_code == 200
    assert "Its price is given when it is signed" in paper.content.decode()


@pytest.mark.parametrize("who", READERS)
def test_members_and_officers_read_the_whole(inside, published, who):
    report = Report.objects.get(title=f"Report on {TITLE}")
    plan, client = report.appendices.get(), inside.client(who)
    page = client.get(f"/meetings/{published.pk}/")
    assert "canarytext" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    paper = client.get(f"/meetings/{published.pk}/papers/report-{report.pk}/")
    assert "canarysection" in paper.content.decode()
    assert "canaryreason" in paper.content.decode()
    assert "no-store" in paper["Cache-Control"]
    file = client.get(f"/meetings/{published.pk}/papers/appendix-{plan.pk}/")
    assert file.getvalue().startswith(b"\x89PNG")
    assert "no-store" in file["Cache-Control"]


def test_nobody_else_reads_it_anywhere(inside, published):
    parts = list(EditionPart.objects.filter(edition=published.agenda_edition_id, kind__in=("report", "appendix")))
    slugs = [f"papers/{part.key.replace(':', '-')}/" for part in parts]
    files = [file.get_absolute_url() for file in File.objects.filter(opened_at__isnull=True)]
    assert files
    home = f"/meetings/{published.pk}/"
    pages = [f"{start}{slug}" for slug in slugs for start in (home, f"{home}agenda/1/")]
    pages += [f"{home}{path}" for path in ("", "agenda/1/", "meeting.ics", "exempt-pack.pdf")]
    for client in map(inside.client, OTHERS):
        for page in pages:
            assert b"canary" not in client.get(page).getvalue()
        assert client.get(f"{home}exempt-pack.pdf").status_code in (302, 404)
        for file in files:
            assert client.get(file).status_code == 404


@pytest.mark.parametrize("rule, who", [("partners_read_exempt", "partner"), ("advisers_read_exempt", "resident")])
def test_partners_and_advisers_read_it_where_the_boards_rules_say_so(inside, published, rule, who):
    role = "adviser" if who == "resident" else "partner"
    access.grant(inside.users[who], role, inside.board, by=None)
    page = f"/meetings/{published.pk}/"
    assert b"canarytext" not in inside.client(who).get(page).content
    with inside.inside():
        setattr(inside.board, rule, True)
        inside.board.save()
    assert b"canarytext" in inside.client(who).get(page).content


def test_both_packs_have_the_same_page_numbers(inside, published, prints):
    made = prints
    assert set(made) == {"agenda", "pack", "exempt-pack"}
    open_pack, exempt = made["pack"], made["exempt-pack"]
    same = {key for key in open_pack.data["parts"] if not key.startswith("notice:")}
    assert {k: open_pack.data["parts"][k] for k in same} == {k: exempt.data["parts"][k] for k in same}
    assert open_pack.data["pages"] < exempt.data["pages"]
    public, closed = words_of(content(open_pack)), words_of(content(exempt))
    notice = open_pack.data["parts"][next(k for k in open_pack.data["parts"] if k.startswith("notice:item"))]
    assert f"Pages {notice[0]} to {notice[1]}: not public." in public
    assert "Its price is given when it is signed" in public
    assert "openonesection" in public
    for word in ("canarysection", "canarytext", "canaryitemrec", "canarysecret", "canaryfront", "canarytrailer"):
        assert word in closed
    assert "Not for publication" in closed
    last = max(last for _, last in open_pack.data["parts"].values())
    assert f"Page {last}" in public


def test_no_exempt_word_is_anywhere_in_an_open_pdf(inside, published, prints):
    made = prints
    for kind in ("agenda", "pack"):
        with Pdf.open(io.BytesIO(content(made[kind]))) as pdf:
            raw = b"".join(bytes(obj.read_bytes()) if hasattr(obj, "read_bytes") else b"" for obj in _streams(pdf))
            said = words_of(content(made[kind])) + repr(pdf.docinfo) + _texts(pdf)
            with pdf.open_outline() as outline:
                said += " ".join(_titles(outline.root))
        assert "canary" not in said
        assert b"canary" not in raw
        assert not pdf_attachments(content(made[kind]))


def _streams(pdf):
    return [obj for obj in pdf.objects if isinstance(obj, Stream)]


def _texts(pdf) -> str:
    return " ".join(obj.unparse(resolved=True).decode("latin-1") for obj in pdf.objects if obj is not None)


def _titles(items):
    for one in items:
        yield one.title
        yield from _titles(one.children)


def pdf_attachments(data: bytes) -> list[str]:
    with Pdf.open(io.BytesIO(data)) as pdf:
        return list(pdf.attachments)


def test_the_wall_hides_marks_and_closed_parts_from_sql(inside, published):
    tenancy.activate(inside.partnership.pk, ["exempt:board:0"])
    assert not Exemption.objects.exists()
    assert not Exemption.history.exists()
    assert not EditionPart.objects.filter(kind="exempt").exists()
    assert not Rendering.objects.filter(kind="exempt-pack").exists()
