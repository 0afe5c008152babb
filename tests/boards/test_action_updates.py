"""What owners say of their actions: by a link without an account, signed in, or told to the clerk (D26, A33, C25)."""

import csv
import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, transaction
from django.utils import timezone

from boards import acting, asking_owners, minuting, updating
from boards.models import Action, ActionUpdate
from boards.tokens import action_token
from foundation import tenancy
from foundation.models import File, Message
from tests.boards.sittings import begun, held
from tests.dates import in_days

TYPED = {"standing": "going", "text": "The parts have come.", "by_name": "Jo Hill, surveyor"}


@pytest.fixture
def meeting(inside):
    return begun(inside, days_ago=30)


def asked(cast, meeting, *, due=10, text="Mend the lamp", owner="county", days_ago=3, **fields) -> Action:
    """Return a public action whose owner got the link some days ago."""
    body = cast.organisations[owner]
    body.contact_email = f"{owner}@partners.example"
    body.save()
    action = Action.objects.create(
        board=meeting.board, meeting=meeting, text=text, owner=body, due_on=in_days(due),
        published_at=timezone.now() - datetime.timedelta(days=days_ago), **fields,
    )  # fmt: skip
    asking_owners.open_link(action)
    action.save()
    return action


def link(action: Action) -> str:
    return f"/progress/{action_token(action)}/"


def page_of(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def letters(template: str) -> list[Message]:
    tenancy.clear("draft:mail:*")
    return list(Message.objects.filter(template=template).order_by("pk"))


def test_the_owner_gets_a_link_when_the_minutes_are_published(inside):
    district = inside.organisations["district"]
    district.contact_email = "district@partners.example"
    district.save()
    minutes = minuting.draft_minutes(held(inside), by=inside.users["clerk"])
    minuting.publish_minutes(minutes, by=inside.users["clerk"])
    action = Action.objects.get(text="Write the grant agreement")
    (letter,) = letters("action")
    assert letter.to_address == "district@partners.example" and link(action) in letter.body_text


def test_the_owner_reports_by_link_and_everybody_reads_when_it_was_last_heard(inside, meeting):
    action, stranger = asked(inside, meeting, due=-12), inside.client()
    assert "12 days late; nothing heard yet" in page_of(stranger, "/actions/")
    page = stranger.post(link(action), TYPED, follow=True).content.decode()
    assert "The parts have come." in page and "Jo Hill, surveyor" in page
    today = timezone.localdate()
    assert f"12 days late; last heard {today.day} {today:%B %Y}" in page_of(stranger, "/actions/")
    (letter,) = letters("action_heard")
    assert letter.to_address == "clerk@testshire.example" and "The parts have come." in letter.body_text


def test_who_says_that_it_is_done_ends_the_link(inside, meeting, caplog):
    action, stranger = asked(inside, meeting), inside.client()
    stranger.post(link(action), {**TYPED, "standing": "done", "text": "A new lamp stands"})
    action.refresh_from_db()
    assert action.done_at and action.done_note == "A new lamp stands" and action.done_by is None
    answer = stranger.post(link(action), {**TYPED, "text": "Once more"})
    assert answer.status_code == 410 and "lamp" not in answer.content.decode()
    assert "has ended" in caplog.text and ActionUpdate.objects.count() == 1


@pytest.mark.parametrize("damage", ["expired", "renewed", "handed over", "tampered"])
def test_a_link_that_has_ended_is_refused_and_reveals_nothing(inside, meeting, damage, caplog):
    action, clerk = asked(inside, meeting), inside.users["clerk"]
    address = link(action)
    if damage == "expired":
        Action.objects.update(link_ends_at=timezone.now() - datetime.timedelta(minutes=1))
    elif damage == "renewed":
        asking_owners.send_link(action, by=clerk)
    elif damage == "tampered":
        address = address[:-2] + "x/"
    else:
        said = {"text": action.text, "due_on": action.due_on, "horizon": "", "because": "Theirs"}
        acting.change_action(action, owner=inside.organisations["police"].pk, by=clerk, **said)
    client = inside.client()
    for answer in (client.get(address), client.post(address, TYPED)):
        assert answer.status_code == (410 if damage == "expired" else 404)
        assert "lamp" not in answer.content.decode() and answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "link of an action" in caplog.text and not ActionUpdate.objects.exists()


def test_a_link_does_not_work_in_another_partnership(inside, elsewhere, meeting):
    action = asked(inside, meeting)
    assert elsewhere.client().get(link(action)).status_code == 404
    assert elsewhere.client().get(f"/actions/{action.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"standing": ""}, "Select"),
        ({"standing": "magic"}, "Select"),
        ({"text": " "}, "Enter what has happened"),
        ({"text": "x" * 3001}, "3000 characters"),
        ({"by_name": ""}, "Enter who says so"),
        ({"address": "javascript:alert(1)"}, "Where to see it"),
    ],
)
def test_a_report_that_says_too_little_is_refused_and_nothing_is_lost(inside, meeting, wrong, words):
    page = inside.client().post(link(asked(inside, meeting)), {**TYPED, **wrong}).content.decode()
    assert (words in page and "error-summary" in page and "Jo Hill" in page) or wrong.get("by_name") == ""
    assert not ActionUpdate.objects.exists()


