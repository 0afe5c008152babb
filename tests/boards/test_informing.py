"""Agencies told of the decisions that concern them: one letter, an acknowledgement, silence in public (D26, A33)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import completing, informing
from boards.models import Action, Decision, DecisionNotice, DecisionRecord
from boards.tokens import notice_token
from foundation import tenancy
from foundation.models import Act, Message
from tests.boards.sittings import held, minuted


def set_stage(cast):
    """A published decision: the district acts, the police lead, the county must agree; the police have no address."""
    for body in ("county", "district"):
        organisation = cast.organisations[body]
        organisation.contact_email = f"{body}@partners.example"
        organisation.save()
    meeting = held(cast, days_ago=10)
    record = DecisionRecord.objects.get(recommendation__item__meeting=meeting)
    record.awaiting, record.lead = cast.organisations["county"], cast.organisations["police"]
    completing.complete_record(record, fields=["awaiting"], by=cast.users["clerk"])
    minuted(cast, meeting)
    return Decision.objects.get(meeting=meeting)


@pytest.fixture
def decision(made):
    return made


def notice(cast, body="district") -> DecisionNotice:
    return DecisionNotice.objects.select_related("decision", "organisation").get(organisation=cast.organisations[body])


def link(cast, body="district") -> str:
    return f"/decided/{notice_token(notice(cast, body))}/"


def page_of(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def letters(template="decision_notice") -> dict[str, Message]:
    tenancy.clear("draft:mail:*")
    return {letter.to_address: letter for letter in Message.objects.filter(template=template)}


def test_each_agency_is_told_when_the_minutes_are_published_and_why(inside, decision):
    told = letters()
    assert set(told) == {"county@partners.example", "district@partners.example"}
    assert link(inside) in told["district@partners.example"].body_text
    assert "it must decide next" in told["county@partners.example"].body_text
    assert notice(inside, "police").told_at is None
    page = page_of(inside.client(), decision.get_absolute_url())
    assert "Not told: no email address is known." in page and "Not acknowledged yet." in page
    informing.inform(decision.meeting)
    assert len(letters()) == 2


def test_silence_is_public_until_the_link_says_that_it_is_there(inside, decision):
    DecisionNotice.objects.filter(pk=notice(inside).pk).update(told_at=timezone.now() - datetime.timedelta(days=9))
    stranger, path = inside.client(), decision.get_absolute_url()
    assert "Nothing heard for 9 days." in page_of(stranger, path)
    address = letters()["district@partners.example"].body_text.split("http", 1)[1].split()[0].partition("/decided")[2]
    assert "Say that Hill District Council has this decision" in page_of(stranger, f"/decided{address}")
    assert stranger.post(f"/decided{address}", {"by_name": " "}).status_code == 200
    assert notice(inside).acknowledged_at is None
    stranger.post(f"/decided{address}", {"by_name": "Jo Hill, surveyor"})
    assert "by Jo Hill, surveyor" in page_of(stranger, path)
    stranger.post(f"/decided{address}", {"by_name": "Somebody else"})
    assert notice(inside).acknowledged_by == "Jo Hill, surveyor"


def test_a_link_that_ended_or_was_made_up_takes_nothing(inside, elsewhere, decision, caplog):
    address, stranger = link(inside), inside.client()
    assert stranger.post("/decided/made-up/", {"by_name": "Jo"}).status_code == 404
    DecisionNotice.objects.update(link_ends_at=timezone.now())
    assert stranger.post(address, {"by_name": "Jo"}).status_code == 410
    assert not DecisionNotice.objects.exclude(acknowledged_at=None) and "has ended" in caplog.text
    with inside.inside():
        Decision.objects.update(published_at=None)
    assert stranger.get(address).status_code == 404
    assert elsewhere.client().get(address).status_code == 404


def test_who_sits_for_the_organisation_acknowledges_from_the_desk(inside, decision):
    path, client = f"/desk/decisions/{notice(inside).pk}/", inside.client("chair")
    assert path in page_of(client, "/desk/") and path in page_of(client, decision.get_absolute_url())
    assert path not in page_of(inside.client("county"), "/desk/")
    assert inside.client("county").post(path, {"by_name": "The county"}).status_code == 403
    client.post(path, {"by_name": "The chair"})
    assert notice(inside).acknowledged_user == inside.users["chair"] and path not in page_of(client, "/desk/")


def test_the_silent_are_reminded_once_a_day_that_asks(inside, decision):
    day = timezone.localdate() + datetime.timedelta(days=7)
    assert informing.remind(day) == 2
    informing.remind(day)
    assert set(letters("decision_reminder")) == {"county@partners.example", "district@partners.example"}
    informing.acknowledge([notice(inside)], by=None, by_name="Jo")
    assert informing.remind(day) == 1 and informing.remind(day + datetime.timedelta(days=1)) == 0


def test_the_clerk_sends_again_and_tells_another_organisation(inside, decision):
    client, old = inside.client("clerk"), link(inside)
    send = f"/manage/decision-notices/{notice(inside).pk}/"
    assert inside.client("county").post(send).status_code == 403
    client.post(send)
    assert link(inside) != old and inside.client().get(old).status_code == 404
    told = client.post(f"/manage/decision-notices/{notice(inside, 'police').pk}/", follow=True).content.decode()
    assert "No email address is known of Testshire Police" in told
    new, parish = f"/manage/decisions/{decision.pk}/notices/new/", inside.organisations["parish"]
    told = client.post(new, {"organisation": parish.pk}, follow=True).content.decode()
    assert "nothing was sent" in told and notice(inside, "parish").concern == "chosen"
    assert not Act.objects.filter(verb="had an organisation told of").exists()  # nobody was
    assert "is told of this decision already" in client.post(new, {"organisation": parish.pk}).content.decode()
    assert "There is a problem" in client.post(new, {"organisation": 0}).content.decode()
    informing.acknowledge([notice(inside)], by=None, by_name="Jo")
    with pytest.raises(ValidationError, match="has acknowledged"):
        informing.send_again(notice(inside), by=inside.users["clerk"])


def test_what_was_not_agreed_or_set_in_private_tells_nobody(inside, decision):
    DecisionNotice.objects.all().delete()
    Decision.objects.update(outcome="noted")
    informing.inform(decision.meeting)
    Decision.objects.update(outcome="agreed", awaiting=None)
    DecisionRecord.objects.update(lead=None)
    Action.objects.update(published_at=None)
    informing.inform(decision.meeting)
    assert not DecisionNotice.objects.exists()


def test_the_page_costs_the_same_with_1_and_with_30_notices(inside, decision, django_assert_max_num_queries):
    client, bodies = inside.client(), inside.organisations["county"]
    for _ in range(2):
        with django_assert_max_num_queries(9):
            client.get(decision.get_absolute_url())
        for number in range(28):
            body, _ = type(bodies).objects.get_or_create(kind="other", name=f"Body {number}")
            DecisionNotice.objects.get_or_create(
                board=decision.board, decision=decision, organisation=body, concern="chosen"
            )
