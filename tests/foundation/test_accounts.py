"""Signing in, at one partnership at a time."""

import pytest

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
