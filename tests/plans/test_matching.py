"""Similar priorities are found and explained, and two boards agree to work on them, here and across (B22)."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from engagement.models import Theme
from foundation import access, corresponding, panels
from foundation.envelopes import CLEARED
from foundation.models import Envelope
from plans import matching, pairing, sharing_priorities
from plans.models import Plan, PriorityMatch, PrioritySharing, SharedPriority
from tests.boards.test_crossing import carry
from tests.plans.drafts import ALL, a_cycle, a_plan, a_priority, a_set, another_board

PUBLIC_QUERIES = 8
OFFICER_QUERIES = 20
OF_THE_TEST = 2  # a savepoint instead of a transaction
RURAL = {"title": "Rural broadband", "description": "Faster broadband in each village"}


def set_stage(cast):
    theme, cycle = Theme.objects.create(key="digital", name="Digital"), a_cycle(fewest=1)
    board = another_board(cast)
    access.grant(cast.users["chair"], "clerk", board, by=cast.users["admin"])
    mine, theirs = a_set(cast.board, cycle), a_set(board, cycle)
    hidden = a_set(another_board(cast, "Secret Board"), cycle, shared=False)
    return {
        "mine": a_priority(mine, theme=theme, **RURAL), "theirs": a_priority(
            theirs, "Villages online", theme=theme, description="Fast broadband for each rural village"
        ),
        "drugs": a_priority(theirs, "Fewer drug deaths", description="People recover in every place"),
        "hidden": a_priority(hidden, "Rural broadband hubs", description="Broadband in village halls"),
        "own": a_priority(mine, "Broadband for schools", description="In rural villages"),
    }  # fmt: skip


def found(priority) -> list[str]:
    return [each.found.title for each in matching.alike(priority)]


def test_what_is_alike_is_found_and_explained(inside, made):
    with inside.inside("draft:board:*"):
        (one,) = matching.alike(made["mine"])
        assert one.found == made["theirs"] and one.same_theme
        assert one.why == "Both speak of rural, broadband and village. Same theme: Digital."
        assert found(made["drugs"]) == []
    with inside.inside():
        assert found(made["mine"]) == ["Villages online", "Rural broadband hubs"], "who may read drafts is shown them"
        made["theirs"].withdrawn_because = "x"
        made["theirs"].withdrawn_at = made["theirs"].published_at
        made["theirs"].save()
        made["hidden"].description, made["hidden"].title = "Other words", "Quite"
        made["hidden"].save()
        assert found(made["mine"]) == [], "the words follow the priority"


def test_one_board_proposes_the_other_accepts_and_everybody_reads_it(inside, made, mails):
    clerk, other, mine = inside.client("clerk"), inside.client("chair"), made["mine"]
    page = f"/manage/plans/priorities/{mine.pk}/matches/"
    every = clerk.get("/manage/plans/matches/").content.decode()
    assert "Most like it: Villages online, Rural Theme Board. Both speak of rural" in every
    assert "Both speak of rural" in clerk.get(page).content.decode()
    sent = {"with": f"priority-{made['theirs'].pk}"}
    assert clerk.post(f"{page}new/", sent).url == page
    assert "was proposed already" in clerk.post(f"{page}new/", sent, follow=True).content.decode()
    match = PriorityMatch.objects.get()
    assert "1 proposal waits" in other.get("/manage/plans/").content.decode()
    assert "Waits for your answer" in other.get("/manage/plans/matches/").content.decode()
    one, public = f"/manage/plans/matches/{match.pk}/", f"/priorities/{mine.pk}/matches/"
    assert "No other board" in inside.client().get(public).content.decode(), "a proposal is no agreement"
    assert clerk.post(f"{one}acceptance/").status_code == 403, "the other side answers"
    assert other.post(f"{one}refusal/", {"because": ""}).status_code == 422
    assert other.post(f"{one}acceptance/").url == one
    assert "ended meanwhile. Chair" in other.post(f"{one}acceptance/", follow=True).content.decode()
    plan = a_plan(inside.board)
    assert clerk.post(f"{one}plan/", {"plan": plan.pk}).url == one
    with inside.inside():
        (told,) = panels.shown(panels.beside("plans.plan", Plan.objects.all()).get(pk=plan.pk), "plans.plan")
    assert (told.found[0]["title"], told.found[0]["other_board"]) == ("Rural broadband", "Rural Theme Board")
    for side in (mine, made["theirs"]):
        shown = inside.client().get(f"/priorities/{side.pk}/matches/").content.decode()
        assert "Both boards agreed" in shown and "Same theme: Digital." in shown and plan.title in shown
    assert inside.client().get(f"/priorities/{made['hidden'].pk}/matches/").status_code == 404
    assert clerk.post(f"{one}ending/", {"because": "It is done"}).url == one
    assert "No other board" in inside.client().get(public).content.decode()
    (letter,) = mails(template="match_answered")
    assert letter.to_address == "clerk@testshire.example"


def test_what_cannot_be_matched_is_refused_in_words(inside, made):
    clerk = inside.users["clerk"]
    for counterpart, words in (
        (made["hidden"], "Everybody must be able to read"), (made["own"], "Choose a priority of another board"),
        (made["mine"], "Choose a priority of another board"),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=words), transaction.atomic():
            pairing.propose(made["mine"], counterpart, by=clerk)
    match = pairing.propose(made["mine"], made["theirs"], by=clerk)
    with pytest.raises(ValidationError, match="Both boards agree first"):
        pairing.deliver_by(match, None, by=clerk)
    assert pairing.decline(match, because="We have our own", by=clerk).state == "Declined"
    again = pairing.propose(made["theirs"], made["mine"], by=clerk)
    with inside.inside("draft:plans:board:999"):
        assert not PriorityMatch.objects.exists()
    with inside.inside(f"draft:plans:board:{made['mine'].board_id}"):
        assert PriorityMatch.objects.filter(pk=again.pk).exists(), "both sides read it"
    for client, wanted in ((inside.client("resident"), 404), (inside.client("auditor"), 403)):
        assert client.post(f"/manage/plans/matches/{again.pk}/ending/", {"because": "x"}).status_code == wanted


@pytest.fixture
def both(inside, elsewhere):
    """Each of two partnerships receives from the other."""
    for receiver, sender in ((inside, elsewhere), (elsewhere, inside)):
        with receiver.inside():
            corresponding.agree(sender.partnership, by=receiver.users["admin"])
        carry(receiver)
    return elsewhere


def choose_a_plan(inside, both, match, theirs) -> None:
    """Choose the plan that both deliver, of which the other partnership reads, and take it back."""
    clerk, one = inside.client("clerk"), f"/manage/plans/matches/{match.pk}/plan/"
    there = f"/priorities/{theirs.pk}/matches/"
    with inside.inside():
        plan = a_plan(inside.board)
    for chosen, wanted in ((plan.pk, True), ("", False)):
        assert clerk.post(one, {"plan": chosen}).status_code == 302
        carry(inside)
        shown = both.client().get(there).content.decode()
        assert (f"{plan}</a>, of Testshire Partnership" in shown and plan.get_absolute_url() in shown) is wanted
        assert ("Both deliver" in shown) is wanted


def test_a_priority_crosses_is_matched_there_and_the_answer_crosses_back(inside, both, made):
    clerk, abroad = inside.client("clerk"), both.client("clerk")
    sharing = f"/manage/plans/priorities/{made['mine'].pk}/sharing/"
    assert clerk.post(sharing, {"partnerships": [both.partnership.pk]}).status_code == 302
    carry(inside)
    with both.inside(CLEARED, *ALL):
        shared = SharedPriority.objects.get()
        said = Envelope.objects.get(kind="plans.priority").content
        assert set(said) == {"key", "title", "description", "theme", "board", "partnership"}
        planted = f"Broadband tenant{inside.partnership.pk}"
        theirs = a_priority(a_set(both.board, a_cycle()), planted, description="For each rural village")
    with inside.inside(), connection.cursor() as cursor:
        cursor.execute("SELECT priority_id FROM plans_alike(%s, '', 1, 100)", [made["mine"].pk])
        assert (theirs.pk,) not in cursor.fetchall(), "no word in a title leads into another partnership"
    page = f"/manage/plans/priorities/{theirs.pk}/matches/"
    assert "Both speak of broadband, rural and village." in abroad.get(page).content.decode()
    assert abroad.post(f"{page}new/", {"with": f"shared-{shared.pk}"}).url == page
    carry(both)
    with inside.inside():
        match = PriorityMatch.objects.get()
        assert not match.is_ours and match.shared.title == planted and match.priority == made["mine"]
    assert clerk.post(f"/manage/plans/matches/{match.pk}/acceptance/").status_code == 302
    carry(inside)
    for who in ("clerk", "admin"):
        assert planted in inside.client(who).get("/manage/plans/matches/").content.decode(), who
    shown = both.client().get(f"/priorities/{theirs.pk}/matches/").content.decode()
    assert "Rural broadband, Hill and Vale Locality Board, Testshire Partnership" in shown
    assert "Broadband" in inside.client().get(f"/priorities/{made['mine'].pk}/matches/").content.decode()
    choose_a_plan(inside, both, match, theirs)
    assert clerk.post(sharing, {}).status_code == 302
    take_back(inside, both, theirs, shared)


def take_back(inside, both, theirs, shared) -> None:
    """Carry that a priority is shared no more: the match ends on both sides, and what crossed is gone."""
    carry(inside)
    took_back = f"/manage/plans/priorities/{theirs.pk}/sharing/"
    assert both.client("clerk").post(took_back, {}).status_code == 302, "what a proposal took along can be taken back"
    carry(both)
    with both.inside(CLEARED):
        shared.refresh_from_db()
        assert shared.withdrawn_at and not shared.description
        assert PriorityMatch.objects.get().ended_because.endswith("shares this priority with us no more.")
        assert matching.alike(theirs) == []
    with inside.inside():
        assert PriorityMatch.objects.get().ended_at and PrioritySharing.objects.get().ended_at
        assert SharedPriority.objects.get().withdrawn_at


def test_nothing_crosses_without_agreement_or_out_of_a_draft(inside, elsewhere, made):
    clerk = inside.users["clerk"]
    for priority, words in ((made["mine"], "does not take anything from here"), (made["hidden"], "be able to read")):
        with pytest.raises(ValidationError, match=words), transaction.atomic():
            sharing_priorities.share(priority, elsewhere.partnership, by=clerk)
    paths = (f"priorities/{made['mine'].pk}/sharing/", f"priorities/{made['mine'].pk}/matches/new/")
    for client, wanted in ((elsewhere.client("clerk"), {404}), (inside.client("auditor"), {403})):
        assert {client.post(f"/manage/plans/{path}", {}).status_code for path in paths} == wanted


def test_pages_cost_the_same_with_one_and_with_many(inside, made, django_assert_max_num_queries):
    clerk, cycle = inside.users["clerk"], made["mine"].set.cycle
    for number in range(12):
        other = a_priority(a_set(another_board(inside, f"Board {number}"), cycle), **RURAL)
        match = pairing.propose(made["mine"], other, by=clerk)
        if number % 2:
            pairing.accept(match, by=clerk)
    admin, one = inside.client("clerk"), f"/manage/plans/priorities/{made['mine'].pk}/matches/"
    for path in ("/manage/plans/matches/", one, f"/manage/plans/matches/{match.pk}/"):
        with django_assert_max_num_queries(OFFICER_QUERIES):
            assert admin.get(path).status_code == 200
    with django_assert_max_num_queries(PUBLIC_QUERIES + OF_THE_TEST):
        page = inside.client().get(f"/priorities/{made['mine'].pk}/matches/").content.decode()
    assert page.count("Both boards agreed") == 6
