"""Exempt papers: marked with their reasons, closed to the public in every part, opened by one act (R3)."""

import datetime
import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from pikepdf import Pdf, Stream

from boards import exempting, indexing, packing, publishing, rendering, tasks, withdrawing
from boards.models import AgendaItem, Appendix, Exemption, Report
from foundation import access, editions, tenancy
from foundation.models import Act, EditionPart, File, Rendering, SearchEntry
from tests.boards.exempt import FIELDS, TITLE, mark, with_exempt
from tests.boards.papers import publish
from tests.boards.test_packs import words_of

READERS = ("clerk", "chair", "county", "admin")
OTHERS = (None, "resident", "partner")


def sent(**changes) -> dict[str, str]:
    """Return the form of a mark as a browser sends it."""
    day = timezone.localdate() + datetime.timedelta(days=60)
    return {**FIELDS, "review_on-day": day.day, "review_on-month": day.month, "review_on-year": day.year, **changes}


def set_stage(cast):
    """A meeting whose draft agenda has an exempt item and a report that is partly exempt."""
    return with_exempt(cast)


@pytest.fixture
def draft(made):
    return made


@pytest.fixture
def published(inside, draft):
    """The same, published."""
    publish(inside, draft)
    return draft


def build(meeting) -> dict[str, Rendering]:
    """Make the PDFs and return their rows."""
    tasks.build_pack(partnership_id=meeting.partnership_id, edition_id=meeting.agenda_edition_id)
    made = Rendering.objects.filter(edition=meeting.agenda_edition_id, kind__in=rendering.PRINTS)
    return {row.kind: row for row in made.select_related("file")}


def content(row: Rendering) -> bytes:
    with default_storage.open(row.file.key) as file:
        return file.read()


def test_nothing_open_holds_an_exempt_word(inside, published):
    """Every open part, rendering, act and search row is read: what the wall would not hide must not have it."""
    indexing.index(published.agenda_edition_id)
    build(published)
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
    build(published)
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


def test_a_member_cannot_reach_the_file_of_a_draft(inside, draft):
    """Before publication what is exempt is a draft, and members read no drafts."""
    file = Appendix.objects.filter(report__item__meeting=draft).first().file
    assert inside.client("county").get(file.get_absolute_url()).status_code == 404
    with inside.inside():
        publish(inside, draft)
        exempt = Appendix.objects.get(title__contains="canaryquote").file
    answer = inside.client("county").get(exempt.get_absolute_url())
    assert (answer.status_code, answer.getvalue()[:4]) == (200, b"\x89PNG")


def test_both_packs_have_the_same_page_numbers(inside, published):
    made = build(published)
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


def test_the_chairs_draft_pack_marks_what_is_exempt(inside, draft, tmp_path):
    job = packing.draft_job(Rendering(subject=rendering.subject(draft)), tmp_path)
    assert job.watermark == "DRAFT"
    said = {paper.title: paper.sheet.html for paper in job.papers if paper.sheet}
    marked = {title for title, html in said.items() if "Not for publication" in html}
    closed = ("title", "Report on", "Village hall: the roof", "Quote canaryquote", "Plan canaryappendix")
    assert all(any(words in title for title in marked) for words in closed)
    assert "Evening buses" not in " ".join(marked)
    roof = next(html for title, html in said.items() if "the roof" in title)
    assert "canarysecret" in roof and "Not for publication: paragraph 3" in roof
    quote = next(html for title, html in said.items() if "Quote canaryquote" in title)
    assert "Not for publication: paragraph 3" in quote


def test_no_exempt_word_is_anywhere_in_an_open_pdf(inside, published):
    made = build(published)
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


def test_an_opened_paper_comes_as_a_new_edition(inside, published):
    row = Exemption.objects.get(key__startswith="item:")
    edition = exempting.open_to_public([row], because="The contract is signed.", by=inside.users["clerk"])
    assert (edition.number, edition.reason) == (2, "opened")
    published.refresh_from_db()
    assert editions.broken_seals() == []
    assert exempting.open_to_public([row], because="Again.", by=inside.users["clerk"]) is None
    report = Report.objects.get(title=f"Report on {TITLE}")
    appendix = report.appendices.get()
    page = inside.client().get(f"/meetings/{published.pk}/").content.decode()
    assert "canarytext" in page
    assert "canaryquote" not in page
    paper = inside.client().get(f"/meetings/{published.pk}/papers/report-{report.pk}/").content.decode()
    assert "canarysection" in paper
    old = inside.client().get(f"/meetings/{published.pk}/agenda/1/").content.decode()
    assert "canarytext" not in old
    file = inside.client().get(f"/meetings/{published.pk}/papers/appendix-{appendix.pk}/")
    assert file.getvalue().startswith(b"\x89PNG")


