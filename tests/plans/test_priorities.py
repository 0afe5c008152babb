"""A board's priorities: three to five are submitted, no gate is skipped, and the database agrees. B20-B29; R24."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Edition, EditionPart
from plans import answering_comments, commenting, cycling, gates, grounding, passing_gates, prioritising
from plans.models import Aim, Evidence, Principle, Priority, PriorityAim, PrioritySet, Strategy
from plans.presets import make_principles
from tests.plans.chosen import a_cycle, add, agreed_decision, complete, drafted, in_days, passed
from tests.plans.drafts import let_end


def clerk(cast):
    return cast.users["clerk"]


@pytest.mark.parametrize("number", [2, 6])
def test_two_or_six_are_refused_in_words_and_by_the_database(inside, number):
    taken = drafted(inside, number)
    with pytest.raises(ValidationError, match=f"3 to 5 priorities, and these are {number} \\(R24\\)"):
        passing_gates.submit(taken, by=clerk(inside))
    with (
        pytest.raises(IntegrityError, match=f"3 to 5 priorities .* these are {number} \\(R24\\)"),
        transaction.atomic(),
    ):
        PrioritySet.objects.filter(pk=taken.pk).update(submitted_at=timezone.now())
    with pytest.raises(IntegrityError, match="these are 0 "), transaction.atomic():
        PrioritySet.objects.create(board=inside.board, cycle=a_cycle("At once", 500), submitted_at=timezone.now())


def test_what_is_submitted_keeps_its_number(inside):
    taken = passed(inside, drafted(inside, 3), "submitted")
    first = taken.priorities.first()
    with pytest.raises(ValidationError, match="at least 3"):
        prioritising.give_up(first, by=clerk(inside), because="Too dear")
    with pytest.raises(ValidationError, match="submitted"):
        add(inside, taken, "One more")
    with pytest.raises(IntegrityError, match="these are 2"), transaction.atomic():
        Priority.objects.filter(pk=first.pk).update(withdrawn_at=timezone.now(), withdrawn_because="x")
    with pytest.raises(IntegrityError, match="these are 6"), transaction.atomic():
        for title in ("a", "b", "c"):
            Priority.objects.create(set=taken, board=taken.board, title=title, description="x")


def test_the_cycle_says_how_many(inside):
    taken = drafted(inside, 2, a_cycle(fewest=1, most=2))
    assert passing_gates.submit(taken, by=clerk(inside)).state == "Chosen"


def test_a_board_begins_a_cycle_once(inside):
    taken = drafted(inside, 0)
    with pytest.raises(ChangedMeanwhile):
        prioritising.begin(inside.board, taken.cycle, by=clerk(inside))


def test_a_late_gate_needs_its_reason_which_is_kept(inside):
    taken = drafted(inside, 3, a_cycle(draft=-2))
    with pytest.raises(ValidationError, match="2 days ago"):
        passing_gates.submit(taken, by=clerk(inside))
    taken = passing_gates.submit(taken, by=clerk(inside), because="The clerk was ill")
    first, second, *_ = gates.steps(taken)
    assert (first.words, first.reason) == ("Passed, 2 days late", "The clerk was ill")
    assert second.is_next and second.words.endswith("until priorities have been shared with partners and people")


def test_countdown_and_overdue_are_said_in_words(inside):
    taken = drafted(inside, 0)
    due = taken.cycle.draft_by
    step = gates.next_step(taken, due - datetime.timedelta(days=12))
    assert step.words == "12 days until priorities are chosen"
    assert gates.next_step(taken, due).words == "Today priorities are chosen"
    late = gates.next_step(taken, due + datetime.timedelta(days=1))
    assert late.is_overdue and late.words == "1 day overdue"


def test_sharing_opens_what_is_said_and_closes_nothing_else(inside):
    taken = drafted(inside, 3)
    closed = Evidence.objects.create(
        kind="data", title="Shared among partners", summary="x", found_on=in_days(0), board=inside.board
    )
    first = taken.priorities.first()
    grounding.ground(first, by=clerk(inside), evidence=[closed], needs=[], root_cause="No bus", level="county")
    passed(inside, taken, "shared")
    with inside.inside("none"):
        assert Priority.objects.count() == 3 and Evidence.objects.count() == 0
        said = EditionPart.objects.get(key=f"priority:{first.pk}").content
    assert (said["rests_on"], said["closed"], said["level"]) == ([], 1, "County")


def test_agreeing_needs_a_decision_of_the_board_and_each_priority_in_full(inside):
    taken = passed(inside, drafted(inside, 3), "shared")
    decision = agreed_decision(inside)
    with pytest.raises(ValidationError, match="evidence or a need"):
        passing_gates.agree(taken, by=clerk(inside), decision=decision, because="They met")
    complete(inside, taken)
    deferred = agreed_decision(inside, outcome="deferred")
    with pytest.raises(ValidationError, match="did not agree"):
        passing_gates.agree(taken, by=clerk(inside), decision=deferred, because="They met")
    with pytest.raises(IntegrityError, match="published decision of their own board"), transaction.atomic():
        PrioritySet.objects.filter(pk=taken.pk).update(agreed_at=timezone.now())
    with pytest.raises(ValidationError, match="Partners and people may comment until"):
        passing_gates.agree(taken, by=clerk(inside), decision=decision)
    round_of_it = let_end(taken.rounds.get())
    said = commenting.comment(round_of_it, text="Later buses", by=clerk(inside))
    with pytest.raises(ValidationError, match="what partners and people said is not published"):
        passing_gates.agree(taken, by=clerk(inside), decision=decision)
    answering_comments.set_aside(said, because="Sent twice", by=clerk(inside))
    taken = passing_gates.agree(taken, by=clerk(inside), decision=decision)
    assert [one.reason for one in Edition.objects.filter(series=f"priorities:{taken.pk}")] == ["first", "approval"]
    with pytest.raises(IntegrityError, match="passed once"), transaction.atomic():
        PrioritySet.objects.filter(pk=taken.pk).update(shared_at=timezone.now())


def test_each_councils_corporate_plan_is_served_or_the_reason_is_said(inside):
    taken = drafted(inside, 1)
    priority = taken.priorities.get()
    plans = [
        Strategy.objects.create(kind="corporate", title=f"Plan of the {kind}", organisation=inside.organisations[kind])
        for kind in ("county", "district")
    ]
    aims = [Aim.objects.create(strategy=plan, title="Company") for plan in plans]
    grounding.serve(priority, by=clerk(inside), aims=aims[:1], no_aim_because="")
    assert "an aim of Plan of the district" in passing_gates.unfinished(taken)[priority]
    grounding.serve(priority, by=clerk(inside), aims=aims, no_aim_because="")
    assert not [words for words in passing_gates.unfinished(taken)[priority] if "aim" in words]
    assert PriorityAim.objects.filter(priority=priority).count() == 2


def test_delivery_before_its_day_needs_a_reason_and_agreed_words_stand(inside):
    taken = passed(inside, drafted(inside, 3), "agreed")
    with pytest.raises(ValidationError, match="The cycle starts on"):
        passing_gates.start_delivery(taken, by=clerk(inside))
    passing_gates.start_delivery(taken, by=clerk(inside), because="Partners are ready")
    priority = taken.priorities.first()
    priority.title = "Another"
    with pytest.raises(ValidationError, match="agreed these words"):
        prioritising.change(priority, by=clerk(inside), saying={"title"})
    for one in taken.priorities.all():
        prioritising.close(one, by=clerk(inside), outcome="Fewer are alone")
    taken.refresh_from_db()
    assert taken.state == "Closed"


def test_last_years_priorities_are_carried_over_once_with_their_links(inside):
    before = passed(inside, drafted(inside, 3))
    after = drafted(inside, 0, a_cycle("2028 to 2029", draft=300))
    earlier = list(before.priorities.all())
    made = prioritising.carry_over(after, earlier, by=clerk(inside))
    assert [(one.title, one.evidence_links.count()) for one in made] == [(f"Priority {n}", 1) for n in (1, 2, 3)]
    assert prioritising.carry_over(after, earlier, by=clerk(inside)) == []
    with inside.inside("none"):
        assert Priority.objects.filter(set=after).count() == 0


def test_principles_are_scored_with_a_reason(inside):
    make_principles()
    priority = drafted(inside, 1).priorities.get()
    one, two = Principle.objects.all()[:2]
    grounding.score(priority, {one: (3, "Two councils share"), two: (0, "Not yet")}, by=clerk(inside))
    grounding.score(priority, {one: (2, "Less than we thought"), two: None}, by=clerk(inside))
    assert [(row.score, row.reason) for row in priority.scores.all()] == [(2, "Less than we thought")]


def test_clerks_are_reminded_of_a_gate_once(inside, mails):
    drafted(inside, 3)
    assert (cycling.remind(in_days(0)), cycling.remind(in_days(1))) == (1, 1)
    assert len(mails(subject__contains="priorities are chosen by")) == 1
    assert cycling.remind(in_days(11)) == 0


def test_a_board_that_had_priorities_is_reminded_to_begin(inside, mails):
    prioritising.begin(inside.board, a_cycle("2025", draft=-800), by=clerk(inside))
    PrioritySet.objects.update(closed_at=timezone.now())
    a_cycle(draft=5)
    assert cycling.remind(in_days(0)) == 1
    assert len(mails(template="gate_ahead")) == 1 or mails()


def test_the_days_proposed_are_those_of_the_source(inside):
    new = cycling.proposed(datetime.date(2026, 11, 22))
    assert (new.draft_by, new.share_from) == (datetime.date(2026, 12, 31), datetime.date(2027, 1, 1))
    assert (new.final_by, new.starts_on) == (datetime.date(2027, 3, 31), datetime.date(2027, 4, 1))
    new.save()
    assert cycling.proposed(datetime.date(2026, 11, 22)).starts_on == datetime.date(2028, 4, 1)