def test_evidence_is_read_by_everybody_until_the_clerk_hides_it(inside, meeting):
    action, stranger = asked(inside, meeting), inside.client()
    sent = {**TYPED, "file": SimpleUploadedFile("lamp.txt", b"It shines"), "address": "https://lamps.example/"}
    stranger.post(link(action), sent)
    file, update = File.objects.get(), ActionUpdate.objects.get()
    assert b"".join(stranger.get(file.get_absolute_url())) == b"It shines"
    assert "https://lamps.example/" in page_of(stranger, f"/actions/{action.pk}/")
    inside.client("clerk").post(f"/manage/actions/{action.pk}/updates/{update.pk}/", {"because": "A private name"})
    assert "The parts have come." not in page_of(stranger, f"/actions/{action.pk}/")
    assert stranger.get(file.get_absolute_url()).status_code in (403, 404)
    page = page_of(inside.client("clerk"), f"/manage/actions/{action.pk}/")
    assert "A private name" in page and "The parts have come." in page


def test_hiding_needs_a_reason(inside, meeting):
    action = asked(inside, meeting)
    update = updating.report(action, by=inside.users["clerk"], **TYPED)
    answer = inside.client("clerk").post(f"/manage/actions/{action.pk}/updates/{update.pk}/", {"because": ""})
    assert "Enter why it should not be read" in answer.content.decode()
    with pytest.raises(Error), transaction.atomic():
        ActionUpdate.objects.filter(pk=update.pk).update(published_at=None)


def test_what_is_not_public_takes_no_report(inside, meeting):
    action = asked(inside, meeting)
    Action.objects.update(published_at=None)
    assert inside.client().get(link(action)).status_code == 404
    with inside.inside(), pytest.raises(ValidationError, match="not published yet"):
        updating.report(action, by=inside.users["clerk"], **TYPED)


@pytest.mark.parametrize(("who", "status"), [("county", 200), ("parish", 403), ("resident", 403), (None, 302)])
def test_who_sits_there_for_the_owner_reports_from_the_desk(inside, meeting, who, status):
    action = asked(inside, meeting)
    assert inside.client(who).get(f"/desk/actions/{action.pk}/").status_code == status


def test_what_was_told_to_the_clerk_is_kept_with_who_said_it(inside, meeting):
    action = asked(inside, meeting)
    inside.client("clerk").post(f"/manage/actions/{action.pk}/report/", {**TYPED, "standing": "held"})
    page = page_of(inside.client(), f"/actions/{action.pk}/")
    assert "It is held up" in page and "Jo Hill, surveyor" in page


