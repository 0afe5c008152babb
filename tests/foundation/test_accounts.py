"""Signing in, at one partnership at a time."""

import re

import pytest
from allauth.core import context as current
from django.core.cache import cache

from foundation.accounts import AccountAdapter
from foundation.mail import CLEARED
from foundation.models import Message
from tests.cast import browser

PASSWORD = "a-good-password"


def sign_in(cast, email, password=PASSWORD, **more):
    client = browser(cast)
    return client, client.post("/accounts/login/", {"login": email, "password": password, **more})


def test_a_clerk_signs_in_with_e_mail_and_password_and_reaches_the_desk(inside):
    client, answer = sign_in(inside, "clerk@testshire.example")
    assert answer.status_code == 302 and answer.headers["Location"] == "/desk/"
    assert client.session["partnership"] == inside.partnership.pk


def test_a_wrong_password_says_so_and_keeps_the_address(inside):
    _, answer = sign_in(inside, "clerk@testshire.example", "wrong")
    page = answer.content.decode()
    assert answer.status_code == 200 and "govuk-error-summary" in page and "clerk@testshire.example" in page


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(inside, target):
    _, answer = sign_in(inside, "clerk@testshire.example", next=target)
    assert "evil" not in answer.headers["Location"] and "javascript" not in answer.headers["Location"]


def test_nobody_opens_an_account_uninvited(inside):
    assert "password1" not in browser(inside).get("/accounts/signup/").content.decode()


def test_a_forgotten_password_is_answered_by_mail_alike_for_known_and_unknown(inside):
    from_known, from_unknown = (
        browser(inside).post("/accounts/password/reset/", {"email": f"{who}@testshire.example"})
        for who in ("clerk", "nobody")
    )
    assert from_known.headers["Location"] == from_unknown.headers["Location"]
    with inside.inside(CLEARED):
        assert [m.to_address for m in Message.objects.all()] == ["clerk@testshire.example"]


def test_the_django_admin_opens_to_the_platform_administrator_only(inside):
    for who in ("admin", "clerk", "resident"):
        assert inside.client(who).get("/admin/").status_code == 302


def test_sign_out_asks_first_and_ends_the_session(inside):
    client = inside.client("clerk")
    assert client.get("/accounts/logout/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/desk/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", ["/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/totp/activate/"])
def test_a_signed_in_person_keeps_their_own_account(inside, address):
    assert inside.client("clerk").get(address).status_code in (200, 302)
    assert inside.client().get(address).headers["Location"].startswith("/accounts/login/")


def reset_link(cast, **headers):
    browser(cast).post("/accounts/password/reset/", {"email": "clerk@testshire.example"}, **headers)
    with cast.inside(CLEARED):
        return re.search(r"https?://\S+", Message.objects.latest("pk").body_text).group()


def test_a_mail_leads_to_the_registered_host_and_believes_no_port_of_the_request(inside, settings):
    settings.ADDRESS = "https://{host}"
    link = reset_link(inside, headers={"host": f"{inside.host}:6666"})
    assert link.startswith(f"https://{inside.host}/accounts/password/reset/key/")
    assert browser(inside).get(link.removeprefix(f"https://{inside.host}")).status_code == 302


def test_in_development_a_mail_leads_to_the_port_that_the_portal_serves(inside, settings):
    settings.ADDRESS = "http://{host}:8123"
    assert reset_link(inside).startswith(f"http://{inside.host}:8123/accounts/")


def test_a_mail_to_a_new_address_names_the_partnership_and_its_host(inside, settings):
    settings.ADDRESS = "https://{host}"
    request = inside.client("clerk").get("/contact/").wsgi_request
    told = {"activate_url": f"http://{inside.host}:6666/accounts/confirm-email/x/", "user": request.user, "key": "x"}
    with current.request_context(request):
        AccountAdapter(request).send_mail("account/email/email_confirmation", "new@testshire.example", told)
    with inside.inside(CLEARED):
        text = Message.objects.get(to_address="new@testshire.example").body_text
    assert f"https://{inside.host}/accounts/confirm-email/" in text and ":6666" not in text
    assert "Hello from Testshire Partnership" in text


@pytest.fixture
def fresh_counts():
    """Count wrong passwords from nothing."""
    cache.clear()
    yield
    cache.clear()


def attempt(cast, password, address, port=""):
    _, answer = sign_in_from(cast, password, address, port)
    return answer.status_code == 302


def sign_in_from(cast, password, address, port=""):
    client = browser(cast)
    return client, client.post(
        "/accounts/login/", {"login": "clerk@testshire.example", "password": password},
        headers={"host": f"{cast.host}{port}"}, REMOTE_ADDR=address,
    )  # fmt: skip


def test_a_stranger_elsewhere_cannot_lock_the_owner_out(inside, fresh_counts):
    for _ in range(7):
        assert not attempt(inside, "wrong", "203.0.113.9")
    assert attempt(inside, PASSWORD, "198.51.100.4")


def test_five_wrong_passwords_from_one_address_wait_whatever_port_is_asked(inside, fresh_counts):
    for number in range(5):
        attempt(inside, "wrong", "203.0.113.9", f":{8000 + number}")
    _, answer = sign_in_from(inside, PASSWORD, "203.0.113.9", ":9000")
    assert answer.status_code == 200 and "Too many failed" in answer.content.decode()


def test_many_strangers_are_slowed_and_the_owner_is_let_in_where_they_signed_in_before(inside, fresh_counts, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login_failed_everywhere": "6/h/key"}
    assert attempt(inside, PASSWORD, "198.51.100.4")
    for number in range(6):
        attempt(inside, "wrong", f"203.0.113.{number}")
    assert not attempt(inside, PASSWORD, "203.0.113.200")
    assert attempt(inside, PASSWORD, "198.51.100.4")


def test_a_new_password_by_mail_ends_the_waiting(inside, fresh_counts, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login_failed_everywhere": "6/h/key"}
    settings.ADDRESS = "https://{host}"
    for number in range(6):
        attempt(inside, "wrong", f"203.0.113.{number}")
    client, path = browser(inside), reset_link(inside).removeprefix(f"https://{inside.host}")
    page = client.get(path, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "another-good-one", "password2": "another-good-one"})
    assert attempt(inside, "another-good-one", "203.0.113.200")
