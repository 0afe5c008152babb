"""No exempt word leaves the wall: every public address and format is asked for by strangers and the not entitled.

Source: standards R3.
"""

import copy
import re

import pytest
import redis
from django.conf import settings

from boards import tasks
from boards.models import Action, Board, BoardKind, Decision, DecisionRecord, Exemption, SensitiveNotice
from foundation import editions, search
from foundation.access import grant
from foundation.models import Act, EditionPart, File, Message, Rendering, SearchEntry
from portal.celery import app
from portal.demo.exempt import ENDINGS
from portal.logs import JsonFormatter
from tests.canaries import OWN, WORDS, holds
from tests.test_every_address import PUBLIC, address, names
from tests.world import make_world

WORD = WORDS["copeland"]
HREF = re.compile(rb'(?:href|src|action)="(/[^"#]*)')
MOST = 1000  # addresses; more would be pages without end


@pytest.fixture(scope="session")  # a worker may come back to this module
def drawn(django_db_setup, django_db_blocker):
    """A small example partnership with the PDFs of all its agendas and minutes, made once a worker."""
    empty_store()  # the world, which others play in, has the same words
    with django_db_blocker.unblock():
        world = make_world("printed")
        make_prints(world)
    app.control.purge()  # all of it is done
    return world


@pytest.fixture
def printed(drawn, db):
    """The partnership whose agendas and minutes are there as PDF; what a test changes in it is rolled back."""
    return copy.deepcopy(drawn)


def empty_store() -> None:
    """Drop what earlier tests left in Redis."""
    with redis.Redis.from_url(settings.REDIS_URL) as store:
        store.flushdb()


def make_prints(world) -> None:
    """Do all work that waits for the agendas and minutes of the partnership."""
    with world.inside():
        owed = list(Rendering.objects.filter(done_at__isnull=True).values_list("pk", "edition_id", "kind"))
        partnership = world.partnership.pk
    for edition in {edition for _, edition, kind in owed if kind in ("pack", "agenda", "exempt-pack")}:
        tasks.build_pack(partnership_id=partnership, edition_id=edition)
    for key, edition, kind in owed:
        if kind == "minutes":
            tasks.build_minutes(partnership_id=partnership, rendering_id=key)
        elif kind == "search":
            tasks.index_edition(partnership_id=partnership, edition_id=edition)


def reached(world, client) -> dict[str, bytes]:
    """Return what every address answers that can be reached by links, or that is named for a published record."""
    waiting, seen = ["/", *named(world)], {}
    while waiting:
        path = waiting.pop().replace("&amp;", "&")
        if path in seen or path.startswith(("/accounts/", "/static/")):
            continue
        seen[path] = client.get(path).getvalue()
        assert len(seen) < MOST
        waiting += [found.decode() for found in HREF.findall(seen[path]) if not found.startswith(b"/manage/")]
    return seen


def named(world) -> list[str]:
    """Return addresses that no page leads a stranger to, and that somebody might guess."""
    with world.inside():
        files = [file.get_absolute_url() for file in File.objects.all()]
        decisions = [f"/decisions/{pk}/" for pk in Decision.objects.values_list("pk", flat=True)]
        of_meetings = []
        for meeting in world.meetings.values():
            home = meeting.get_absolute_url()
            keys = EditionPart.objects.filter(edition__series=meeting.agenda_series).values_list("key", flat=True)
            of_meetings += [f"{home}papers/{key.replace(':', '-')}/" for key in keys]
            of_meetings += [f"{home}{name}" for name in ("exempt-pack.pdf", "pack.pdf", "minutes.pdf", "meeting.ics")]
    searched = [f"/search/?q={word}" for word in ("contract", "household", "publication", "lighting")]
    return [*files, *decisions, *of_meetings, *searched, "/robots.txt", "/sitemap.xml"]


