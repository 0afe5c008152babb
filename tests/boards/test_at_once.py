"""What two people publish at the same moment is published once."""

import datetime
import uuid
from functools import partial

import pytest
from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import (
    deciding_alone,
    declaring,
    disposing,
    grouping,
    informing,
    planning,
    publishing,
    rendering,
    terming,
    unblocking,
    updating,
    withdrawing,
)
from boards.models import (
    Action,
    BoardKind,
    Decision,
    Declaration,
    Disposal,
    ForwardEntry,
    OfficerDecision,
    Report,
    TermsOfReference,
)
from boards.publishing import NotPublished
from foundation import search, uploads
from foundation.locking import lock
from foundation.models import Edition, Rendering
from localities.models import Interest
from tests.boards.at_once import overtaken, together, within
from tests.boards.drafts import a_meeting, an_item
from tests.boards.exempt import mark
from tests.boards.papers import drafted, picture, publish
from tests.boards.sittings import begun
from tests.boards.test_foreseeing import registered
from tests.boards.test_foreseeing import set_stage as an_agenda
from tests.boards.test_officer_decisions import decided
from tests.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, committed."""
    return make_cast(f"pair-{uuid.uuid4().hex[:8]}")


def test_an_agenda_has_one_first_edition(cast):
    with cast.inside():
        meeting = a_meeting(cast, announced=False)
        an_item(cast, meeting)
    reasons = {"invitations": "They were telephoned", "notice": "It was urgent"}
    act = within(cast, lambda: publishing.publish_agenda(meeting, by=cast.users["clerk"], reasons=reasons))
    raised = together(act, act)
    assert [type(error) for error in raised if error] == [NotPublished]
    with cast.inside():
        found = Edition.objects.filter(series=meeting.agenda_series)
        assert [(edition.number, edition.reason) for edition in found] == [(1, "first")]


def test_terms_have_one_first_edition(cast):
    with cast.inside():
        TermsOfReference.objects.create(board=cast.board, text="<p>To meet.</p>")
    act = within(cast, lambda: terming.publish_terms(cast.board, by=cast.users["clerk"]))
    raised = together(act, act)
    assert [type(error) for error in raised if error] == [ValidationError]
    with cast.inside():
        assert Edition.objects.filter(series=terming.series(cast.board)).count() == 1


def test_two_clerks_publish_two_entries_of_a_plan_and_neither_waits(cast):
    def planned(title):
        return planning.add_entry(
            cast.board, title=title, text="To run it", contact="Jo", due_on=timezone.localdate(), by=cast.users["clerk"]
        )

    with cast.inside():
        before, one, two = (planned(title) for title in ("A ferry", "A bus", "A tram"))
        planning.publish_entry(before, by=cast.users["clerk"])
    with cast.inside():
        planning.publish_entry(one, by=cast.users["clerk"])
        assert together(within(cast, lambda: planning.publish_entry(two, by=cast.users["clerk"]))) == [None]
    with cast.inside():
        assert search.find("run", kind="planned").total == 3


def test_an_entry_is_moved_after_what_is_marked_exempt_on_its_agenda(cast):
    by = cast.users["clerk"]
    with cast.inside():
        meeting, later = a_meeting(cast, days=40), a_meeting(cast, days=60)
        entry = planning.add_entry(cast.board, title="A bus", text="To run it", contact="Jo", meeting=meeting, by=by)
        item = planning.put_on_agenda(planning.publish_entry(entry, by=by), by=by)
        entry = ForwardEntry.objects.select_related("meeting", "item__meeting").get(pk=entry.pk)
    overtaken(
        cast,
        lambda: lock(meeting),
        within(cast, lambda: planning.move_entry(entry, meeting=later, because="Late", by=by)),
        meanwhile=lambda: mark(cast, meeting, f"item:{item.pk}"),
    )
    with cast.inside():
        assert ForwardEntry.objects.get().meeting == later


def test_two_presses_of_a_member_declare_an_interest_once(cast):
    with cast.inside("draft:interest:*", "draft:board:*"):
        meeting = an_agenda(cast)
        interest = registered(cast, body="Vale Hall Trust", category="employment")
        interest = Interest.objects.with_details().get(pk=interest.pk)
        at, by = meeting.items.get(title="Grants").pk, cast.users["county"]
    act = within(cast, lambda: declaring.declare_beforehand(interest, at, meeting=meeting, by=by))
    assert together(act, act) == [None, None]
    with cast.inside():
        assert Declaration.objects.count() == 1


def test_two_workers_who_delete_a_delegated_decision_and_its_papers_follow_one_another(cast):
    by, day = cast.users["clerk"], timezone.localdate() - relativedelta(years=7)
    with cast.inside():
        row = deciding_alone.publish(decided(cast), by=by)
        OfficerDecision.objects.update(decided_on=day)
        paper = uploads.inspect(picture(), "map.png")
        deciding_alone.add_paper(OfficerDecision.objects.get(pk=row.pk), title="Plan", file=paper, by=by)
        asked = disposing.confirm(disposing.passed([cast.board]), by=by)
    whole, papers = asked
    overtaken(
        cast,
        lambda: Disposal.objects.select_for_update().get(pk=whole.pk),
        within(cast, lambda: disposing.dispose(papers.pk)),  # it waits before it holds what the first will change
        meanwhile=lambda: disposing.dispose(whole.pk),
    )
    with cast.inside():
        assert not OfficerDecision.objects.exists()
        assert [(one.files, one.stopped_because) for one in Disposal.objects.order_by("pk")] == [(1, ""), (0, "")]


def a_group(cast):
    """Return a group under the cast's board with a report to give, and what blocks it, escalated."""
    meeting = begun(cast, days_ago=20)
    cast.board.may_set_up_groups = True
    cast.board.save()
    BoardKind.objects.get_or_create(key="task-group", name="Group", plural="Groups", legal_status="task")
    decision = Decision.objects.create(
        board=cast.board, meeting=meeting, minute="5", title="A bus", text="To run a bus", outcome="agreed",
        decided_on=meeting.date, published_at=timezone.now(),
    )  # fmt: skip
    soon = timezone.localdate() + datetime.timedelta(days=30)
    group = grouping.set_up_group(
        cast.board, by=cast.users["clerk"], name="Buses", purpose="A bus", decision=decision, finish_on=soon,
        lead_body=cast.organisations["county"], report_days=[soon],
    )  # fmt: skip
    blocker = unblocking.raise_blocker(
        group, text="No driver", since_on=timezone.localdate(), who_can="The county", by=cast.users["clerk"]
    )
    unblocking.escalate(blocker, by=cast.users["clerk"])
    return group, blocker


