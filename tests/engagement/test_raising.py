"""Anybody raises an issue at home, on paper, as a councillor; what is wrong is said with all else kept. J1, E55."""

import io
import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from engagement.models import Activity, IssueContact
from foundation import pacing
from foundation.models import File
from localities.models import Mandate
from tests.engagement.issues import ADDRESS, CANARY, SAID, again, last, raised, sorted_issue

NEW = "/issues/new/"
WHAT = {"title": "Drain in Main Street", "said": SAID}
WHERE = {"where_search": "Vale", "where_words": "by the bus stop"}
WHO = {"name": CANARY, "email": ADDRESS, "phone": "", "wants_news": "on"}
ALL = {**WHAT, **WHERE, **WHO, "step": "3"}


def set_stage(cast):
    """One public issue, which others may join."""
    return {"issue": sorted_issue(cast, title="Drain floods Main Street")}


def photo(size=(40, 30), **more) -> SimpleUploadedFile:
    out, image = io.BytesIO(), Image.new("RGB", size, "green")
    exif = image.getexif()
    exif[271] = "Quillfeather Camera"
    exif.get_ifd(34853)[1] = "N"
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("drain.jpg", out.getvalue() + more.get("padding", b""), "image/jpeg")


def words(answer) -> str:
    return answer.content.decode()


def test_one_thing_is_asked_a_page_then_what_is_similar_then_it_is_sent(inside, made, mails):
    client = inside.client()
    assert "Question 1 of 3" in words(client.get(NEW))
    assert "Where is it?" in words(client.post(NEW, {**WHAT, "step": "1"}))
    page = words(client.post(NEW, {**WHAT, **WHERE, "step": "2"}))
    assert "A photo, and how we reach you" in page and "by the bus stop" in page
    page = words(client.post(NEW, ALL))
    assert "Is it one of these?" in page and "Drain floods Main Street" in page and "Check your answers" in page
    answer = client.post(NEW, {**ALL, "send": "yes"})
    assert re.fullmatch(r"/issues/sent/TE-\d\d-\d{4,}/", answer.url) and "Check your email" in words(
        client.get(answer.url)
    )
    contact = last(inside, IssueContact)
    assert (contact.issue.state, str(contact.issue.area), contact.issue.locality) == (
        "received",
        "Vale",
        inside.locality,
    )
    assert "sessionid" not in client.cookies
    letter = mails(template="issue_to_confirm").pop()
    mine = re.search(r"/issues/mine/[\w-]+/", letter.body_text)[0]
    assert "Is xanthe@quillfeather.example your address?" in words(client.get(mine))
    assert "Thank you." in words(client.post(f"{mine}confirmation/", follow=True))
    assert again(inside, contact).confirmed_at
    assert "deleted" in words(client.post(f"{mine}withdrawal/", follow=True))
    assert client.get(mine).status_code == 404 and again(inside, contact.issue).state == "closed"


def test_without_any_contact_it_is_taken_and_leads_to_a_page_of_their_own(inside):
    answer = inside.client().post(NEW, {**WHAT, **WHERE, "step": "3", "send": "yes", "website": "http://x"})
    page = words(inside.client().get(answer.url))
    assert "Keep the address of this page" in page and SAID in page
    assert last(inside).signals == ["A box that people do not see was filled in: a program may have sent it."]


def test_sent_again_from_a_page_that_was_opened_anew_it_is_the_same_issue(
    inside, made, django_capture_on_commit_callbacks
):
    led = []
    for said in ({}, {}, {"said": f"{SAID} And more."}):
        with django_capture_on_commit_callbacks(execute=True):
            sent = {**WHAT, **WHERE, **said, "step": "3", "send": "yes", "sending": str(uuid.uuid4())}
            led.append(inside.client().post(NEW, sent).url)
    assert led[0] == led[1] != led[2]


def test_a_voice_is_added_with_one_press(inside, made):
    home = made["issue"].get_absolute_url()
    answer = inside.client().post(f"{home}voice/", {"said": "Mine too", "email": "ro@tarn.example", "wants_news": "on"})
    assert answer.url.startswith("/issues/sent/")
    page = words(inside.client().get(home))
    assert "2 people" in page and "Mine too" not in page
    assert inside.client().post(f"{home}voice/", {"wants_news": "on"}).status_code == 422


