"""What was published is found by search, and only in its newest words."""

import datetime

from django.utils import timezone

from boards import agenda_building, clock, indexing, minuting, withdrawing
from boards.models import AgendaItem, Meeting, Recommendation, Report
from boards.terming import draft_of, publish_terms, save_terms
from foundation import search, tenancy
from foundation.editions import Part
from foundation.editions import publish as freeze
from foundation.models import Rendering, SearchEntry
from tests.boards.papers import appendix, drafted, publish


def found(words: str, **filters) -> list[tuple[str, str]]:
    return [(entry.kind, entry.title) for entry in search.find(words, **filters).entries]


def indexed(cast, **kwargs) -> Meeting:
    meeting = drafted(cast, **kwargs)
    indexing.index(publish(cast, meeting).pk)
    return meeting


def minuted(cast, text: str = "<p>The ferryman spoke.</p>") -> Meeting:
    meeting = indexed(cast)
    meeting.closed_at = timezone.now()
    meeting.save()
    row = Recommendation.objects.get(item__meeting=meeting)
    row.outcome, row.reason = "noted", "Passengers were stranded"
    row.save()
    minutes = minuting.draft_minutes(meeting, by=cast.users["clerk"])
    entry = minutes.entries.filter(item__isnull=False).first()
    minuting.save_entry(entry, text=text, version=entry.version, by=cast.users["clerk"])
    indexing.index(minuting.publish_minutes(minutes, by=cast.users["clerk"]).pk)
    meeting.refresh_from_db()
    return meeting


def test_items_and_reports_are_found_by_what_they_say_with_a_link_to_their_place(inside):
    meeting = indexed(inside)
    assert ("item", "Evening buses 2") in found("evening")
    [entry] = search.find("nobody can get home").entries
    assert entry.kind == "report" and entry.title == "Evening buses: options"
    assert entry.address.startswith(f"/meetings/{meeting.pk}/papers/report-")
    assert entry.context.startswith(inside.board.name) and entry.dated == meeting.date
    assert inside.client().get(entry.address).status_code == 200


def test_an_appendix_is_found_by_its_title_and_its_description(inside):
    meeting = drafted(inside)
    appendix(inside, Report.objects.get(item__meeting=meeting), title="Map of the marsh")
    indexing.index(publish(inside, meeting).pk)
    assert found("marsh") == found("four stops on a road") == [("appendix", "Appendix A: Map of the marsh")]


def test_publication_asks_for_search_rows_and_a_worker_makes_them(inside, django_capture_on_commit_callbacks, work_off):
    meeting = drafted(inside)
    with django_capture_on_commit_callbacks(execute=True):
        edition = publish(inside, meeting)
    assert Rendering.objects.owed().filter(edition=edition, kind=indexing.KIND).exists() and not found("buses")
    assert "boards.index_edition" in work_off()
    with inside.inside():
        assert found("buses")
        assert not Rendering.objects.owed().filter(edition=edition, kind=indexing.KIND).exists()


def test_what_the_broker_did_not_take_is_owed_and_the_clock_asks_again(
    inside, django_capture_on_commit_callbacks, work_off
):
    edition = publish(inside, drafted(inside))
    Rendering.objects.filter(edition=edition).update(asked_at=timezone.now() - datetime.timedelta(minutes=2))
    with django_capture_on_commit_callbacks(execute=True):
        clock.owed()
    assert "boards.index_edition" in work_off()
    with inside.inside():
        assert found("buses") and indexing.ask_for_owed() == 0


def test_a_new_edition_replaces_the_words_of_the_one_before(inside):
    meeting = indexed(inside)
    item = AgendaItem.objects.get(meeting=meeting, position=1)
    item.title = "Hovercraft"
    item.save()
    first = meeting.agenda_edition_id
    second = publish(inside, meeting, reason="correction")
    indexing.index(second.pk)
    assert found("hovercraft") == [("item", "Hovercraft")] and not found("welcome", root=inside.board.root)
    indexing.index(first)
    assert found("hovercraft") == [("item", "Hovercraft")]


