import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import authoring, handing_in, reporting
from boards.models import AgendaItem, BoardOffice, Meeting, Position, Report
from foundation import mail, tenancy
from foundation.models import Act, File, Message, Partnership
from localities.models import Person
from tests.boards.drafts import a_meeting, a_pdf, a_report, an_item

WEEK = datetime.timedelta(days=7)


@pytest.fixture
def report(inside):
    return a_report(inside)


@pytest.fixture
def invited(inside, report):
    return invite(inside, report)


@pytest.fixture
def link(invited):
    return f"/write/{authoring.token_of(invited)}/"


def invite(cast, report, *, email="jane@council.example", due=None) -> Report:
    due = due or timezone.localdate() + WEEK
    return authoring.invite_author(report, by=cast.users["clerk"], name="Jane Todd", email=email, due_on=due)


def mails(cast) -> list[Message]:
    with tenancy.tenant(cast.partnership.pk, [mail.CLEARED]):
        return list(Message.objects.order_by("pk"))


def due_boxes(day: datetime.date) -> dict:
    return {"due_on-day": day.day, "due_on-month": day.month, "due_on-year": day.year}


def complete(report: Report, client, link: str) -> None:
    purpose = report.template.sections.get(key="purpose")
    client.post(f"{link}sections/{purpose.pk}/", {"text": "To decide.", "version": "0"})
    client.post(f"{link}recommendations/", {"text": "That the bus runs."})


def test_a_clerk_asks_an_author_who_gets_a_link_by_mail(inside, report):
    sent = {"name": "Jane Todd", "email": "jane@council.example", "note": "Short, please.",
            **due_boxes(timezone.localdate() + WEEK)}  # fmt: skip
    inside.client("clerk").post(f"/manage/reports/{report.pk}/invitation/", sent)
    report.refresh_from_db()
    assert (str(report.author), report.due_on) == ("Jane Todd", timezone.localdate() + WEEK)
    posted = mails(inside)[-1]
    assert posted.to_address == "jane@council.example"
    assert f"/write/{authoring.token_of(report)}/" in posted.body_text
    assert "Short, please." in posted.body_text
    assert authoring.token_of(report) not in str(report.__dict__)


def test_a_person_who_is_known_is_not_made_twice(inside, report):
    invite(inside, report, email=inside.people["county"].email.upper())
    assert report.__class__.objects.get(pk=report.pk).author == inside.people["county"]
    assert Person.objects.filter(email__iexact=inside.people["county"].email).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "jane"}, "Enter an email address"),
        ({"name": ""}, "Enter the name"),
        ({"due_on-day": "31", "due_on-month": "2"}, "must be a real date"),
        (due_boxes(datetime.date(2020, 1, 1)), "today or in the future"),
    ],
)
def test_a_bad_invitation_is_named_and_nobody_is_asked(inside, report, change, words):
    sent = {"name": "Jane", "email": "jane@council.example", **due_boxes(timezone.localdate() + WEEK), **change}
    page = inside.client("clerk").post(f"/manage/reports/{report.pk}/invitation/", sent).content.decode()
    assert words in page
    report.refresh_from_db()
    assert report.author is None and mails(inside) == []


def test_the_author_writes_without_an_account_and_hands_in(inside, invited, link):
    browser = inside.client()
    assert "Hand it in" in browser.get(link).content.decode()
    complete(invited, browser, link)
    assert "That the bus runs." in browser.get(f"{link}preview/").content.decode()
    browser.post(f"{link}handing-in/")
    invited.refresh_from_db()
    assert (invited.handed_in_by, invited.is_late) == ("Jane Todd", False)
    told = mails(inside)[-1]
    assert told.to_address == inside.people["clerk"].email
    assert "Jane Todd handed in" in told.subject


def test_handing_in_twice_tells_the_clerk_once(inside, invited, link):
    browser = inside.client()
    complete(invited, browser, link)
    for _ in range(2):
        browser.post(f"{link}handing-in/")
    assert [row.template for row in mails(inside)].count("report_handed_in") == 1


def test_a_report_with_gaps_is_not_handed_in_and_the_gaps_are_named(inside, invited, link):
    answer = inside.client().post(f"{link}handing-in/", follow=True)
    assert "Purpose of the report is empty" in answer.content.decode()
    invited.refresh_from_db()
    assert invited.handed_in_at is None
    with pytest.raises(ValidationError):
        handing_in.hand_in(invited, by=None, by_name="Jane Todd")


def test_after_handing_in_the_author_reads_but_does_not_change(inside, invited, link):
    browser, purpose = inside.client(), invited.template.sections.get(key="purpose")
    complete(invited, browser, link)
    browser.post(f"{link}handing-in/")
    browser.post(f"{link}sections/{purpose.pk}/", {"text": "Changed", "version": "1"})
    assert invited.sections.get(template_section=purpose).text == "<p>To decide.</p>"
    assert "To decide." in browser.get(f"{link}preview/").content.decode()


