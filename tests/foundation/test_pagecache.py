"""Public pages are kept ready, and nobody is answered with one that was not made for them or is no longer true."""

import itertools
import re
import threading

import pytest
import redis
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from boards.models import AgendaItem, Report
from boards.withdrawing import withdraw_paper
from foundation import audit, pagecache
from foundation.middleware import PublicPageCache
from tests.boards.papers import drafted, publish
from tests.cast import browser, make_cast

WEEKS = itertools.count(6)


@pytest.fixture(autouse=True)
def kept(settings):
    settings.PAGE_CACHE_SECONDS = 60
    pagecache._redis().flushdb()
    yield
    pagecache._redis().flushdb()
    pagecache._resting_until = 0.0


@pytest.fixture(scope="session")  # a worker may come back to this module
def cast(django_db_setup, django_db_blocker):
    """A partnership of these tests' own: they commit, as the cache is told of changes when they are."""
    with django_db_blocker.unblock():
        return make_cast("keptshire")


@pytest.fixture
def meeting(cast, transactional_db):
    with cast.inside():
        return drafted(cast, weeks=next(WEEKS))


@pytest.fixture
def published(cast, meeting):
    with cast.inside():
        publish(cast, meeting)
    return meeting


def counted(client, address: str) -> tuple[HttpResponse, int]:
    """Return the answer and how many queries it cost."""
    with connection.execute_wrapper(lambda execute, *args: (seen.append(args), execute(*args))[1]):
        seen: list = []
        answer = client.get(address)
    return answer, len(seen)


def answered(response: HttpResponse, **headers) -> tuple[list[str], list[HttpResponse]]:
    """Ask twice through the cache alone; return who made the answers, and these."""
    made = []

    def view(request):
        made.append("view")
        return HttpResponse(response.content, status=response.status_code, headers=dict(response.items()))

    asked = lambda: RequestFactory().get("/somewhere/", headers={"host": "testshire.localhost", **headers})  # noqa: E731
    return made, [PublicPageCache(view)(asked()) for _ in range(2)]


def test_a_public_page_costs_the_second_reader_no_query(cast, published):
    first, queries = counted(cast.client(), f"/meetings/{published.pk}/")
    again, none = counted(cast.client(), f"/meetings/{published.pk}/")
    assert queries and none == 0 and first.content == again.content
    assert dict(first.items()) == dict(again.items()) and "Content-Security-Policy" in again.headers


def test_a_reader_who_has_the_page_already_is_told_so(cast, published):
    for address in (f"/meetings/{published.pk}/", "/", f"/boards/{cast.board.slug}/", "/search/?q=buses"):
        first = cast.client().get(address)
        etag = first["ETag"]
        same = cast.client().get(address, headers={"if-none-match": etag})
        assert same.status_code == 304 and not same.content, address
        assert cast.client().get(address, headers={"if-none-match": '"older"'}).status_code == 200
        assert "Cookie" in first["Vary"] and "no-cache" in first["Cache-Control"]


def test_someone_signed_in_neither_gets_nor_fills_the_cache(cast, published):
    address = f"/meetings/{published.pk}/"
    anonymous = cast.client().get(address).content
    mine = cast.client("clerk").get(address)
    assert mine.content != anonymous and b"Sign out" in mine.content and "private" in mine["Cache-Control"]
    pagecache._redis().flushdb()
    cast.client("clerk").get(address)
    assert not pagecache._redis().keys(f"{pagecache.PREFIX}:*")
    assert b"Sign out" not in cast.client().get(address).content


def test_another_partnership_is_never_answered_with_this_ones_page(cast, elsewhere, published):
    address = f"/meetings/{published.pk}/"
    assert cast.client().get(address).status_code == 200
    assert elsewhere.client().get(address).status_code == 404
    assert elsewhere.client().get("/").content != cast.client().get("/").content
    assert browser(elsewhere).get(address, headers={"x-forwarded-host": cast.host}).status_code == 404


def test_a_page_of_a_draft_is_not_kept_and_shows_once_it_is_published(cast, meeting):
    address = f"/meetings/{meeting.pk}/"
    assert cast.client().get(address).status_code == 404
    with cast.inside():
        publish(cast, meeting)
    assert cast.client().get(address).status_code == 200


def test_a_new_edition_shows_at_once(cast, published):
    address = f"/meetings/{published.pk}/"
    cast.client().get(address)
    with cast.inside():
        item = AgendaItem.objects.get(meeting=published, position=1)
        item.title = "Hovercraft"
        item.save()
        publish(cast, published, reason="correction")
    assert b"Hovercraft" in cast.client().get(address).content


