"""The pages of requests: followed by everybody, answered by link or account, looked after by officers."""

import datetime
import uuid

import pytest
from django.utils import timezone

from engagement import routing
from engagement.models import ServiceManager, ServiceRequest
from engagement.tokens import request_token
from foundation import tenancy
from foundation.models import Act
from tests.engagement.asked import ANSWER, a_request, link, make_services

set_stage = make_services


def test_an_agency_asks_passes_on_and_answers_by_its_links(inside, made):
    asked, stranger, clerk = a_request(inside, made.roads), inside.client(), inside.client("clerk")
    first = link(asked)
    page = stranger.get(first)
    assert page.status_code == 200 and page["X-Robots-Tag"] and "Dark crossing" in page.content.decode()
    assert stranger.post(f"{first}question/", {"question": "Which lamp?"}).url == first
    one = f"/manage/engagement/requests/{asked.pk}/"
    assert "An agency waits for your answer" in clerk.get("/manage/engagement/requests/").content.decode()
    assert clerk.post(f"{one}reply/", {"text": "The one by the school"}).url == one
    moved = stranger.post(f"{first}passing-on/", {"service": made.lights.pk, "because": "It is a lamp"})
    assert moved.url == asked.get_absolute_url()
    assert stranger.get(first).status_code == 404  # the link ended with the ownership
    asked.refresh_from_db()
    assert stranger.post(link(asked), ANSWER, follow=True).status_code == 200
    public = stranger.get(asked.get_absolute_url()).content.decode()
    for words in ("Which lamp?", "The one by the school", "It is a lamp", "The lamp is mended.", "Passed on 1 time"):
        assert words in public
    assert "Kit Lamp" not in public and stranger.get(link(asked)).status_code == 410
    assert clerk.post(f"{one}closing/", {"because": ""}).url == one
    assert "Closed" in stranger.get("/requests/?state=closed").content.decode()


def test_who_answers_for_a_service_does_it_from_their_own_account(inside, made):
    asked, partner = a_request(inside, made.roads), inside.client("partner")
    assert "Dark crossing" in partner.get("/my-requests/").content.decode()
    assert partner.post(f"/my-requests/{asked.pk}/", ANSWER).url == asked.get_absolute_url()
    assert "Answered" in partner.get("/my-requests/").content.decode()
    other = a_request(inside, made.lights)
    assert partner.get(f"/my-requests/{other.pk}/").status_code == 404
    late = partner.get(f"/my-requests/{asked.pk}/", follow=True).content.decode()
    assert "answered this request on" in late
    assert Act.objects.filter(verb="answered a request", by=inside.users["partner"]).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"answer": ""}, "In your own words"),
        ({"outcome": "will"}, "Enter the day by which it will be done"),
        ({"outcome": "perhaps"}, "Select an answer"),
        ({"answer": "Ring 01632 960 001"}, "“01632 960 001” may be somebody’s"),
        ({"answer": "x" * 5001}, "5000 characters or fewer"),
    ],
)
def test_an_answer_that_will_not_do_is_kept_on_its_form(inside, made, typed, said):
    asked = a_request(inside, made.lights)
    answer = inside.client().post(link(asked), {**ANSWER, **typed})
    assert answer.status_code == 422 and said in answer.content.decode()
    asked.refresh_from_db()
    assert asked.is_waiting


def test_what_only_looks_like_a_residents_details_may_be_sent_after_a_second_look(inside, made):
    asked = a_request(inside, made.lights)
    assert (
        inside.client().post(link(asked), {**ANSWER, "answer": "Ring 01632 960 001", "checked": "on"}).status_code
        == 302
    )


def test_a_link_that_ended_was_changed_or_is_of_another_partnership_opens_nothing(inside, made, elsewhere):
    asked, stranger = a_request(inside, made.lights), inside.client()
    token = request_token(asked)
    assert stranger.get(f"/requests/answer/{token[:-1]}x/").status_code == 404
    asked.link_ends_at = timezone.now() - datetime.timedelta(minutes=1)
    asked.save()
    late = stranger.post(link(asked), ANSWER)
    assert [stranger.get(link(asked)).status_code, late.status_code] == [410, 410]
    assert "The lamp is mended." in late.content.decode()  # what was typed is kept
    clerk = inside.client("clerk")
    clerk.post(f"/manage/engagement/requests/{asked.pk}/link/")
    asked.refresh_from_db()
    assert request_token(asked) != token and stranger.get(link(asked)).status_code == 200
    assert stranger.get(f"/requests/answer/{token}/").status_code == 404
    assert elsewhere.client().get(link(asked)).status_code == 404


def test_officers_look_after_their_own_place_and_nobody_else_does(
    inside, made, elsewhere, django_capture_on_commit_callbacks
):
    sent = {"service": made.lights.pk, "locality": inside.locality.pk, "title": "Lamps", "request": "Please mend them."}
    clerk = inside.client("clerk")
    for _ in "twice":  # Back, and Send again: the page has a new key
        with django_capture_on_commit_callbacks(execute=True):
            answer = clerk.post("/manage/engagement/requests/new/", {**sent, "sending": str(uuid.uuid4())})
    asked = ServiceRequest.objects.get(title="Lamps")
    one = f"/manage/engagement/requests/{asked.pk}/"
    assert answer.url == one
    assert clerk.post("/manage/engagement/requests/new/", {**sent, "locality": ""}).status_code == 422
    for who, status in (("auditor", 200), ("admin", 200), ("partner", 403), ("resident", 403)):
        assert inside.client(who).get(one).status_code == status, who
    assert inside.client("auditor").post(f"{one}taking-back/", {"because": "No"}).status_code == 403
    assert clerk.post(f"{one}taking-back/", {"because": "The lamps work"}).url == one
    assert clerk.post(f"{one}answer/", ANSWER, follow=True).status_code == 200
    asked.refresh_from_db()
    assert asked.closed_because == "The lamps work" and not asked.answered_at
    assert elsewhere.client("admin").get(one).status_code == 404


def test_lists_and_pages_ask_few_questions_however_long_they_are(inside, made, django_assert_max_num_queries):
    asked, stranger, clerk = a_request(inside, made.lights), inside.client(), inside.client("clerk")

    def look() -> None:
        with django_assert_max_num_queries(8):
            assert stranger.get("/requests/").status_code == 200
        with django_assert_max_num_queries(8):
            assert stranger.get(asked.get_absolute_url()).status_code == 200
        with django_assert_max_num_queries(20):
            assert clerk.get("/manage/engagement/requests/").status_code == 200

    look()
    row = {f.attname: getattr(asked, f.attname) for f in ServiceRequest._meta.concrete_fields}
    ServiceRequest.objects.bulk_create(
        ServiceRequest(**{**row, "id": None, "token_hash": "", "title": f"More {n}"}) for n in range(29)
    )
    look()


def test_a_request_to_a_manager_who_changed_is_in_the_new_ones_hands(inside, made):
    asked = a_request(inside, made.roads)
    ServiceManager.objects.filter(service=made.roads).delete()
    assert routing.hand_over(asked)
    assert inside.client("partner").get(f"/my-requests/{asked.pk}/").status_code == 404
    with tenancy.tenant(inside.partnership.pk):
        assert ServiceRequest.objects.get(pk=asked.pk).manager is None
