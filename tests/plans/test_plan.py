"""A plan is written with its sources, shown ready, adopted by its board and read as editions. Source: C10-C19, E21."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.models import Edition, Rendering
from foundation.pdf.checking import check
from foundation.uploads import read
from localities.models import Area, Locality
from plans import adopting, readying, tasks, writing_plans
from plans.models import Commitment, CommunityTest, Objective, Plan, PlanAction, Point
from tests.plans.measured import a_measure, an_indicator
from tests.plans.planned import a_decision, a_plan, a_ready_plan, an_aim, some_evidence

ONE = "/manage/plans/plans/"


def set_stage(cast):
    return {"plan": a_ready_plan(cast), "decision": a_decision(cast), "bare": a_plan(cast, "Hill plan", vision="")}


def refused(words: str):
    return pytest.raises(ValidationError, match=words)


def test_an_objective_names_its_source_in_the_act_and_in_the_database(cast, made):
    by, bare = cast.users["clerk"], made["bare"]
    for driver in Objective.Driver:
        with refused("Name the source"):
            writing_plans.save_part(Objective(plan=bare, title="A", outcome="B", driver=driver), by=by)
    row = made["plan"].objectives.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Objective.objects.filter(pk=row.pk).update(aim=None)
    page = cast.client("clerk").post(f"{ONE}{bare.pk}/objectives/new/", {"title": "A", "driver": "bottom-up"})
    assert page.status_code == 422 and "choose the evidence that it comes from (C12)" in page.content.decode()


def test_every_point_is_shown_and_each_names_what_would_satisfy_it(made):
    assert [one.missing for one in readying.Record(made["plan"]).points] == [""] * len(Point)
    assert not readying.open_points(readying.Record(made["plan"]))
    bare = readying.open_points(readying.Record(made["bare"]))
    told = " ".join(bare)
    assert len(bare) == 2 + len(Point) - 1, "people take part in the place already"
    assert "Say what the place will be like" in told and "Link an objective to a national or local target" in told
    assert "corporate plan of the district or borough council" in told and "Choose the main providers" in told


def test_adoption_is_refused_until_each_point_is_settled_and_names_what_is_open(cast, made):
    plan, by, decision = made["plan"], cast.users["clerk"], made["decision"]
    CommunityTest.objects.filter(plan=plan).delete()
    Commitment.objects.filter(plan=plan).first().delete()
    with refused("Tested with local people") as told:
        adopting.adopt(plan, decision=decision, by=by)
    assert "Record the commitment of" in str(told.value)
    with pytest.raises(IntegrityError, match="E21"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(
            adopted_at=timezone.now(), decision=decision, published_at=timezone.now()
        )
    client = cast.client("clerk")
    path = f"{ONE}{plan.pk}/readiness/tested/"
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "It repeats the plan before, which was tested."}).status_code == 302
    assert "Explained" in client.get(f"{ONE}{plan.pk}/readiness/").content.decode()
    writing_plans.give_reason(plan, Point.COMMITTED, reason="It is to follow", by=by)
    client.post(f"{ONE}{plan.pk}/adoption/", {"decision": decision.pk})
    plan.refresh_from_db()
    assert plan.adopted_at and plan.adopted_by == by
    with refused("adopted already"):
        writing_plans.take_back_reason(plan, Point.COMMITTED, by=by)
    page = cast.client().get(f"/plans/{plan.pk}/").content.decode()
    assert "It repeats the plan before" in page


def test_only_a_published_decision_of_its_own_board_adopts_a_plan(cast, made):
    plan, by = made["plan"], cast.users["clerk"]
    with cast.inside():
        lost = a_decision(cast, outcome="lost", title="Not this plan", days=-12)
    with refused("own board agreed"):
        adopting.adopt(plan, decision=lost, by=by)
    now = timezone.now()
    with pytest.raises(IntegrityError, match="own board agreed"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(adopted_at=now, decision=lost, published_at=now)
    at_once = {"adopted_at": now, "decision": made["decision"], "published_at": now}
    with pytest.raises(IntegrityError, match="needs objectives"), transaction.atomic():
        a_plan(cast, "At once", **at_once)


def test_the_database_opens_no_part_before_its_plan_and_moves_parts_with_it(cast, made):
    plan = made["plan"]
    objective = plan.objectives.first()
    with pytest.raises(IntegrityError, match="only once the whole is"), transaction.atomic():
        Objective.objects.filter(pk=objective.pk).update(published_at=timezone.now())
    other = Locality.objects.create(name="Moor", slug="moor")
    Plan.objects.filter(pk=plan.pk).update(board=None, locality=other)
    rows = [objective, *objective.actions.all(), *plan.partners.all()]
    for row in rows:
        row.refresh_from_db()
    assert {(row.board_id, row.locality_id) for row in rows} == {(None, other.pk)}
    Objective.objects.filter(pk=objective.pk).update(locality=plan.locality)
    objective.refresh_from_db()
    assert objective.locality == other, "a part belongs where its plan does"


def test_a_plan_is_adopted_printed_changed_and_ended(cast, made, django_assert_max_num_queries):
    plan, by, stranger = made["plan"], cast.users["clerk"], cast.client()
    first = adopting.adopt(plan, decision=made["decision"], by=by)
    with refused(r"is adopted already. Clerk .* did so on"):
        adopting.adopt(plan, decision=made["decision"], by=by)
    made_pdf = Rendering.objects.get(edition=first, kind=adopting.PDF)
    tasks.print_plan(partnership_id=cast.partnership.pk, rendering_id=made_pdf.pk)
    made_pdf.refresh_from_db()
    found = check(read(made_pdf.file))
    assert found.faults == [] and found.pages and found.elements
    assert stranger.get(f"/plans/{plan.pk}/editions/1/plan.pdf").getvalue().startswith(b"%PDF")
    with django_assert_max_num_queries(10):  # two of them are the test's own transaction around the request's
        page = stranger.get(f"/plans/{plan.pk}/").content.decode()
    for words in ("Later buses", "Under way", "£12,500", "Clerk of", "They want Sundays too", "Vale Volunteers", "PDF"):
        assert words in page, words
    with cast.inside(), refused("stands, and is changed but not removed"):
        writing_plans.remove_part(plan.objectives.first(), by=by)
    with cast.inside(), refused("Nothing has changed"):
        adopting.publish_change(plan, note="Words", by=by)
    _change(cast, plan, by)
    older = stranger.get(f"/plans/{plan.pk}/editions/1/").content.decode()
    assert "A newer edition" in older and "Sundays at nine" not in older
    newer = stranger.get(f"/plans/{plan.pk}/").content.decode()
    assert "Sundays at nine" in newer and "The county found money" in newer
    assert "How we will know" in newer and "How we will know" not in older
    client, leave = cast.client("clerk"), f"{ONE}{plan.pk}/withdrawal/"
    sent = {"edition": first.pk, "ground": "personal", "because": "It named a child."}
    for wrong in ({"edition": first.pk + 999}, {"edition": ""}, {"ground": "mood"}, {"because": ""}):
        assert client.post(leave, {**sent, **wrong}).status_code == 422, wrong
    assert client.post(leave, sent).status_code == 302
    gone = stranger.get(f"/plans/{plan.pk}/editions/1/").content.decode()
    assert "It named a child." in gone and "Build four" not in gone
    assert stranger.get(f"/plans/{plan.pk}/editions/1/plan.pdf").status_code == 404
    assert "Sundays at nine" in stranger.get(f"/plans/{plan.pk}/").content.decode()
    assert "No earlier edition stands" in client.get(leave, follow=True).content.decode()
    assert client.post(f"{ONE}{plan.pk}/end/", {"because": "Its years are over"}).status_code == 302
    assert "Its years are over" in stranger.get(f"/plans/{plan.pk}/").content.decode()
    with cast.inside(), refused("has ended"):
        writing_plans.save_plan(plan, by=by)


def _change(cast, plan, by):
    """Change an adopted plan: nobody reads it until it is published with a reason."""
    stranger = cast.client()
    facts = {"owner": cast.organisations["county"], "starts_on": plan.starts_on, "due_on": plan.ends_on}
    with cast.inside():
        objective = plan.objectives.first()
        a_measure(cast, objective, an_indicator(), Area.objects.order_by("pk").first())
        for number in range(30):
            row = PlanAction(objective=objective, text=f"Sundays at nine, line {number}", horizon="quick", **facts)
            row.belong_with(plan)
            row.save()
    assert "Sundays at nine" not in stranger.get(f"/plans/{plan.pk}/").content.decode()
    assert "says other than its last edition" in cast.client("clerk").get(f"{ONE}{plan.pk}/").content.decode()
    with cast.inside(), refused("Say what was changed"):
        adopting.publish_change(plan, note=" ", by=by)
    with cast.inside(), refused("while you were reading"):
        adopting.publish_change(plan, note="More", by=by, read="an earlier one")
    with cast.inside():
        assert adopting.publish_change(plan, note="The county found money", by=by).number == 2
        assert not PlanAction.objects.filter(objective__plan=plan, published_at=None).exists()


def test_a_page_of_thirty_actions_costs_what_one_does(cast, made, django_assert_max_num_queries):
    plan, by = made["plan"], cast.users["clerk"]
    adopting.adopt(plan, decision=made["decision"], by=by)
    _change(cast, plan, by)
    clerk, stranger = cast.client("clerk"), cast.client()
    with django_assert_max_num_queries(10):
        stranger.get(f"/plans/{plan.pk}/")
    with django_assert_max_num_queries(24):  # four are the session's and the test's own transaction
        assert clerk.get(f"{ONE}{plan.pk}/").status_code == 200


def test_a_draft_is_open_for_comment_as_an_edition_of_its_own(cast, made):
    plan, client = made["plan"], cast.client("clerk")
    page = client.get(f"{ONE}{plan.pk}/draft/").content.decode()
    assert "Check what everybody will read" in page
    adopting.publish_draft(plan, by=cast.users["clerk"])
    assert "Nothing has changed since" in client.post(f"{ONE}{plan.pk}/draft/", {"read": "x"}).content.decode()
    public = cast.client().get(f"/plans/{plan.pk}/").content.decode()
    assert "Draft for comment" in public and "This is not decided yet" in public
    edition = adopting.adopt(plan, decision=made["decision"], by=cast.users["clerk"])
    assert (edition.number, Edition.objects.filter(series=f"plan-draft:{plan.pk}").count()) == (1, 1)
    assert "kept as it was" in cast.client().get(f"/plans/{plan.pk}/drafts/1/").content.decode()
    with refused("is adopted"):
        adopting.publish_draft(plan, by=cast.users["clerk"])


def test_officers_write_a_plan_and_others_may_not(cast, made):
    clerk = cast.client("clerk")
    days = {f"starts_on{part}": value for part, value in (("-day", "1"), ("-month", "4"), ("-year", "2026"))}
    sent = {"title": "Vale plan two", "board": cast.board.pk, "vision": "Buses", **days}
    assert "Enter the last day" in clerk.post(f"{ONE}new/", sent).content.decode()
    days |= {"ends_on-day": "1", "ends_on-month": "3", "ends_on-year": "2026"}
    assert "must be after the first day" in clerk.post(f"{ONE}new/", {**sent, **days}).content.decode()
    reply = clerk.post(f"{ONE}new/", {**sent, **days, "ends_on-year": "2029", "accountable": cast.people["clerk"].pk})
    with cast.inside():
        plan = Plan.objects.get(title="Vale plan two")
        assert plan.locality == cast.locality and plan.created_by == cast.users["clerk"]
        aim, evidence = an_aim("roads", "local"), some_evidence(cast, "A bus")
    assert reply.url == f"{ONE}{plan.pk}/"
    for title in ("First", "Second"):
        said = {"title": title, "outcome": "More", "driver": "top-down", "aim": aim.pk, "evidence": evidence.pk}
        assert clerk.post(f"{ONE}{plan.pk}/objectives/new/", said).status_code == 302
    second = plan.objectives.get(title="Second")
    clerk.post(f"{ONE}{plan.pk}/order/", {"item": second.pk, "move": "up"})
    assert [each.title for each in plan.objectives.all()] == ["Second", "First"]
    assert cast.client().get(f"/plans/{plan.pk}/").status_code == 404
    for noun, key in (("objectives", 10**9), ("nothing", second.pk)):
        assert clerk.get(f"{ONE}{plan.pk}/{noun}/{key}/").status_code == 404
    gone = clerk.post(f"{ONE}{plan.pk}/objectives/{second.pk}/removal/")
    assert gone.status_code == 302 and plan.objectives.count() == 1
    assert cast.client("chair").get(f"{ONE}{plan.pk}/").status_code == 200
    for who, code in (("chair", 403), ("county", 403), ("resident", 404)):
        assert cast.client(who).get(f"{ONE}{plan.pk}/change/").status_code == code, who


@pytest.mark.parametrize(
    ("noun", "sent", "words"),
    [
        ("actions", {"text": "", "owner": "x"}, "Enter what is to be done"),
        ("actions", {"starts_on-day": "40", "starts_on-month": "1", "starts_on-year": "2026"}, "must be a real date"),
        ("resources", {"kind": "money", "what": "A grant", "amount": "much"}, "Enter an amount in pounds"),
        ("resources", {"kind": "money", "what": "A grant"}, "Enter the amount"),
        (
            "resources",
            {"kind": "people", "what": "Half a post", "ends_on-day": "1", "ends_on-month": "3", "ends_on-year": "2027"},
            "It ends: say how the work goes on then (C27)",
        ),
        ("commitments", {"words": ""}, "Enter what it commits to"),
        ("partners", {"organisation": "0"}, "Select the provider from what the list offers now"),
        ("tests", {"findings": "Good"}, "Enter the date of the test"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(cast, made, noun, sent, words):
    plan = made["plan"]
    objective = plan.objectives.first()
    under = {"actions": objective.pk, "resources": objective.actions.first().pk}.get(noun)
    path = f"{ONE}{plan.pk}/{noun}/{f'{under}/' if under else ''}new/"
    page = cast.client("clerk").post(path, sent)
    assert page.status_code == 422 and words in page.content.decode(), page.content.decode()
