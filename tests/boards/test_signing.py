"""Reports pass their board's chain of sign-offs: in order, by link or from the desk, and again when they change."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import authoring, chaining, checking, handing_in, reporting, signed, signing
from boards.documents import report_document
from boards.models import AgendaItem, BoardOffice, Override, Report, SignOff, SignOffStep, TemplateSection
from boards.tokens import sign_off_token
from foundation import mail, tenancy
from foundation.models import Message
from localities.models import Person
from tests.boards.drafts import a_meeting, a_pdf, a_report
from tests.boards.pages import send
from tests.boards.papers import REASONS, publish, refusals

SINCE = datetime.date(2024, 5, 6)


def set_stage(cast):
    """A complete report with an author, not handed in, whose legal and finance officers are named.

    Its chain is the usual one, with a lead officer who has an account; the chair's step is optional.
    """
    chaining.take_usual(cast.board, by=cast.users["clerk"])
    BoardOffice.objects.create(board=cast.board, person=cast.people["partner"], kind="lead", starts_on=SINCE)
    chain = {step.name: step for step in SignOffStep.objects.standing()}
    report = a_report(cast, complete=True)
    due = timezone.localdate() + datetime.timedelta(days=7)
    report = authoring.invite_author(report, by=cast.users["clerk"], name="Jane", email="jane@c.example", due_on=due)
    for name in ("Legal", "Finance"):
        signing.ask(report, chain[name], by=cast.users["clerk"], name=f"{name} officer", email=f"{name}@c.example")
    return chain, report


@pytest.fixture
def chain(made):
    return made[0]


@pytest.fixture
def report(made):
    return made[1]


@pytest.fixture
def begun(report):
    return handing_in.hand_in(report, by=None, by_name="Jane")


def states(report) -> dict[str, str]:
    return {stage.step.name: stage.state for stage in signed.chain(report)}


def waiting(step: str) -> SignOff:
    return SignOff.objects.waiting().select_related("step", "person", "report__board", "board").get(step__name=step)


def link(step: str) -> str:
    return f"/sign/{sign_off_token(waiting(step))}/"


def sign(step: str, advice: str = "") -> SignOff:
    found = waiting(step)
    seen = signed.fingerprint(signed.loaded(found.report))
    token = sign_off_token(found)
    return signing.answer(found, by=None, link=token, answer="signed", advice=advice, seen=seen)


def rewrite(cast, report, text="<p>Other words.</p>") -> None:
    section = report.template.sections.get(key="purpose")
    version = report.sections.get(template_section=section).version
    reporting.save_section(report, section, by=cast.users["clerk"], text=text, version=version)


def mails(cast, template: str) -> list[Message]:
    with tenancy.tenant(cast.partnership.pk, [mail.CLEARED]):
        return list(Message.objects.filter(template=template).order_by("pk"))


def test_handing_in_is_the_authors_signature_and_asks_the_next(inside, begun):
    assert states(begun)["Author"] == "Signed off" and states(begun)["Legal"] == "Waiting"
    assert states(begun)["Finance"] == "Its turn has not come"
    asked = mails(inside, "sign_off_asked")
    assert [row.to_address for row in asked] == ["Legal@c.example"] and link("Legal") in asked[0].body_text


def test_each_signs_in_turn_to_the_end_of_the_chain(inside, begun):
    for step in ("Legal", "Finance", "Lead officer"):
        sign(step)
    # The chair's is optional, so it holds nothing up.
    assert signed.unsigned([signed.loaded(begun)]) == {}
    assert states(begun)["Chair"] == "Waiting"
    assert len(mails(inside, "sign_off_answered")) == 3


def test_a_signer_without_an_account_reads_the_report_and_signs_with_advice_once(inside, begun):
    browser, address = inside.client(), link("Legal")
    page = browser.get(address)
    assert page.status_code == 200 and "noindex" in page["X-Robots-Tag"]
    assert "That the bus runs." in page.content.decode()
    answer = send(browser, address, {"answer": "signed", "advice": "Lawful."})
    assert answer.status_code == 302 and answer.url == "/sign/thanks/"
    kept = SignOff.objects.get(step__name="Legal")
    assert (kept.answer, kept.advice) == ("signed", "Lawful.")
    again = browser.get(address)
    assert again.status_code == 410 and "That the bus runs." not in again.content.decode()
    assert browser.post(address, {"answer": "back", "advice": "x"}).status_code == 410
    assert states(begun)["Finance"] == "Waiting"


def test_the_link_opens_one_report_its_files_and_no_other_draft(inside, begun, elsewhere):
    other = a_report(inside, meeting=begun.meeting, title="Another")
    address = link("Legal")
    inside.client("clerk").post(f"/manage/reports/{begun.pk}/appendices/", {"file": a_pdf(), "title": "Plan"})
    with tenancy.tenant(inside.partnership.pk, []):
        found = signing.by_link(address.split("/")[2])
        assert found and list(Report.objects.all()) == [begun]
    file_id = begun.appendices.get().file_id
    served = inside.client().get(f"{address}files/{file_id}/")
    assert b"".join(served.streaming_content).startswith(b"%PDF-")
    assert elsewhere.client().get(address).status_code == 404
    for wrong in ("x" * 43, address.split("/")[2][:-1]):
        answer = inside.client().get(f"/sign/{wrong}/")
        assert answer.status_code == 404 and other.title not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Select"),
        ({"answer": "maybe"}, "Select"),
        ({"answer": "back"}, "Say what must change"),
        ({"answer": "signed", "advice": "x" * 5001}, "5000"),
    ],
)
def test_a_bad_answer_is_named_and_nothing_is_kept(inside, begun, typed, words):
    answer = send(inside.client(), link("Legal"), typed)
    assert answer.status_code == 422 and "There is a problem" in answer.content.decode()
    assert words in answer.content.decode()
    assert waiting("Legal").answer == ""


def test_a_report_that_changed_while_it_was_read_is_not_signed_unread(inside, begun):
    browser, address = inside.client(), link("Legal")
    seen = re.search(r'name="seen"[^>]* value="(\w+)"', browser.get(address).content.decode())[1]
    rewrite(inside, begun)
    answer = browser.post(address, {"answer": "signed", "seen": seen, "advice": "Fine"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "changed while you read it" in page and "Other words." in page
    seen = re.search(r'name="seen"[^>]* value="(\w+)"', page)[1]
    assert browser.post(address, {"answer": "signed", "seen": seen}).status_code == 302


def test_who_sends_it_back_gives_it_to_its_author_and_is_asked_again_when_it_is_in(inside, begun):
    send(inside.client(), link("Legal"), {"answer": "back", "advice": "Say which Act."})
    begun.refresh_from_db()
    assert begun.handed_in_at is None and states(begun)["Legal"] == "Sent back"
    told = mails(inside, "report_handed_back")[-1]
    assert "Say which Act." not in told.body_text and "Legal officer" in told.body_text
    assert (begun.handed_back_because, begun.handed_back_by) == ("Say which Act.", "Legal officer")
    with pytest.raises(ValidationError, match="not handed the report in"):
        signing.start(begun, by=inside.users["clerk"])
    rewrite(inside, begun, "<p>Under the Act.</p>")
    handing_in.hand_in(begun, by=None, by_name="Jane")
    assert states(begun)["Author"] == "Signed off" and states(begun)["Legal"] == "Waiting"
    assert "Say which Act." in inside.client("clerk").get(f"/manage/reports/{begun.pk}/sign-offs/").content.decode()


def test_a_change_after_a_sign_off_says_so_and_asks_again_once(inside, begun):
    sign("Legal")
    rewrite(inside, begun)
    assert states(begun)["Legal"] == "Changed since"
    assert "to be signed again" in inside.client("clerk").get(f"/manage/reports/{begun.pk}/").content.decode()
    assert [signing.ask_again(), signing.ask_again()] == [1, 1]  # the author's first, which is mandatory too
    assert states(begun)["Author"] == "Waiting" and len(mails(inside, "sign_off_asked")) == 3
    sign("Author")
    assert states(begun)["Legal"] == "Waiting"
    sign("Legal")
    assert signing.ask_again() == 0


def test_a_member_signs_from_the_desk_and_nobody_signs_for_them(inside, begun):
    for step in ("Legal", "Finance"):
        sign(step)
    mine = waiting("Lead officer")
    address = f"/desk/sign-offs/{mine.pk}/"
    assert "Sign off the report" in inside.client("partner").get("/desk/").content.decode()
    for who in ("clerk", "county", "resident"):
        assert inside.client(who).get(address).status_code == 404
    assert send(inside.client("partner"), address, {"answer": "signed"}).status_code == 302
    assert states(begun)["Lead officer"] == "Signed off"
    chair = waiting("Chair")
    with pytest.raises(ValidationError, match="Only Chair"):
        signing.answer(chair, by=inside.users["clerk"], answer="signed", advice="", seen="x")


def test_an_informal_board_is_asked_why_and_a_statutory_one_is_refused(inside, begun):
    meeting = begun.item.meeting
    assert "signing" in refusals(inside, meeting)
    page = inside.client("clerk").get(f"/manage/meetings/{meeting.pk}/publication/").content.decode()
    assert "Why it is published before every sign-off" in page and "Legal has not signed it off" in page
    inside.board.legal_status = "area"
    inside.board.save()
    meeting = type(meeting).objects.select_related("board__kind", "venue").get(pk=meeting.pk)
    obstacles = checking.prepare(meeting).obstacles
    assert any(o.rule == "report" and o.blocks and "Legal has not signed it off" in o.words for o in obstacles)
    inside.board.legal_status = "informal"
    inside.board.save()
    meeting = type(meeting).objects.get(pk=meeting.pk)
    publish(inside, meeting, reasons={**REASONS, "signing": "Legal is on leave."})
    assert Override.objects.get(rule="signing").reason == "Legal is on leave."


def test_what_was_published_and_stays_as_it_was_needs_no_signature_again(inside, begun):
    meeting = begun.item.meeting
    publish(inside, meeting, reasons={**REASONS, "signing": "Legal is on leave."})
    AgendaItem.objects.create(board=inside.board, meeting=meeting, title="Another item", position=9)
    assert "signing" not in {o.rule for o in checking.prepare(meeting).obstacles}


def test_advice_prints_where_the_form_of_report_says_so_and_only_what_is_signed(inside, begun):
    sign("Legal", "Lawful & proper.")
    assert "Lawful" not in str(report_document(signed.loaded(begun)))
    TemplateSection.objects.create(template=begun.template, position=9, key="advice", heading="Advice", kind="advice")
    handed = report_document(signed.loaded(begun))["sections"][-1]["html"]
    assert "Comments of the legal adviser" in handed and "Lawful &amp; proper." in handed and "Legal officer" in handed
    assert states(begun)["Legal"] == "Signed off"  # the advice itself is no change
    assert reporting.missing(begun) == []


def test_nobody_named_is_told_to_the_clerk_who_names_them(inside, chain, report):
    made = a_report(inside, complete=True, meeting=a_meeting(inside, days=60))
    report.sign_offs.all().delete()
    signing.ask(made, chain["Author"], by=inside.users["clerk"], name="Ann", email="ann@c.example")
    clerk, pages = inside.client("clerk"), f"/manage/reports/{made.pk}/sign-offs/"
    assert "has been asked" in clerk.post(f"{pages}start/", follow=True).content.decode()
    sign("Author")
    assert states(made)["Legal"] == "Nobody is named yet"
    assert "Say who signs" in mails(inside, "sign_off_unnamed")[0].subject
    place = f"{pages}{chain['Legal'].pk}/"
    assert "There is a problem" in clerk.post(place, {"name": "", "email": "x"}).content.decode()
    send(clerk, place, {"name": "Lee", "email": "lee@c.example"})
    assert states(made)["Legal"] == "Waiting"
    old = link("Legal")
    send(clerk, place, {"name": "Mo", "email": "mo@c.example"})
    assert inside.client().get(old).status_code == 410
    assert waiting("Legal").person == Person.objects.get(email="mo@c.example")


def test_the_database_keeps_one_sign_off_a_step_and_words_with_what_is_sent_back(inside, begun):
    row = waiting("Legal")
    for change in ({"answer": "back", "answered_at": timezone.now()}, {"answer": "signed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignOff.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(board=inside.board, report=begun, step=row.step, person=row.person)


def test_the_clerk_sets_the_chain_and_nobody_else(inside, elsewhere, chain):
    place, clerk = f"/manage/boards/{inside.board.slug}/sign-offs/", inside.client("clerk")
    assert inside.client("chair").get(place).status_code == 403
    assert elsewhere.client("clerk").get(f"{place}{chain['Legal'].pk}/").status_code == 404
    bad = send(clerk, f"{place}new/", {"name": "Legal", "signer": "person"}).content.decode()
    assert "Choose the person who always signs" in bad
    again = send(clerk, f"{place}new/", {"name": "Legal", "signer": "chosen"}).content.decode()
    assert "a step of this name already" in again
    send(clerk, f"{place}new/", {"name": "Health", "signer": "person", "person": inside.people["county"].pk})
    health = SignOffStep.objects.get(name="Health")
    clerk.post(f"{place}order/", {"item": health.pk, "move": "up"})
    clerk.post(f"{place}{chain['Finance'].pk}/removal/")
    names = list(SignOffStep.objects.standing().values_list("name", flat=True))
    assert names == ["Author", "Legal", "Lead officer", "Health", "Chair"]
    assert "Health" in clerk.get(place).content.decode()
