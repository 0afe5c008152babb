"""The forms of report: fifteen sections, the summary box, how papers and paragraphs stand in them. Source: B3, C2."""

import pytest
from django.template.loader import render_to_string

from boards import packing, reporting
from boards.documents import report_document
from boards.models import BackgroundPaper, Report, ReportTemplate, TemplateSection
from boards.presets.report_templates import make_report_templates
from boards.reporting import missing
from foundation.editions import Part
from tests.boards.pages import send
from tests.boards.test_reports import a_full_report, answer

FIFTEEN = [
    "Purpose of the report", "Recommendations", "Summary of reasons for the recommendations",
    "Impact on communities", "Key facts", "Legal issues", "Resource issues",
    "Equality impact assessment implications and outcomes", "Impact on the organisation",
    "Community safety implications", "Carbon management implications", "Risk management implications",
    "Consultation", "Options considered", "Background papers",
]  # fmt: skip


def test_b3_the_full_form_has_fifteen_numbered_sections_in_order(inside):
    document = report_document(a_full_report(inside))
    assert [section["heading"] for section in document["sections"]] == FIFTEEN
    assert [section["number"] for section in document["sections"]] == [str(n) for n in range(1, 16)]


def test_c2_the_summary_box_comes_first_and_is_not_numbered(inside):
    sections = report_document(a_full_report(inside, "summary-box"))["sections"]
    boxed = ["Background papers", "Financial implications", "Equalities implications", "Legal implications"]
    assert [s["heading"] for s in sections if s["in_box"]] == [*boxed, "Options", "Risks"]
    assert [(s["number"], s["heading"]) for s in sections if not s["in_box"]] == [
        ("1", "Executive summary"), ("2", "Decision"), ("3", "Report"),
    ]  # fmt: skip


def test_making_the_shipped_forms_twice_makes_them_once(inside):
    make_report_templates()
    make_report_templates()
    assert ReportTemplate.objects.filter(key__in=("fifteen", "summary-box")).count() == 2


def test_b3_none_is_an_answer_and_empty_is_not(inside):
    report, clerk = a_full_report(inside), inside.users["clerk"]
    assert len(missing(report)) == 15
    for section in report.template.sections.all():
        answer(report, section, clerk)
    assert missing(report) == []
    carbon = report.template.sections.get(key="carbon")
    reporting.save_section(report, carbon, by=clerk, text="<p> &nbsp; </p><p></p>", version=1)
    assert missing(report) == ["Carbon management implications is empty"]


def test_the_report_part_of_the_summary_box_form_is_optional(inside):
    report = a_full_report(inside, "summary-box")
    assert "Report is empty" not in missing(report)


def test_b4_paragraphs_and_recommendations_are_numbered_in_their_section(inside):
    report, clerk = a_full_report(inside), inside.users["clerk"]
    facts = report.template.sections.get(key="facts")
    reporting.save_section(report, facts, by=clerk, text="<p>One.</p><p>Two.</p>", version=0)
    for text in ("That it starts.", "That it ends."):
        reporting.add_recommendation(report, by=clerk, text=text)
    document = report_document(report)
    html = next(section["html"] for section in document["sections"] if section["key"] == "facts")
    assert 'id="para-5-1"' in html and 'id="para-5-2"' in html
    assert [(row["number"], row["text"]) for row in document["recommendations"]] == [
        ("2.1", "That it starts."), ("2.2", "That it ends."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "heading"),
    [("fifteen", "15</span>Background papers"), ("summary-box", '<th scope="row">Background papers')],
)
def test_b3_published_papers_stand_where_the_form_puts_them(inside, form, heading):
    report = a_full_report(inside, form)
    report.background_papers.create(board=inside.board, title="Bus survey")
    reporting.add_recommendation(report, by=inside.users["clerk"], text="That it is done.")
    words = packing.report_words(Part("report", f"report:{report.pk}", report.title, report_document(report)))
    html = render_to_string("boards/pdf/report.html", {**words, "title": report.title})
    assert html.index(heading) < html.index("Bus survey")
    assert html.count("Background papers") == html.count("Bus survey") == 1
    page = render_to_string("boards/paper/_report.html", words)
    assert page.count("Background papers") == page.count("Bus survey") == 1
    asked = words["asked"]
    assert f'id="recommendations">{asked["number"]} {asked["heading"]}<' in page


