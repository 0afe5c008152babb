"""What sections of a report hold beside their text: consultation, resources, the equality assessment and its review.

Checklist B10, B12, B13.
"""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from boards import assessing, disclosing, packing, redacting
from boards.documents import report_document
from boards.forms.assessment import AssessmentForm
from boards.models import Characteristic, Consulted, Exemption, ImpactAssessment, Report, ReportSection
from boards.presets.report_templates import make_report_templates
from foundation.editions import Part
from foundation.mail import CLEARED
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import EditionPart, Message
from portal.demo.held import hold
from tests.boards.pages import send
from tests.boards.papers import drafted, publish

ANSWERS = {f"{name}_effect": "none" for name in Characteristic.values} | {
    "age_effect": "positive", "age_evidence": "Bus survey", "outcome": "go-on", "actions": "Ask again",
    "assessed_by": "A. Officer", "assessed_on-day": "3", "assessed_on-month": "5", "assessed_on-year": "2024",
}  # fmt: skip


@pytest.fixture
def report(inside):
    """A report on the full form, every section answered, on the draft agenda of a meeting."""
    report = Report.objects.get(item__meeting=drafted(inside))
    report.template = make_report_templates()["fifteen"]
    report.save()
    report.sections.all().delete()
    for section in report.template.sections.all():
        ReportSection.objects.create(
            board=inside.board, report=report, template_section=section, text="<p>As told.</p>"
        )
    return Report.objects.get(pk=report.pk)


def address(report, page):
    return f"/manage/reports/{report.pk}/{page}/"


def public_page(cast, report):
    return cast.client().get(f"/meetings/{report.item.meeting_id}/papers/report-{report.pk}/").content.decode()


def test_who_was_consulted_is_listed_changed_and_removed(inside, report):
    clerk = inside.client("clerk")
    assert "Enter" in send(clerk, address(report, "consultation"), {"who": "Ward members"}).content.decode()
    assert not report.consulted.exists()
    asked = {"who": "Ward members", "held": "By letter, May", "result": "No objection"}
    assert send(clerk, address(report, "consultation"), asked).status_code == 302
    row = Consulted.objects.get()
    send(clerk, address(report, f"consultation/{row.pk}"), {**asked, "result": "Two object"})
    page = clerk.get(address(report, "preview")).content.decode()
    assert "By letter, May" in page and "Two object" in page
    clerk.post(address(report, f"consultation/{row.pk}/removal"))
    assert not report.consulted.exists()


def test_resources_have_a_status_an_amount_and_a_cycle(inside, report):
    clerk = inside.client("clerk")
    assert "Where they stand is not said yet" in clerk.get(f"/manage/reports/{report.pk}/").content.decode()
    assert "Where do the resources stand" in send(clerk, address(report, "resources"), {}).content.decode()
    said = {"resources_status": "case", "resources_pence": "£12,500", "resources_cycle": "Budget 2027/28"}
    assert "pounds" in send(clerk, address(report, "resources"), {**said, "resources_pence": "much"}).content.decode()
    assert send(clerk, address(report, "resources"), said).status_code == 302
    page = clerk.get(address(report, "preview")).content.decode()
    assert "A business case is being developed" in page and "£12,500" in page and "Budget 2027/28" in page


def test_an_assessment_says_what_shows_each_effect(inside, report):
    clerk, page = inside.client("clerk"), address(report, "assessment")
    assert "Sex: likely effect" in send(clerk, page, {**ANSWERS, "sex_effect": ""}).content.decode()
    assert not ImpactAssessment.objects.exists()
    lacking = send(clerk, page, {**ANSWERS, "sex_effect": "negative"}).content.decode()
    assert "Say what shows the effect on people by sex" in lacking
    assert "Give the reasons" in send(clerk, page, {**ANSWERS, "outcome": "justify"}).content.decode()
    early = {f"review_on-{part}": value for part, value in (("day", "1"), ("month", "1"), ("year", "2020"))}
    assert "review must come after" in send(clerk, page, {**ANSWERS, **early}).content.decode()
    assert (
        "today or before"
        in send(clerk, page, {**ANSWERS, "assessed_on-year": str(timezone.localdate().year + 1)}).content.decode()
    )
    assert not ImpactAssessment.objects.exists()
    assert send(clerk, page, ANSWERS).status_code == 302
    assert ImpactAssessment.objects.get().effects["age"] == {"effect": "positive", "evidence": "Bus survey"}
    with pytest.raises(IntegrityError), transaction.atomic():
        ImpactAssessment.objects.update(outcome="justify")


def test_two_who_assess_at_once_lose_nothing(inside, report):
    clerk, page = inside.client("clerk"), address(report, "assessment")
    form = AssessmentForm(ANSWERS, instance=ImpactAssessment(report=report))  # opened before there was one
    assert form.is_valid(), form.errors
    send(clerk, page, ANSWERS)
    with pytest.raises(ChangedMeanwhile):
        assessing.assess(form.save(commit=False), by=inside.users["clerk"])
    first = clerk.get(page).context["form"]["saw"].value()
    clerk.post(page, {**ANSWERS, "saw": first, "actions": "Mine"})
    answer = clerk.post(page, {**ANSWERS, "saw": first, "actions": "Theirs"})
    assert answer.status_code == 409 and "Mine" in answer.content.decode()