def test_what_was_opened_or_published_openly_is_not_closed_again(inside, published):
    open_report = Report.objects.get(title="Evening buses: options")
    for key in (f"report:{open_report.pk}", f"item:{open_report.item_id}", f"report:{open_report.pk}/purpose"):
        with pytest.raises(ValidationError, match="read this already"):
            mark(inside, published, key)


def test_a_mark_is_taken_back_before_publication_and_not_after(inside, draft):
    row = Exemption.objects.get(key__startswith="appendix:")
    exempting.unmark(row, by=inside.users["clerk"])
    assert not Exemption.objects.filter(key=row.key).exists()
    publish(inside, draft)
    with pytest.raises(ValidationError, match="Open it to the public"):
        exempting.unmark(Exemption.objects.get(key__startswith="item:"), by=inside.users["clerk"])


def test_a_supplement_keeps_closed_what_was_closed(inside, published):
    AgendaItem.objects.create(board=inside.board, meeting=published, title="Late item", position=9)
    publish(inside, published, reason="supplement")
    assert published.agenda_edition.number == 2
    assert b"canary" not in inside.client().get(f"/meetings/{published.pk}/").content
    told = EditionPart.objects.get(edition=published.agenda_edition, kind="front").content["changes"]
    assert [row["title"] for row in told] == ["Late item"]


def test_a_change_inside_an_exempt_paper_is_told_by_its_public_title(inside, published):
    report = Report.objects.get(title=f"Report on {TITLE}")
    section = report.sections.get(template_section__kind="text")
    section.text = "<p>It costs canarymore.</p>"
    section.save()
    publish(inside, published, reason="correction")
    told = EditionPart.objects.get(edition=published.agenda_edition, kind="front").content["changes"]
    assert [(row["title"], row["what"]) for row in told] == [("A contract", "changed")]
    assert b"canarymore" in inside.client("county").get(f"/meetings/{published.pk}/papers/report-{report.pk}/").content


def test_withdrawing_an_exempt_paper_purges_the_whole_of_it_and_opens_nothing(inside, published):
    report = Report.objects.get(title=f"Report on {TITLE}")
    file = report.appendices.get().file
    withdrawing.withdraw_paper(
        published, f"report:{report.pk}", by=inside.users["clerk"], because="A wrong figure", ground="personal"
    )
    rows = json.dumps(list(EditionPart.objects.filter(withdrawn_at__isnull=True).values("title", "content")))
    assert "canarysection" not in rows
    file.refresh_from_db()
    assert file.purged_at
    published.refresh_from_db()
    assert b"canary" not in inside.client().get(f"/meetings/{published.pk}/").content
    assert "canary" not in json.dumps(list(Act.objects.values("target_name", "detail")))
    assert editions.broken_seals() == []


@pytest.mark.parametrize(
    "change, wrong",
    [
        ({"paragraph": ""}, "paragraph"),
        ({"paragraph": "8"}, "paragraph"),
        ({"paragraph": "x"}, "paragraph"),
        ({"reason": "  "}, "reason"),
        ({"officer": ""}, "officer"),
        ({"officer": "x" * 161}, "officer"),
        ({"summary": ""}, "summary"),
        ({"review_on-day": "31", "review_on-month": "2"}, "review_on"),
        ({"review_on-year": "2001"}, "review_on"),
        ({"review_on-day": ""}, "review_on"),
    ],
)
def test_a_mark_without_its_reasons_is_refused_in_words(inside, draft, change, wrong):
    item = AgendaItem.objects.get(meeting=draft, position=2)
    path = f"/manage/meetings/{draft.pk}/agenda/items/{item.pk}/exemption/"
    answer = inside.client("clerk").post(path, sent(**change))
    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors
    with inside.inside():
        assert not Exemption.objects.filter(key=f"item:{item.pk}").exists()


