"""A form that came after the session had ended is not lost, and is nobody else's."""

import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from foundation.models import Partnership, User

TEXT = "The committee went into private session about Mr Arkle"


@pytest.fixture
def clients(db, settings):
    """A way to make a browser at a partnership, signed in as somebody or as nobody."""
    settings.ROOT_URLCONF = "tests.look.gallery"
    partnership = Partnership.objects.create(slug=f"d{uuid.uuid4().hex[:8]}", name="Cumberland", short_name="C")
    host = f"{partnership.slug}.localhost"
    partnership.hosts.create(domain=host)

    def signed_in(client, user):
        client.force_login(user)
        session = client.session
        session["partnership"] = partnership.pk
        session.save()

    return lambda: Client(SERVER_NAME=host), signed_in


def a_user():
    return User.objects.create_user(f"{uuid.uuid4().hex}@example.org", name="Anne")


def expired(clients, user):
    """Anne opens the form, her session ends, she sends it; returns her browser and where she is sent."""
    browser, sign_in = clients
    client = browser()
    sign_in(client, user)
    assert client.get("/private/").status_code == 200
    del client.cookies["sessionid"]
    answer = client.post("/private/", {"note": TEXT, "note-format": "plain", "sending": str(uuid.uuid4())})
    assert answer.status_code == 302
    return client, parse_qs(urlsplit(answer.url).query)["next"][0]


def test_a_form_sent_too_late_is_filled_again_after_signing_in(clients):
    user = a_user()
    client, back = expired(clients, user)
    clients[1](client, user)
    page = client.get(back)
    assert TEXT in page.content.decode()
    assert "has not been saved yet" in page.content.decode()


def test_what_was_kept_is_shown_once(clients):
    user = a_user()
    client, back = expired(clients, user)
    clients[1](client, user)
    client.get(back)
    assert TEXT not in client.get(back).content.decode()


def test_the_next_person_at_the_same_browser_does_not_see_it(clients):
    client, back = expired(clients, a_user())
    clients[1](client, a_user())
    assert TEXT not in client.get(back).content.decode()


def test_somebody_else_with_the_address_does_not_see_it(clients):
    user = a_user()
    _, back = expired(clients, user)
    other = clients[0]()
    clients[1](other, a_user())
    assert TEXT not in other.get(back).content.decode()


def test_what_lies_in_the_cache_cannot_be_read(clients):
    _, back = expired(clients, a_user())
    stored = cache._cache.get_client()  # the bytes themselves
    values = [stored.get(key) for key in stored.scan_iter("*draft*")]
    assert values
    assert not [value for value in values if b"Arkle" in value]
    assert not [key for key in stored.scan_iter("*") if parse_qs(urlsplit(back).query)["draft"][0].encode() in key]


def test_a_browser_that_never_signed_in_leaves_nothing(clients):
    answer = clients[0]().post("/private/", {"note": TEXT})
    assert "draft" not in answer.url


def test_a_form_sent_to_an_address_without_a_page_comes_back_where_it_stood(clients):
    browser, sign_in = clients
    client, user = browser(), a_user()
    sign_in(client, user)
    client.get("/private/")
    del client.cookies["sessionid"]
    host = client.defaults["SERVER_NAME"]
    answer = client.post("/private/", {"note": TEXT}, headers={"referer": f"http://{host}/note/"})
    assert parse_qs(urlsplit(answer.url).query)["next"][0].startswith("/note/?draft=")


def test_another_site_cannot_choose_where_the_person_comes_back(clients):
    browser, sign_in = clients
    client, user = browser(), a_user()
    sign_in(client, user)
    client.get("/private/")
    del client.cookies["sessionid"]
    answer = client.post("/private/", {"note": TEXT}, headers={"referer": "https://evil.example/note/"})
    assert parse_qs(urlsplit(answer.url).query)["next"][0].startswith("/private/?draft=")