def test_a_withdrawn_paper_is_gone_at_once(cast, published):
    with cast.inside():
        report = Report.objects.get(item__meeting=published)
    paper = f"/meetings/{published.pk}/papers/report-{report.pk}/"
    assert b"Nobody can get home" in cast.client().get(paper).content
    with cast.inside():
        withdraw_paper(
            published, f"report:{report.pk}", by=cast.users["clerk"], because="It names a child", ground="personal"
        )
    answer = cast.client().get(paper)
    assert answer.status_code == 410 and b"Nobody can get home" not in answer.content


def test_an_act_that_is_rolled_back_forgets_nothing(cast, published):
    address = f"/meetings/{published.pk}/"
    cast.client().get(address)
    version = pagecache._redis().get(pagecache._version_key(cast.host))
    with pytest.raises(ZeroDivisionError), cast.inside():
        audit.record(cast.users["clerk"], "did nothing to", published)
        raise ZeroDivisionError
    assert pagecache._redis().get(pagecache._version_key(cast.host)) == version
    with cast.inside():
        audit.record(cast.users["clerk"], "did something to", published)
    assert pagecache._redis().get(pagecache._version_key(cast.host)) is None


def test_a_page_that_was_being_made_while_something_changed_is_not_served(cast, published):
    """A reader begins, the clerk publishes, the reader's page is kept: it is the old one, and nobody gets it."""
    request = RequestFactory().get("/slow/", headers={"host": cast.host})

    def changes_meanwhile(request):
        def publish_meanwhile():
            with cast.inside():
                audit.record(cast.users["clerk"], "published", published)
            connection.close()

        clerk = threading.Thread(target=publish_meanwhile)
        clerk.start()
        clerk.join()
        return HttpResponse("old")

    PublicPageCache(changes_meanwhile)(request)
    assert PublicPageCache(lambda request: HttpResponse("new"))(request).content == b"new"


@pytest.mark.parametrize(
    "headers",
    [{"Set-Cookie": "a=b"}, {"Cache-Control": "private"}, {"Cache-Control": "no-store"}, {"Vary": "HX-Request"}],
)
def test_an_answer_for_one_reader_is_not_kept(headers):
    response = HttpResponse("page", headers=headers)
    if "Set-Cookie" in headers:
        made, _ = cookie_set()
    else:
        made, _ = answered(response)
    assert made == ["view", "view"]


def cookie_set() -> tuple[list[str], HttpResponse]:
    made = []

    def view(request):
        made.append("view")
        response = HttpResponse("page")
        response.set_cookie("a", "b")
        return response

    for _ in range(2):
        response = PublicPageCache(view)(RequestFactory().get("/x/", headers={"host": "testshire.localhost"}))
    return made, response


@pytest.mark.parametrize("status", [302, 404, 410, 422, 500])
def test_only_pages_are_kept(status):
    made, _ = answered(HttpResponse("no", status=status))
    assert made == ["view", "view"]


@pytest.mark.parametrize(
    "headers", [{"hx-request": "true"}, {"authorization": "Basic x"}, {"range": "bytes=0-1"}, {"cookie": "messages=x"}]
)
def test_a_request_that_wants_something_of_its_own_passes_through(headers):
    made, answers = answered(HttpResponse("page"), **headers)
    assert made == ["view", "view"] and "ETag" not in answers[0]


def test_a_form_with_its_token_is_never_kept(cast, transactional_db):
    page = cast.client().get("/accounts/login/")
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token and not pagecache._redis().keys(f"{pagecache.PREFIX}:*")


def test_one_query_string_is_another_page():
    make = PublicPageCache(lambda request: HttpResponse(request.get_full_path()))
    asked = [RequestFactory().get(f"/?page={n}", headers={"host": "testshire.localhost"}) for n in (1, 2, 1)]
    assert [make(request).content for request in asked] == [b"/?page=1", b"/?page=2", b"/?page=1"]


def test_pages_are_served_while_redis_is_down(cast, published, monkeypatch):
    nobody = redis.Redis.from_url("redis://127.0.0.1:9", socket_timeout=0.1, socket_connect_timeout=0.1)
    with monkeypatch.context() as down:
        down.setattr(pagecache, "_redis", lambda: nobody)
        down.setattr(pagecache, "_lines", threading.local())
        first = cast.client().get(f"/meetings/{published.pk}/")
        again = cast.client().get(f"/meetings/{published.pk}/", headers={"if-none-match": first["ETag"]})
        with cast.inside():
            audit.record(cast.users["clerk"], "did something to", published)
    assert first.status_code == 200 and again.status_code == 304


def test_whoever_asks_for_ever_other_addresses_does_not_fill_redis(monkeypatch):
    monkeypatch.setattr(pagecache, "MOST_A_MINUTE", 3)
    make = PublicPageCache(lambda request: HttpResponse("page"))
    for n in range(9):
        make(RequestFactory().get(f"/?q={n}", headers={"host": "testshire.localhost"}))
    assert len(pagecache._redis().keys(f"{pagecache.PREFIX}:*")) == 3