def test_indexed_twice_it_is_found_once(inside):
    meeting = indexed(inside)
    indexing.index(meeting.agenda_edition_id)
    assert len(found("evening buses 2", kind="item")) == 1


def test_a_draft_is_not_found(inside):
    meeting = indexed(inside)
    item = AgendaItem.objects.get(meeting=meeting, position=1)
    item.title = "Canary"
    item.save()
    indexing.index(meeting.agenda_edition_id)
    assert not found("canary")


def test_exempt_parts_are_not_found_whoever_makes_the_rows(inside):
    meeting = drafted(inside)
    content = {"text": "", "recommendations": [], "lead": "", "proposed_by": ""}
    parts = [
        Part("item", "item:1", "Open canal", content),
        Part("item", "item:2", "Secret canal", content, is_open=False),
    ]
    with inside.inside("draft:board:*", "exempt:board:*"):
        edition = freeze(
            series=meeting.agenda_series, root=inside.board.root, title="Agenda", parts=parts, reason="first", by=None
        )
        indexing.index(edition.pk)
    assert found("canal") == [("item", "Open canal")]


def test_a_paper_that_is_withdrawn_leaves_search_with_the_act(inside):
    meeting = indexed(inside)
    report = Report.objects.get(item__meeting=meeting)
    assert found("nobody can get home")
    withdrawing.withdraw_paper(
        meeting, f"report:{report.pk}", by=inside.users["clerk"], because="It names a child", ground="personal"
    )
    assert not found("nobody can get home")
    meeting.refresh_from_db()
    indexing.index(meeting.agenda_edition_id)
    assert not found("nobody can get home") and found("evening buses 2")


def test_minutes_and_decisions_are_found_once_they_are_published(inside):
    meeting = minuted(inside)
    [minute] = search.find("ferryman").entries
    assert (minute.kind, minute.address) == ("minute", f"/meetings/{meeting.pk}/minutes/#minute-1")
    assert 'id="minute-1"' in inside.client().get(f"/meetings/{meeting.pk}/minutes/").content.decode()
    decision = meeting.decisions.get()
    [entry] = search.find("stranded passengers", kind="decision").entries
    assert entry.address == f"/decisions/{decision.pk}/"
    assert found("evening buses", kind="item"), "the agenda is still found"


def test_terms_of_reference_are_found(inside):
    terms = draft_of(inside.board)
    save_terms(inside.board, text="<p>To guard the lighthouse.</p>", version=terms.version, by=inside.users["clerk"])
    indexing.index(publish_terms(inside.board, by=inside.users["clerk"]).pk)
    [entry] = search.find("lighthouse").entries
    assert entry.kind == "terms" and entry.address == f"/boards/{inside.board.slug}/terms/"


def test_the_page_in_the_pack_is_named_once_the_pack_is_made(inside):
    edition = publish(inside, drafted(inside))
    key = edition.parts.get(kind="report").key
    Rendering.objects.filter(edition=edition, kind="pack").update(data={"parts": {key: [7, 9]}})
    indexing.index(edition.pk)
    assert SearchEntry.objects.get(edition=edition, key=key).page == "7"


def test_another_partnership_finds_nothing_of_it(inside, elsewhere):
    indexed(inside)
    with tenancy.tenant(elsewhere.partnership.pk, ["draft:board:*"]):
        assert not found("evening buses")


def test_a_newly_built_agenda_costs_the_same_number_of_queries_with_many_items(inside, django_assert_max_num_queries):
    meeting = drafted(inside)
    for n in range(30):
        agenda_building.add_item(meeting, title=f"Item {n}", by=inside.users["clerk"])
    edition = publish(inside, meeting)
    with django_assert_max_num_queries(15):
        indexing.index(edition.pk)
