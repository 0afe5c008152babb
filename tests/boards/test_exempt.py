"""Exempt papers: marked with their reasons, closed to the public in every part, opened by one act (R3)."""

import datetime
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import exempting, packing, publishing, rendering, withdrawing
from boards.models import AgendaItem, Appendix, Exemption, Report
from foundation import editions
from foundation.models import Act, EditionPart, Rendering
from tests.boards.exempt import FIELDS, TITLE, mark, with_exempt
from tests.boards.papers import publish


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


def test_a_member_cannot_reach_the_file_of_a_draft(inside, draft):
    """Before publication what is exempt is a draft, and members read no drafts."""
    file = Appendix.objects.filter(report__item__meeting=draft).first().file
    assert inside.client("county").get(file.get_absolute_url()).status_code == 404
    with inside.inside():
        publish(inside, draft)
        exempt = Appendix.objects.get(title__contains="canaryquote").file
    answer = inside.client("county").get(exempt.get_absolute_url())
    assert (answer.status_code, answer.getvalue()[:4]) == (200, b"\x89PNG")


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


def test_publication_twice_at_once_is_still_one(inside, draft):
    first = publishing.publish_agenda(draft, by=inside.users["clerk"], reasons={"invitations": "x", "notice": "y"})
    again = publishing.publish_agenda(draft, by=inside.users["clerk"], after=0, reasons={"invitations": "x"})
    assert first == again