def test_the_second_of_two_is_told_that_it_was_done(inside, meeting):
    action = asked(inside, meeting)
    acting.complete_action(action, note="It shines", by=inside.users["clerk"])
    page = inside.client("clerk").post(f"/manage/actions/{action.pk}/report/", TYPED).content.decode()
    assert "recorded as done on" in page and "It shines" in page


def test_reminders_go_before_and_after_the_day_and_once_a_day(inside, meeting):
    due = {days: asked(inside, meeting, due=days, text=f"In {days}") for days in (7, 3, 1, 0, -1, -5, -8)}
    today = timezone.localdate()
    assert (asking_owners.remind(today), asking_owners.remind(today)) == (4, 4)
    assert {row.about for row in letters("action_reminder")} == {f"action:{due[d].pk}" for d in (7, 1, -1, -8)}
    assert len(letters("action_reminder")) == 4


def test_who_was_heard_today_or_asked_today_is_not_reminded(inside, meeting):
    updating.report(asked(inside, meeting, due=1), by=inside.users["clerk"], **TYPED)
    asked(inside, meeting, due=1, days_ago=0)
    acting.complete_action(asked(inside, meeting, due=-1), note="Done", by=inside.users["clerk"])
    assert asking_owners.remind(timezone.localdate()) == 0


def test_an_owner_without_an_address_is_named_to_the_clerk(inside, meeting):
    action = asked(inside, meeting)
    inside.organisations["county"].contact_email = ""
    inside.organisations["county"].save()
    client = inside.client("clerk")
    assert "No email address of Testshire County Council is known" in page_of(client, f"/manage/actions/{action.pk}/")
    page = client.post(f"/manage/actions/{action.pk}/link/", follow=True).content.decode()
    assert "Enter one with the organisation" in page


def test_the_figures_say_what_was_raised_done_and_how_long_half_of_it_took(inside, meeting):
    for number in range(4):
        action = asked(inside, meeting, text=f"Thing {number}", due=-1)
        if number < 3:
            done = meeting.starts_at + datetime.timedelta(days=(2, 9, 25)[number], hours=1)
            Action.objects.filter(pk=action.pk).update(done_at=done)
    page = page_of(inside.client(), "/actions/figures/")
    for label, value in (("Asked for", 4), ("Done", 3), ("Late", 1), ("Days, half done within", 9)):
        assert f'data-label="{label}">{value}</td>' in page


def test_the_table_has_what_the_page_shows_and_no_formula(inside, meeting):
    asked(inside, meeting, text="=1+1", horizon="quick")
    asked(inside, meeting, text="Slow thing", horizon="longer")
    answer = inside.client().get("/actions/actions.csv?horizon=quick")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["action"], row["how_soon"]) for row in rows] == [("'=1+1", "Quick win")]
    assert "Slow thing" not in page_of(inside.client(), "/actions/?horizon=quick")


def test_silence_is_a_filter(inside, meeting):
    asked(inside, meeting, text="Silent thing")
    updating.report(asked(inside, meeting, text="Told thing"), by=inside.users["clerk"], **TYPED)
    page = page_of(inside.client(), "/actions/?state=silent")
    assert "Silent thing" in page and "Told thing" not in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_pages_ask_as_little_of_thirty(inside, meeting, number, django_assert_max_num_queries):
    clerk = inside.users["clerk"]
    action = asked(inside, meeting)
    for one in range(number):
        updating.report(action, by=clerk, **{**TYPED, "text": f"News {one}"})
        asked(inside, meeting, text=f"Thing {one}")
    for address in ("/actions/", f"/actions/{action.pk}/", "/actions/figures/", "/actions/actions.csv"):
        with django_assert_max_num_queries(8):
            assert inside.client().get(address).status_code == 200
    client = inside.client("clerk")
    with django_assert_max_num_queries(20):
        client.get(f"/manage/actions/{action.pk}/")