def test_it_is_public_with_the_report_as_page_and_print(inside, report):
    hold(report, by=inside.users["clerk"])
    publish(inside, report.item.meeting)
    page = public_page(inside, report)
    for words in ("Protected characteristic", "Older residents named", "A business case is being developed", "£12,500",
                  "Lead officers of the partners", "Equalities officer"):  # fmt: skip
        assert words in page
    part = EditionPart.objects.get(kind="report")
    front = {"board": "B", "starts_at": timezone.now()}
    printed = render_to_string("boards/pdf/report.html", {**packing.report_words(part), "front": front, "title": "T"})
    assert "Protected characteristic" in printed and "Ward members" in printed and "£12,500" in printed


def test_an_exempt_section_takes_with_it_what_it_holds(inside, report):
    hold(report, by=inside.users["clerk"])
    part = Part("report", f"report:{report.pk}", "T", report_document(Report.objects.get(pk=report.pk)))
    mark = Exemption(board=inside.board, meeting=report.item.meeting, paragraph=3, summary="Costs", officer="X")
    shown = disclosing.split([part], {f"report:{report.pk}/resources": mark})[0]
    assert "business case" not in str(shown.content) and "Ward members" in str(shown.content)


def test_words_that_are_redacted_go_from_what_sections_hold(inside, report):
    hold(report, by=inside.users["clerk"])
    meeting = report.item.meeting
    publish(inside, meeting)
    said = {"because": "Personal", "by": inside.users["clerk"]}
    redacting.redact_words(meeting, f"report:{report.pk}", phrases=["access group", "villages"], **said)
    assert "villages" not in public_page(inside, report) and "access group" not in public_page(inside, report)
    assert not EditionPart.objects.filter(content__icontains="villages").exists()
    assert not Consulted.history.filter(result__icontains="villages").exists()
    assert not ImpactAssessment.history.filter(actions__icontains="access group").exists()


def test_the_clerk_is_reminded_of_a_review_and_records_it(inside, report):
    hold(report, by=inside.users["clerk"])
    row = ImpactAssessment.objects.get()
    assert assessing.remind(row.review_on) == 0  # not published yet
    publish(inside, report.item.meeting)
    assert assessing.remind(row.review_on - datetime.timedelta(days=1)) == 0
    assert assessing.remind(row.review_on) == assessing.remind(row.review_on) == 1
    with inside.inside(CLEARED):
        told = Message.objects.get(template="assessment_review")
    assert report.title not in told.subject + told.body_text
    clerk = inside.client("clerk")
    assert report.title in clerk.get("/manage/assessments/").content.decode()
    page = f"/manage/assessments/{row.pk}/"
    assert "Protected characteristic" in clerk.get(page).content.decode()
    assert send(clerk, page, {"note": ""}).status_code == 200
    past = {"review_on-day": "1", "review_on-month": "1", "review_on-year": "2020"}
    assert "a day to come" in send(clerk, page, {"note": "All well", **past}).content.decode()
    assert send(clerk, page, {"note": "All well"}).status_code == 302
    row.refresh_from_db()
    assert (row.review_note, row.review_on) == ("All well", None)
    assert "No review is to come" in clerk.get("/manage/assessments/").content.decode()
    with pytest.raises(ValidationError, match="review of today already"):
        assessing.review(row, note="Again", review_on=None, by=inside.users["clerk"])


def test_who_may_not_write_the_report_may_not_assess_it(inside, elsewhere, report):
    hold(report, by=inside.users["clerk"])
    row, done = Consulted.objects.first(), ImpactAssessment.objects.get()
    for page in (address(report, "assessment"), address(report, f"consultation/{row.pk}"), address(report, "resources"),
                 f"/manage/assessments/{done.pk}/"):  # fmt: skip
        assert inside.client("county").get(page).status_code in (403, 404)
        assert elsewhere.client("clerk").get(page).status_code == 404
    assert inside.client("resident").get("/manage/assessments/").status_code == 403
    assert elsewhere.client("clerk").get("/manage/assessments/").context["page"].paginator.count == 0


def test_the_pages_take_few_queries(inside, report, django_assert_max_num_queries):
    clerk = inside.client("clerk")
    for place in range(30):
        fields = {"who": f"Group {place}", "held": "", "result": "Support"}
        assessing.save_consulted(Consulted(report=report), by=inside.users["clerk"], fields=fields)
    for page in ("consultation", "assessment", "preview"):
        with django_assert_max_num_queries(20):
            clerk.get(address(report, page))
    with django_assert_max_num_queries(20):
        clerk.get("/manage/assessments/")