def test_the_clerk_hands_back_with_a_reason_and_the_author_writes_again(inside, invited, link):
    browser, purpose = inside.client(), invited.template.sections.get(key="purpose")
    complete(invited, browser, link)
    browser.post(f"{link}handing-in/")
    place = f"/manage/reports/{invited.pk}/handing-back/"
    assert "There is a problem" in inside.client("clerk").post(place, {"because": ""}).content.decode()
    inside.client("clerk").post(place, {"because": "Say what it costs."})
    told = mails(inside)[-1]
    assert "costs" not in told.body_text + told.body_html and link in told.body_text
    page = browser.get(link).content.decode()
    assert "Say what it costs." in page and f"{inside.users['clerk']} gave the report back" in page
    again = inside.client("clerk").post(place, {"because": "More"})
    assert again.status_code == 422 and "back with its author already: " in again.content.decode()
    browser.post(f"{link}sections/{purpose.pk}/", {"text": "It costs £5.", "version": "1"})
    assert invited.sections.get(template_section=purpose).text == "<p>It costs £5.</p>"
    browser.post(f"{link}handing-in/")
    assert "Say what it costs." not in browser.get(link).content.decode()


def test_the_author_attaches_reads_and_removes_their_own_files(inside, invited, link):
    browser = inside.client()
    browser.post(f"{link}appendices/", {"file": a_pdf(), "title": "Map"})
    row = invited.appendices.get()
    answer = browser.get(f"{link}files/{row.file_id}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert browser.get(row.file.get_absolute_url()).status_code == 404  # the link opens the report, not the address
    browser.post(f"{link}appendices/{row.pk}/removal/")
    assert not invited.appendices.exists()


def test_a_link_that_was_never_sent_leads_nowhere(inside, invited, link):
    for wrong in ("x" * 43, "0", "%2e%2e", authoring.token_of(invited)[:-1]):
        answer = inside.client().get(f"/write/{wrong}/facts/")
        assert answer.status_code == 404 and "This link does not work" in answer.content.decode()
    assert Act.objects.filter(verb="tried a link of a report that leads nowhere at").count() == 1
    assert inside.client().get(link)["X-Robots-Tag"] == answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_link_ends_four_weeks_after_the_meeting(inside, invited, link):
    for weeks, status in ((3, 200), (5, 410)):
        then = timezone.now() - weeks * WEEK
        with inside.inside("draft:board:*"):
            Meeting.objects.update(starts_at=then, ends_at=then + WEEK / 7)
            Report.objects.update(due_on=then.date(), invited_at=then)
        answer = inside.client().get(f"{link}facts/")
        assert answer.status_code == status
    assert invited.title not in answer.content.decode() and "This link has ended" in answer.content.decode()
    assert "one answer" not in answer.content.decode(), "an author's link is used as often as they like"


def test_a_report_nobody_was_asked_for_has_no_link(inside, report):
    assert report.token_hash == ""
    assert inside.client().get(f"/write/{authoring.token_of(report)}/").status_code == 404
    assert authoring.by_link("") is None


def test_the_link_leads_nowhere_in_another_partnership(elsewhere, link):
    assert elsewhere.client().get(link).status_code == 404
    assert elsewhere.client("clerk").get(link).status_code == 404


def test_asking_anew_and_ending_the_invitation_end_the_old_link(inside, invited, link):
    anew = invite(inside, invited)
    assert inside.client().get(link).status_code == 404
    link = f"/write/{authoring.token_of(anew)}/"
    assert inside.client().get(link).status_code == 200
    inside.client("clerk").post(f"/manage/reports/{anew.pk}/invitation/end/")
    assert inside.client().get(link).status_code == 404


def test_a_withdrawn_report_cannot_be_written_by_its_link(inside, invited, link):
    invited.withdrawn_at = timezone.now()
    invited.save()
    assert inside.client().get(link).status_code == 404


def test_the_link_opens_one_report_and_no_other_draft(inside, invited):
    a_report(inside, meeting=invited.item.meeting, title="Another")
    an_item(inside, invited.item.meeting, "Something else")
    with tenancy.tenant(inside.partnership.pk, []):
        found = authoring.by_link(authoring.token_of(invited))
        assert found == invited
        assert list(Report.objects.all()) == [invited]
        assert list(AgendaItem.objects.values_list("pk", flat=True)) == [invited.item_id]
        assert not File.objects.exists()


def test_an_author_with_an_account_finds_the_report_on_their_own_page(inside, report):
    invite(inside, report, email=inside.people["county"].email)
    county, purpose = inside.client("county"), report.template.sections.get(key="purpose")
    assert report.title in county.get("/write/").content.decode()
    address = f"/manage/reports/{report.pk}/"
    county.post(f"{address}sections/{purpose.pk}/", {"text": "Mine", "version": "0"})
    assert report.sections.get(template_section=purpose).text == "<p>Mine</p>"
    assert county.get(f"{address}invitation/").status_code in (403, 404)
    assert inside.client("parish").get(address).status_code == 404
    assert report.title not in inside.client("parish").get("/write/").content.decode()


def test_a_late_report_shows_on_the_agenda_and_to_its_author(inside, report):
    late = invite(inside, report, due=timezone.localdate() - WEEK)
    agenda = inside.client("clerk").get(f"/manage/meetings/{report.item.meeting_id}/agenda/").content.decode()
    assert "Late" in agenda
    assert "This report is late" in inside.client().get(f"/write/{authoring.token_of(late)}/").content.decode()


def test_a_report_handed_in_after_its_day_stays_marked_late(inside, report):
    late = invite(inside, report, due=timezone.localdate() - WEEK)
    complete(late, inside.client(), f"/write/{authoring.token_of(late)}/")
    assert handing_in.hand_in(late, by=None, by_name="Jane Todd").is_late


def test_the_deadline_offered_follows_the_boards_rule(inside, report):
    page = inside.client("clerk").get(f"/manage/reports/{report.pk}/invitation/").content.decode()
    assert 'name="due_on-day" value=""' not in page


@pytest.mark.parametrize("rows", [1, 30])
def test_my_reports_ask_few_queries(inside, rows, django_assert_max_num_queries):
    meeting = a_meeting(inside)
    for n in range(rows):
        invite(inside, a_report(inside, meeting=meeting, title=str(n)), email=inside.people["county"].email)
    county = inside.client("county")
    with django_assert_max_num_queries(20) as asked:
        assert county.get("/write/").status_code == 200
    assert COUNT.setdefault("mine", len(asked)) == len(asked)


COUNT: dict[str, int] = {}


def test_the_mail_is_written_for_the_partnerships_own_host(inside, invited):
    host = Partnership.objects.get(pk=inside.partnership.pk).main_host
    assert f"{host}{authoring.path_of(invited)}" in mails(inside)[-1].body_text


def test_an_author_may_write_for_a_meeting_that_is_not_announced_and_learns_no_date(inside):
    meeting = a_meeting(inside, days=45, announced=False)
    hidden = invite(inside, a_report(inside, meeting=meeting))
    link = f"/write/{authoring.token_of(hidden)}/"
    for page in ("", "preview/", "facts/", "recommendations/"):
        assert inside.client().get(link + page).status_code == 200
    assert f"{meeting.date:%B %Y}" not in inside.client().get(f"{link}preview/").content.decode()


def test_an_author_is_not_shown_a_wrong_number_of_the_item(inside):
    meeting = a_meeting(inside)
    for title in ("Welcome", "Apologies"):
        an_item(inside, meeting, title)
    report = invite(inside, a_report(inside, meeting=meeting))
    assert "Item 1" not in inside.client().get(f"/write/{authoring.token_of(report)}/preview/").content.decode()
    assert "Item 3" in inside.client("clerk").get(f"/manage/reports/{report.pk}/preview/").content.decode()


def test_without_a_clerk_the_partnerships_office_is_told(inside, invited, link):
    BoardOffice.objects.filter(board=inside.board).delete()
    Partnership.objects.filter(pk=inside.partnership.pk).update(contact_email="office@testshire.example")
    complete(invited, inside.client(), link)
    inside.client().post(f"{link}handing-in/")
    assert mails(inside)[-1].to_address == "office@testshire.example"


def test_what_is_still_typed_after_handing_in_is_told_why_it_is_not_saved(inside, invited, link):
    complete(invited, inside.client(), link)
    handing_in.hand_in(invited, by=None, by_name="Jane Todd")
    purpose = invited.template.sections.get(key="purpose")
    answer = inside.client().post(
        f"{link}sections/{purpose.pk}/", {"text": "More.", "version": "1"}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 422 and "handed in" in answer.json()["error"]


def test_an_author_cannot_remove_what_partners_have_taken_positions_on(inside, report, invited, link):
    row = reporting.add_recommendation(report, by=inside.users["clerk"], text="That the bus runs.")
    Position.objects.create(
        board=report.board, recommendation=row, organisation=inside.organisations["county"], kind="support"
    )
    refused = inside.client().post(f"{link}recommendations/{row.pk}/removal/", follow=True).content.decode()
    assert "Positions have been taken" in refused and "That the bus runs." in refused
    with inside.inside(), pytest.raises(ValidationError, match="Positions have been taken"):
        reporting.remove_recommendation(row, by=inside.users["clerk"])