def test_a_first_recommendation_takes_the_place_of_none(inside):
    report, clerk = a_full_report(inside), inside.users["clerk"]
    section = report.template.sections.get(kind="recommendations")
    reporting.say_none(report, section, by=clerk)
    assert "Recommendations is empty" not in missing(report)
    row = reporting.add_recommendation(report, by=clerk, text="One")
    reporting.remove_recommendation(row, by=clerk)
    assert "Recommendations is empty" in missing(report)


def test_c3_background_papers_have_a_name_a_date_and_a_link(inside):
    report = a_full_report(inside)
    clerk, place = inside.client("clerk"), f"/manage/reports/{report.pk}/background/"
    sent = {
        "title": "Working better, together", "dated": "September 2006", "link": "https://example.org/protocol",
        "also_called": "Working together, better",
    }  # fmt: skip
    clerk.post(place, sent)
    assert report_document(report)["background"] == [sent]
    paper = BackgroundPaper.objects.get(report=report)
    assert "There is a problem" in clerk.post(f"{place}{paper.pk}/", {**sent, "link": "javascript:x"}).content.decode()
    clerk.post(f"{place}{paper.pk}/", {**sent, "title": "The protocol"})
    paper.refresh_from_db()
    assert (paper.title, paper.link) == ("The protocol", "https://example.org/protocol")
    clerk.post(f"{place}{paper.pk}/removal/")
    assert "Background papers is empty" in missing(report)


def test_b1_b6_facts_stand_in_the_box_and_at_the_end(inside):
    report = a_full_report(inside)
    sent = {
        "title": "Locality working", "status": "decision", "originators": "Jane Todd", "where_from": "The forum",
        "where_next": "Council", "previous_reports": "Executive, May 2026", "sensitive_notice": "None",
        "wards_notified": "yes", "wards_notified_note": "Hill, on 3 June",
    }  # fmt: skip
    send(inside.client("clerk"), f"/manage/reports/{report.pk}/facts/", sent)
    document = report_document(Report.objects.get(pk=report.pk))
    front = {row["label"]: row["value"] for row in document["front"]}
    assert list(front) == [
        "Paper number", "Report to", "Date", "Status", "Title", "Originator", "Where from", "Where to next",
    ]  # fmt: skip
    assert (front["Paper number"], front["Status"], front["Where to next"]) == ("1", "For decision", "Council")
    assert [row["value"] for row in document["trailer"]] == ["Executive, May 2026", "None", "Yes: Hill, on 3 June"]


def test_an_administrator_makes_a_form_of_report_for_a_board(inside):
    admin, template = inside.client("admin"), make_report_templates()["summary-box"]
    copy_page = admin.post(f"/manage/report-templates/{template.pk}/copy/").url
    copy = ReportTemplate.objects.get(pk=copy_page.rstrip("/").rpartition("/")[2])
    assert copy.sections.count() == template.sections.count()
    sent = {"heading": "Voices of young people", "hint": "", "kind": "text", "is_required": "on"}
    admin.post(f"{copy_page}sections/", sent)
    young = copy.sections.get(key="voices-of-young-people")
    admin.post(f"{copy_page}order/", {"item": young.pk, "place": "0"})
    assert copy.sections.first() == young
    admin.post(f"{copy_page}", {"name": "Young people's report", "front_fields": ["title", "status"]})
    copy.refresh_from_db()
    assert (copy.name, copy.front_fields) == ("Young people's report", ["title", "status"])
    assert "There is a problem" in admin.post(f"{copy_page}sections/", {**sent, "heading": ""}).content.decode()
    admin.post(f"{copy_page}sections/{young.pk}/removal/")
    assert not TemplateSection.objects.filter(pk=young.pk).exists()


def test_the_forms_of_another_partnership_are_not_found(inside, elsewhere):
    assert elsewhere.client("admin").get(f"/manage/report-templates/{inside.template.pk}/").status_code == 404
