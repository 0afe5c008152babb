"""Words that would act in a page, typed into everything that the public reads: they are shown, and nothing more."""

import lxml.html
import pytest
from icalendar import Calendar

from boards.models import AgendaItem, Appendix, Recommendation, Report, ReportSection
from foundation.models import Partnership
from localities.models import Organisation, Person
from tests.boards import papers

TYPED = "<img src=x onerror=alert(1)>'\"{{7*7}}</title><script>alert(2)</script>"
ACTING = "//script[not(@src)] | //*[@*[starts-with(name(), 'on')]] | //iframe | //*[@src='x']"
FEED = "Board\r\nATTENDEE:mailto:a@evil.example\nBEGIN:VALARM"


@pytest.fixture
def published(inside, work_off):
    """Return a meeting whose every word was typed by somebody hostile."""
    partnership = inside.partnership
    Partnership.objects.filter(pk=partnership.pk).update(name=TYPED, short_name=TYPED[:28], contact_name=TYPED)
    inside.board.name, inside.board.about = TYPED, TYPED
    inside.board.save()
    inside.locality.name, inside.venue.name, inside.venue.address = TYPED, TYPED, f"{TYPED}\r\nX-EVIL:1"
    inside.locality.save()
    inside.venue.save()
    Person.objects.update(name=TYPED, title=TYPED[:30])
    for organisation in Organisation.objects.all():
        Organisation.objects.filter(pk=organisation.pk).update(name=f"{organisation.pk} {TYPED}")
    meeting = papers.drafted(inside, venue=inside.venue, room=TYPED[:80])
    _write(inside, meeting)
    papers.publish(inside, meeting)
    work_off()
    return meeting


def _write(inside, meeting):
    report = Report.objects.get(item__meeting=meeting)
    papers.appendix(inside, report)
    Appendix.objects.update(title=TYPED, alternative=TYPED)
    Recommendation.objects.update(text=TYPED)
    ReportSection.objects.filter(report=report).exclude(text="").update(text=f"<p>{TYPED}</p>")
    Report.objects.update(title=TYPED, originators=TYPED, contact=TYPED, where_from=TYPED)
    AgendaItem.objects.filter(meeting=meeting).update(title=TYPED, lead=TYPED)
    report.template.sections.update(heading=TYPED, hint=TYPED)


def test_nothing_typed_acts_on_a_public_page(inside, published):
    report = Report.objects.get(item__meeting=published)
    pages = ["/", "/boards/", "/meetings/", "/search/?q=alert", "/find/?q=img", "/for/residents/", "/contact/"]
    pages += [inside.board.get_absolute_url(), inside.locality.get_absolute_url(), published.get_absolute_url()]
    pages += [f"{published.get_absolute_url()}papers/report-{report.pk}/"]
    found = {}
    for path in pages:
        page = inside.client().get(path)
        assert page.status_code == 200, path
        shown = lxml.html.fromstring(page.content)
        found[path] = [lxml.html.tostring(element)[:160] for element in shown.xpath(ACTING)]
        assert b"alert(1)" in page.content, f"{path} shows nothing of what was typed"
    assert found == {path: [] for path in pages}


def test_a_calendar_takes_no_line_from_what_was_typed(inside, published):
    inside.board.name = FEED
    inside.board.save()
    for path in (f"{published.get_absolute_url()}meeting.ics", f"{inside.board.get_absolute_url()}meetings.ics"):
        read = Calendar.from_ical(inside.client().get(path).content)
        assert {part.name for part in read.walk()} <= {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
        assert not any("ATTENDEE" in part or "X-EVIL" in part for part in read.walk())


def test_a_file_named_by_somebody_hostile_is_sent_under_a_harmless_name(inside, published):
    file = Appendix.objects.get(report__item__meeting=published).file
    type(file).objects.filter(pk=file.pk).update(name='a"\r\nSet-Cookie: x=1;.png')
    sent = inside.client().get(f"/files/{file.pk}/x")
    sent.getvalue()  # read to its end, and so closed
    disposition = sent.headers["Content-Disposition"]
    assert "\r" not in disposition and "\n" not in disposition and disposition.count('"') == 2