def test_a_blocker_is_unblocked_and_a_report_given_once(cast):
    with cast.inside():
        group, blocker = a_group(cast)
        report = group.reports_back.get()
    by = cast.users["clerk"]
    for act in (
        lambda words: unblocking.unblock(blocker, answer=words, unblocked_by="The chair", by=by),
        lambda words: grouping.report_back(report, text=words, by=by),
    ):
        raised = together(within(cast, partial(act, "It goes")), within(cast, partial(act, "It goes well")))
        assert [type(error) for error in raised if error] == [ValidationError]


def test_an_action_is_done_once_and_a_decision_acknowledged_once(cast):
    with cast.inside():
        meeting = begun(cast, days_ago=20)
        action = Action.objects.create(
            board=cast.board, meeting=meeting, text="Mend it", owner=cast.organisations["county"],
            published_at=timezone.now(),
        )  # fmt: skip
        decision = Decision.objects.create(
            board=cast.board, meeting=meeting, minute="5", title="A bus", text="Run it", outcome="agreed",
            decided_on=meeting.date, published_at=timezone.now(),
        )  # fmt: skip
        notice = informing.inform_also(decision, cast.organisations["county"], by=cast.users["clerk"])
    facts = {"by": cast.users["clerk"], "by_name": "Jo", "standing": "done", "text": "Mended"}
    raised = together(*[within(cast, lambda: updating.report(action, **facts))] * 2)
    assert [type(error) for error in raised if error] == [ValidationError]
    new = []
    together(*[within(cast, lambda: new.append(informing.acknowledge([notice], by=None, by_name="Jo")))] * 2)
    assert sorted(new) == [0, 1]


def test_a_paper_is_withdrawn_while_a_worker_finishes_its_pack(cast):
    with cast.inside():
        meeting = drafted(cast)
        publish(cast, meeting)
        key = f"report:{Report.objects.get(item__meeting=meeting).pk}"
        pack = Rendering.objects.get(edition=meeting.agenda_edition, kind="pack")
    said = {"because": "A name", "ground": "personal", "by": cast.users["clerk"]}
    edition = []
    overtaken(
        cast,
        lambda: Rendering.objects.select_for_update(of=("self",)).get(pk=pack.pk),
        within(cast, lambda: edition.append(withdrawing.withdraw_paper(meeting, key, **said))),
        meanwhile=lambda: rendering.refresh_page(meeting),
    )
    assert edition[0].number == 2