def test_the_example_has_its_word_in_every_exempt_field(printed):
    """Else the crawl would prove nothing: who is entitled finds each of the names."""
    client, said = printed.client("member"), ""
    with printed.inside():
        closed = list(EditionPart.objects.filter(kind="exempt").values_list("title", "content"))
        said += repr(closed) + repr(list(Exemption.objects.values_list("reason", "officer")))
        said += repr(list(SensitiveNotice.objects.values_list("subject", "text")))
        said += repr(list(DecisionRecord.objects.values_list("options")))
        said += repr(list(File.objects.exclude(exempt_root="").values_list("name")))
        packs = Rendering.objects.filter(kind="exempt-pack", done_at__isnull=False).values_list("subject", flat=True)
        meetings = [subject.partition(":")[2] for subject in packs]
        decided = list(Decision.objects.filter(published_at__isnull=True).values_list("title", "text", "reason"))
        assert WORD in repr(decided).lower()
        assert Action.objects.filter(published_at__isnull=True, text__icontains=WORD).exists()
    in_pdf = ("page", "properties", "bookmark")
    assert meetings
    for meeting in meetings:
        assert holds(f"{WORD}{ENDINGS['page']}", client.get(f"/meetings/{meeting}/exempt-pack.pdf").getvalue())
    missing = [field for field, ending in ENDINGS.items() if f"{WORD}{ending}" not in said.lower()]
    assert sorted(set(missing) - set(in_pdf)) == []


def logged(records) -> str:
    """Return what the portal logs, and that it did."""
    written = "\n".join(JsonFormatter().format(record) for record in records)
    assert "request" in written
    return written.lower()


def waiting_or_kept() -> list[bytes]:
    """Return what lies in Redis: pages that are kept, and tasks."""
    store = redis.Redis.from_url(settings.REDIS_URL)
    kinds = {key: store.type(key) for key in store.scan_iter()}
    found = [store.get(key) or b"" for key, kind in kinds.items() if kind == b"string"]
    found += [b"".join(store.lrange(key, 0, -1)) for key, kind in kinds.items() if kind == b"list"]
    store.close()
    return found


@pytest.mark.parametrize("who", [None, "resident", "partner"])
def test_no_address_gives_an_exempt_word_to_whoever_is_not_entitled(printed, who, caplog):
    """Nor does a log line that was written meanwhile, a page that was kept or a task that waits."""
    caplog.set_level("DEBUG")
    client = printed.client(who)
    found = reached(printed, client)
    assert WORD not in logged(caplog.records)
    assert not any(holds(WORD, data) for data in waiting_or_kept())
    others = {address(printed, name) for name in [*sorted(PUBLIC), *names(PUBLIC)]} - set(found)
    found |= {path: client.get(path).getvalue() for path in sorted(others)}
    given = [path for path, data in found.items() if holds(WORD, data)]
    assert [path for path in given if not (who == "partner" and OWN.match(path))] == []


def test_a_member_of_another_board_is_given_none(printed):
    with printed.inside():
        other = Board.objects.exclude(pk=printed.board.pk).first() or Board.objects.create(
            kind=BoardKind.objects.first(), name="Other", slug="other"
        )
        for role in ("member", "clerk", "chair"):
            grant(printed.users["resident"], role, other, by=None)
    client = printed.client("resident")
    assert [path for path, data in reached(printed, client).items() if holds(WORD, data)] == []


def test_search_finds_none_of_the_words(printed):
    with printed.inside():
        assert {ending: search.find(f"{WORD}{ending}").total for ending in ENDINGS.values()} == dict.fromkeys(
            ENDINGS.values(), 0
        )
        assert WORD not in repr(list(SearchEntry.objects.values_list("title", "body", "context"))).lower()


def test_no_row_that_is_open_mail_or_log_holds_one(printed):
    with printed.inside():
        rows = [
            *EditionPart.objects.filter(opened_at__isnull=False).values_list("title", "content"),
            *Rendering.objects.filter(opened_at__isnull=False).values_list("html", "data", "failure", "step"),
            *File.objects.filter(opened_at__isnull=False).values_list("name"),
            *Act.objects.values_list("target_name", "detail", "by_name"),
            *Message.objects.values_list("subject", "body_text", "body_html", "calendar"),
        ]
        assert Message.objects.exists()
    assert [row for row in rows if WORD in repr(row).lower()] == []


def test_no_log_line_of_a_member_holds_one(printed, caplog):
    caplog.set_level("DEBUG")
    reached(printed, printed.client("member"))
    assert WORD not in logged(caplog.records)


def test_the_register_still_verifies(printed):
    with printed.inside():
        assert editions.broken_seals() == []
