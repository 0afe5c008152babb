"""Call-in: what a sovereign council decided is published and held before anybody acts on it. Source: standards R11."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from boards import acting, calling_in, confirming, updating
from boards.models import Action, CallInRule, Decision, Hold
from foundation import tenancy
from foundation.mail import CLEARED
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Message
from foundation.working_days import working_days_after, working_days_before
from localities.models import Mandate
from tests.boards.pages import send
from tests.boards.sittings import begun, item
from tests.localities.test_people import days

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)
NAMES = ["Ann Ash, member for Hill", "Bo Birch, member for Dale", "Cy Cedar, member for Vale"]
SIGNED = "Ann Ash (member for Hill), Bo Birch (member for Dale), Cy Cedar (member for Vale)."


@pytest.fixture
def clerk(inside):
    return inside.users["clerk"]


@pytest.fixture
def agreed(inside):
    """Return a decision of the board that waits for the county council."""
    meeting = begun(inside, days_ago=40)
    at = item(meeting)
    Action.objects.create(
        board=inside.board, meeting=meeting, item=at, text="Write to them", owner=inside.organisations["police"],
        published_at=timezone.now(),
    )  # fmt: skip
    return Decision.objects.create(
        board=inside.board, meeting=meeting, item=at, minute="6", title=at.title, text="To open the hall",
        outcome="agreed", awaiting=inside.organisations["county"], decided_on=meeting.date, published_at=timezone.now(),
    )  # fmt: skip


def answered(decision, clerk, *, days_ago=1, published_ago=0, answer="agreed"):
    published_on = None if published_ago is None else TODAY - published_ago * DAY
    told = {"answer": answer, "answered_on": TODAY - days_ago * DAY, "published_on": published_on}
    confirming.record_answer(Decision.objects.get(pk=decision.pk), **told, by=clerk)
    return Hold.objects.select_related("decision", "organisation").filter(decision=decision).first()


@pytest.fixture
def hold(agreed, clerk):
    return answered(agreed, clerk)


def called_in(hold, clerk, **more):
    told = {"called_in_on": TODAY, "names": NAMES, "grounds": "Parishes were not asked.", **more}
    return calling_in.call_in(hold, **told, by=clerk)


# The hold and its clock


def test_what_a_council_agreed_is_held_for_five_working_days_from_publication(inside, agreed, hold):
    assert hold.publish_by == working_days_after(hold.decision.answered_on, 2)
    assert hold.ends_on == working_days_after(TODAY, 5)
    page = inside.client().get(agreed.get_absolute_url()).content.decode()
    assert "Held until the end of" in page
    assert "5 working days left." in page
    assert "3 members of the council who are not on its executive may call it in" in page
    assert "Held for call-in" in inside.client().get("/decisions/").content.decode()


def test_the_hold_ends_by_its_day(hold):
    assert hold.stands(hold.ends_on)
    assert not hold.stands(hold.ends_on + DAY)
    assert hold.days_left(hold.ends_on) == 0


def test_what_is_not_published_is_held_until_it_is(inside, agreed, clerk):
    hold = answered(agreed, clerk, days_ago=20, published_ago=None)
    assert "until 5 working days after Testshire County Council has published it" in hold.until(TODAY)
    assert calling_in.remind(TODAY) == 1
    calling_in.remind(TODAY)
    tenancy.clear(CLEARED)
    assert agreed.get_absolute_url() in Message.objects.get(template="hold_unpublished").body_text
    path = f"/manage/decisions/{agreed.pk}/call-in/publication/"
    assert inside.client("clerk").post(path, days("published_on", TODAY)).status_code == 302
    hold.refresh_from_db()
    assert hold.ends_on == working_days_after(TODAY, 5)


@pytest.mark.parametrize("body", ["parish", "police"])
def test_a_body_without_scrutiny_holds_nothing(inside, agreed, clerk, body):
    Decision.objects.filter(pk=agreed.pk).update(awaiting=inside.organisations[body])
    assert answered(agreed, clerk) is None


def test_what_was_refused_is_not_held(agreed, clerk):
    assert answered(agreed, clerk, answer="refused") is None


def test_working_days_after_leave_out_what_lies_between():
    friday = datetime.date(2026, 12, 24)
    assert working_days_after(friday, 2) == datetime.date(2026, 12, 30)
    assert working_days_before(working_days_after(friday, 9), 9) == friday
    assert working_days_after(friday, 0) == friday


# Acting on it


@pytest.fixture
def action(hold):
    return Action.objects.get(meeting=hold.decision.meeting)


@pytest.mark.parametrize("standing", ["going", "done"])
def test_nothing_is_done_under_a_decision_that_is_held(hold, action, clerk, standing):
    with pytest.raises(ValidationError, match=r"is held for call-in until the end of .* \(R11"):
        updating.report(action, by=clerk, by_name="The county", standing=standing, text="We began.")
    with pytest.raises(ValidationError, match="Wait until the hold ends"):
        acting.complete_action(action, note="Written", by=clerk)
    updating.report(action, by=clerk, by_name="The county", standing="held", text="We wait.")


def test_the_database_refuses_it_too(hold, action):
    with pytest.raises(IntegrityError, match="held for call-in"), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(done_at=timezone.now())
    Hold.objects.filter(pk=hold.pk).update(published_on=TODAY - 9 * DAY, ends_on=TODAY - DAY)
    assert Action.objects.filter(pk=action.pk).update(done_at=timezone.now()) == 1


def test_what_is_urgent_is_not_held(inside, agreed, hold, action, clerk):
    path = f"/manage/decisions/{agreed.pk}/call-in/waiver/"
    said = {"waived_by": "The chair of scrutiny", "because": "The grant ends on Friday.", **days("waived_on", TODAY)}
    assert inside.client("clerk").post(path, said | {"because": ""}).status_code == 422
    assert inside.client("clerk").post(path, said).status_code == 302
    acting.complete_action(action, note="Written", by=clerk)
    page = inside.client().get(agreed.get_absolute_url()).content.decode()
    assert "The chair of scrutiny agreed on" in page and "The grant ends on Friday." in page
    with pytest.raises(ValidationError, match="was waived on"):
        called_in(hold, clerk)


# Called in


@pytest.mark.parametrize("outcome", ["upheld", "released"])
def test_a_call_in_holds_until_its_outcome(inside, agreed, hold, action, clerk, outcome):
    called_in(hold, clerk)
    hold.refresh_from_db()
    assert hold.stands(hold.ends_on + 30 * DAY)
    page = inside.client().get(agreed.get_absolute_url()).content.decode()
    assert f"{SIGNED} Grounds: Parishes were not asked." in page
    calling_in.conclude(hold, outcome=outcome, outcome_on=TODAY, note="Scrutiny, minute 4", by=clerk)
    acting.complete_action(action, note="Written", by=clerk)


def test_what_is_referred_back_is_decided_again_and_held_anew(inside, agreed, hold, action, clerk):
    called_in(hold, clerk)
    calling_in.conclude(hold, outcome="referred", outcome_on=TODAY, note="", by=clerk)
    agreed.refresh_from_db()
    assert "awaiting the decision of Testshire County Council" in agreed.status
    with pytest.raises(ValidationError, match="has decided again"):
        acting.complete_action(action, note="Written", by=clerk)
    again = answered(agreed, clerk, days_ago=0)
    assert again.stands(TODAY) and not again.called_in_on
    page = inside.client().get(agreed.get_absolute_url()).content.decode()
    assert f"An earlier decision was called in by {SIGNED}" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            {"names": "Ann Ash\nann  ASH, member for Hill\nBo Birch"},
            "2 signed. Testshire County Council asks for at least 3",
        ),
        ({"names": ""}, "Enter"),
        ({"names": "Ann Ash\nBo Birch\nCounty of Testshire, member for Vale"}, "County of Testshire may not sign"),
        (
            {"names": "Ann Ash, member for Hill\nBo Birch\nCy Cedar,"},
            "In what capacity do they sign: Bo Birch, Cy Cedar?",
        ),
        ({"grounds": ""}, "Enter"),
        (days("called_in_on", TODAY + DAY), "while the decision is held, between"),
        (days("called_in_on", TODAY - 3 * DAY), "while the decision is held, between"),
        ({"called_in_on-day": "31", "called_in_on-month": "2"}, "must be a real date"),
    ],
)
def test_a_call_in_that_does_not_count_is_refused(inside, agreed, hold, wrong, said):
    Mandate.objects.filter(person=inside.people["county"]).update(executive_position="Leader")
    typed = {"names": "\n".join(NAMES), "grounds": "Parishes were not asked.", **days("called_in_on", TODAY), **wrong}
    answer = inside.client("clerk").post(f"/manage/decisions/{agreed.pk}/call-in/call-in/", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    hold.refresh_from_db()
    assert hold.called_in_on is None


def test_one_that_comes_too_late_is_refused(hold, clerk):
    Hold.objects.filter(pk=hold.pk).update(published_on=TODAY - 9 * DAY, ends_on=TODAY - DAY)
    Decision.objects.filter(pk=hold.decision_id).update(answered_on=TODAY - 9 * DAY)
    with pytest.raises(ValidationError, match="while the decision is held"):
        called_in(hold, clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.filter(pk=hold.pk).update(called_in_on=TODAY, grounds="Late")


def test_an_outcome_without_a_call_in_and_a_second_outcome_are_refused(hold, clerk):
    said = {"outcome": "upheld", "outcome_on": TODAY, "note": "", "by": clerk}
    with pytest.raises(ValidationError, match="was not called in"):
        calling_in.conclude(hold, **said)
    called_in(hold, clerk)
    calling_in.conclude(hold, **said)
    with pytest.raises(ValidationError, match="recorded already"):
        calling_in.conclude(hold, **{**said, "outcome": "referred"})


@pytest.mark.parametrize("step", ["publication", "waiver", "call-in", "outcome"])
def test_members_and_outsiders_record_nothing(inside, elsewhere, agreed, hold, step):
    path = f"/manage/decisions/{agreed.pk}/call-in/{step}/"
    assert inside.client("clerk").get(path).status_code == 200
    assert inside.client("county").get(path).status_code == 403
    assert elsewhere.client("clerk").get(path).status_code == 404
    assert inside.client("clerk").get(f"/manage/decisions/{agreed.pk}/call-in/nonsense/").status_code == 404


# The rule of a body


def test_a_council_has_its_own_periods_and_signatures(inside, agreed, clerk):
    county = inside.organisations["county"]
    client, path = inside.client("admin"), f"/manage/organisations/{county.pk}/call-in/"
    typed = {"publish_days": "1", "hold_days": "3", "least": "2", "who": "any", "source": "Part 4E"}
    assert send(client, path, typed | {"hold_days": "-1"}).status_code == 422
    assert send(client, path, typed | {"who": "nobody"}).status_code == 422
    begun_earlier = calling_in.usual(county)
    assert send(client, path, typed).status_code == 302
    with pytest.raises(ChangedMeanwhile):
        calling_in.keep_rule(begun_earlier, fields=[], by=clerk)
    assert "holds for 3" in client.get(f"/manage/organisations/{county.pk}/").content.decode()
    hold = answered(agreed, clerk)
    assert hold.ends_on == working_days_after(TODAY, 3)
    CallInRule.objects.update(hold_days=9)
    member = inside.people["county"]
    signed = called_in(hold, clerk, names=[NAMES[0], member.name]).signatories
    assert signed == ["Ann Ash (member for Hill)", f"{member.name} (member of Testshire County Council)"]


def test_members_of_scrutiny_say_that_they_sign_as_such(inside, agreed, hold, clerk):
    Hold.objects.filter(pk=hold.pk).update(who="scrutiny", least=1)
    with pytest.raises(ValidationError, match="County of Testshire, member of the overview and scrutiny committee”"):
        called_in(hold, clerk, names=["County of Testshire"])  # that they sit on the council is not enough
    called_in(hold, clerk, names=["County of Testshire, vice-chair of scrutiny"])
    assert (
        "by County of Testshire (vice-chair of scrutiny)."
        in inside.client().get(agreed.get_absolute_url()).content.decode()
    )


def test_the_rule_of_a_body_is_the_administrators(inside, elsewhere):
    path = f"/manage/organisations/{inside.organisations['county'].pk}/call-in/"
    assert inside.client("clerk").get(path).status_code in (403, 404)
    assert elsewhere.client("admin").get(path).status_code == 404
    police = inside.organisations["police"]
    assert inside.client("admin").get(f"/manage/organisations/{police.pk}/call-in/").status_code == 404