def test_an_officer_marks_an_item_a_report_a_section_and_an_appendix(inside, draft):
    report = Report.objects.get(title="Evening buses: options")
    section = report.template.sections.get(key="purpose")
    client, base = inside.client("clerk"), f"/manage/reports/{report.pk}/"
    pages = {
        f"/manage/meetings/{draft.pk}/agenda/items/{report.item_id}/exemption/": f"item:{report.item_id}",
        f"{base}exemption/": f"report:{report.pk}",
        f"{base}sections/{section.pk}/exemption/": f"report:{report.pk}/purpose",
        f"{base}appendices/{report.appendices.get().pk}/exemption/": f"appendix:{report.appendices.get().pk}",
    }
    for path, key in pages.items():
        assert client.get(path).status_code == 200
        assert client.post(path, sent()).status_code == 302
        with inside.inside():
            assert Exemption.objects.get(key=key).paragraph == 3
    assert "Exempt" in client.get(f"/manage/meetings/{draft.pk}/agenda/").content.decode()


def test_the_check_before_publishing_says_what_each_will_read(inside, draft):
    page = inside.client("clerk").get(f"/manage/meetings/{draft.pk}/publication/").content.decode()
    assert "What the public does not read" in page
    assert "The public reads:" in page
    assert "Members and officers" in page
    assert "in place of “Purpose of the report”, “Appendix A” a notice" in page


def test_officers_are_reminded_of_a_review_and_keep_it_or_open_it(inside, published):
    row = Exemption.objects.get(key__startswith="item:")
    row.review_on = timezone.localdate()
    row.save()
    client = inside.client("clerk")
    assert "Review due" in client.get("/manage/exemptions/").content.decode()
    assert "to look at again" in client.get(f"/manage/meetings/{published.pk}/").content.decode()
    day = timezone.localdate() + datetime.timedelta(days=30)
    wrong = client.post(
        f"/manage/exemptions/{row.pk}/review/", {"review_on-day": 1, "review_on-month": 1, "review_on-year": 2020}
    )
    assert wrong.status_code == 422
    said = {"review_on-day": day.day, "review_on-month": day.month, "review_on-year": day.year}
    client.post(f"/manage/exemptions/{row.pk}/review/", said)
    with inside.inside():
        row.refresh_from_db()
    assert row.review_on == day
    assert client.post(f"/manage/exemptions/{row.pk}/opening/", {"because": ""}).status_code == 422
    assert client.post(f"/manage/exemptions/{row.pk}/opening/", {"because": "It is signed."}).status_code == 302
    assert b"canarytext" in inside.client().get(f"/meetings/{published.pk}/").content
    assert client.get(f"/manage/exemptions/{row.pk}/opening/").status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_of_exempt_papers_asks_as_much_for_thirty(inside, published, django_assert_max_num_queries, many):
    Exemption.objects.exclude(key__startswith="item:").delete()
    for number in range(many - 1):
        item = AgendaItem.objects.create(
            board=inside.board, meeting=published, title=f"Item {number}", position=20 + number
        )
        mark(inside, published, f"item:{item.pk}")
    client = inside.client("clerk")
    with django_assert_max_num_queries(20):
        page = client.get("/manage/exemptions/")
    assert len(page.context["rows"]) == min(many, 25)


def test_the_database_refuses_an_exemption_without_reason_or_paragraph(inside, draft):
    row = Exemption.objects.first()
    for name, value in (("reason", ""), ("summary", ""), ("paragraph", 8)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Exemption.objects.filter(pk=row.pk).update(**{name: value})


def test_the_wall_hides_marks_and_closed_parts_from_sql(inside, published):
    tenancy.activate(inside.partnership.pk, ["exempt:board:0"])
    assert not Exemption.objects.exists()
    assert not Exemption.history.exists()
    assert not EditionPart.objects.filter(kind="exempt").exists()
    assert not Rendering.objects.filter(kind="exempt-pack").exists()


def test_publication_twice_at_once_is_still_one(inside, draft):
    first = publishing.publish_agenda(draft, by=inside.users["clerk"], reasons={"invitations": "x", "notice": "y"})
    again = publishing.publish_agenda(draft, by=inside.users["clerk"], after=0, reasons={"invitations": "x"})
    assert first == again