def test_whoever_types_an_address_that_is_there_or_shares_a_computer_is_not_led_to_what_others_sent(
    inside, made, mails
):
    voice = f"{made['issue'].get_absolute_url()}voice/"
    assert inside.client().post(voice, {"said": "Mine"}).url.startswith("/issues/mine/")
    answer = inside.client().post(voice, {"said": "My words too"})
    assert answer.status_code == 422 and "give your email address" in words(answer) and "My words too" in words(answer)
    hers = inside.client().post(voice, {"said": "Hers", "email": "ro@tarn.example"}).url
    mine = re.search(r"/issues/mine/[\w-]+/", mails(template="issue_to_confirm").pop().body_text)[0]
    inside.client().post(f"{mine}confirmation/")
    assert inside.client().post(voice, {"email": "RO@tarn.example"}).url == hers
    assert mine in mails(template="issue_received").pop().body_text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Enter an answer"),
        ({"said": "word " * 10_000}, "must be 5000 characters or fewer"),
        ({"said": "a\x00b"}, "a character that cannot be seen"),
        ({"where_search": "", "where_words": ""}, "Say where it is"),
        ({"where_search": "Nowhere"}, "called “Nowhere”"),
        ({"email": "nowhere"}, "Enter an email address in the correct format"),
        ({"email": ""}, "Enter an email address, or untick"),
        ({"photo": SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + b"0" * 20_000_000)}, "smaller than 10 MB"),
        ({"photo": SimpleUploadedFile("x.jpg", b"<script>")}, "Choose"),
    ],
)
def test_what_is_wrong_is_said_and_all_else_is_kept(inside, wrong, said):
    before = last(inside)
    answer = inside.client().post(NEW, {**ALL, **wrong, "send": "yes"})
    page = words(answer)
    assert said in page and answer.status_code == 422 and last(inside) == before
    assert wrong.get("said") or "Quillwort" in page


def test_a_script_is_words_like_others(inside):
    page = words(inside.client().post(NEW, {**ALL, "said": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_a_photo_is_kept_while_something_else_is_wrong_and_closed_until_an_officer_opens_it(inside):
    client = inside.client()
    page = words(client.post(NEW, {**ALL, "email": "nowhere", "photo": photo()}))
    key = re.search(r'name="photo_key" value="([^"]+)"', page)[1]
    assert "We have your photo" in page
    client.post(NEW, {**ALL, "photo_key": key, "send": "yes"})
    issue = last(inside)
    assert issue.photo.root == f"engagement:{inside.locality.pk}" and issue.photo.opened_at is None
    data = inside.client("clerk").get(issue.photo.get_absolute_url()).getvalue()
    assert b"Quillfeather" not in data and not Image.open(io.BytesIO(data)).getexif()
    assert client.get(issue.photo.get_absolute_url()).status_code == 404
    act = f"/manage/engagement/issues/{issue.pk}/photo/"
    assert inside.client("clerk").post(act).status_code == 302
    assert client.get(issue.photo.get_absolute_url()).getvalue() == data
    assert client.post(NEW, {**ALL, "photo_key": key, "step": "2"}).status_code == 200  # shown already: not taken again
    with inside.inside():
        assert File.objects.filter(name="drain.jpg").count() == 1


def test_a_thousand_in_a_minute_slow_that_address_alone(inside):
    sent = {**WHAT, **WHERE, "step": "3", "send": "yes"}
    crowd = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
    crowd.partnership = inside.partnership
    assert [pacing.wait(crowd, "issue") for _ in range(20)] == [0] * 20
    answer = inside.client().post(NEW, sent, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 422 and "Nothing is lost: wait" in words(answer) and SAID in words(answer)
    assert inside.client().post(NEW, sent, REMOTE_ADDR="203.0.113.10").status_code == 302


def test_staff_enter_several_in_a_row(inside):
    client = inside.client("clerk")
    meeting = Activity.objects.create(
        kind="meeting", title="Community meeting", about="x", level="involve", owner=inside.organisations["district"],
        starts_on="2026-01-01", ends_on="2026-01-01", locality=inside.locality,
    )  # fmt: skip
    typed = {**WHAT, "how": "meeting", "activity": meeting.pk, "where_search": "Vale", "again": "1"}
    answer = client.post("/manage/engagement/issues/new/", typed)
    assert answer.url == f"/manage/engagement/issues/new/?how=meeting&activity={meeting.pk}"
    assert "selected" in words(client.get(answer.url))
    issue = last(inside)
    assert (issue.how, issue.activity, issue.entered_by) == ("meeting", meeting, inside.users["clerk"])
    assert client.post("/manage/engagement/issues/new/", {**typed, "title": ""}).status_code == 422


def test_a_councillor_raises_for_a_resident_of_their_ward_and_sees_what_becomes_of_it(inside, mails):
    client = inside.client("parish")
    mandate = Mandate.objects.get(person=inside.people["parish"])
    mandate.area = mandate.council.area
    mandate.save()
    assert "Raise an issue for a resident" in words(client.get("/desk/"))
    assert " selected" in words(client.get("/desk/issues/new/"))
    assert client.post("/desk/issues/new/", {**WHAT, **WHERE, **WHO}).url == "/desk/issues/"
    page = words(client.get("/desk/issues/"))
    assert "Drain in Main Street" in page and CANARY not in page
    issue = last(inside)
    assert issue.how == "member" and mails(template="issue_received", to_address=ADDRESS)
    assert "Drain in Main Street" not in words(inside.client("county").get("/desk/issues/"))
    assert inside.client("resident").get("/desk/issues/new/").url == NEW


def test_the_queue_stays_within_its_queries(inside, made, django_assert_max_num_queries):
    for _ in range(8):
        raised(inside, email="")
    client = inside.client("clerk")
    for path in ("", f"{made['issue'].pk}/", "?show=aside", "?q=drain"):
        with django_assert_max_num_queries(20):
            assert client.get(f"/manage/engagement/issues/{path}").status_code == 200
    assert inside.client("resident").get("/manage/engagement/issues/").status_code == 403
