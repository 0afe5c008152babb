"""Where the installation asks for it, who runs something sets up a second step before anything else."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.cast import browser

PASSWORD = "a-good-password"


@pytest.fixture(autouse=True)
def asked_for(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def sign_in(cast, who):
    client = browser(cast)
    client.post("/accounts/login/", {"login": f"{who}@testshire.example", "password": PASSWORD})
    return client


def prove_again(client):
    """Give the password once more, as the library asks before it changes how one signs in."""
    client.post("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/", {"password": PASSWORD})
    return client


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.parametrize("who", ["admin", "auditor", "clerk"])
def test_officers_without_a_second_step_are_sent_to_set_one_up_and_told_why(inside, who):
    answer = sign_in(inside, who).get("/manage/", follow=True)
    assert answer.redirect_chain[0][0] == "/accounts/2fa/"
    assert "a password alone is not enough" in answer.content.decode()


@pytest.mark.parametrize("who", ["chair", "partner", "resident"])
def test_others_are_not_asked(inside, who):
    client = sign_in(inside, who)
    assert client.get("/desk/").status_code == 200
    assert client.get("/manage/roles/").status_code == 403


def test_an_officer_reads_and_signs_out_without_it(inside):
    client = sign_in(inside, "clerk")
    assert client.get("/desk/").status_code == 200 and client.get("/boards/").status_code == 200


def test_a_clerk_sets_a_second_step_up_and_goes_on_working(inside):
    client = prove_again(sign_in(inside, "clerk"))
    activation = client.get("/accounts/2fa/totp/activate/")
    assert activation.status_code == 200
    secret = activation.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert Authenticator.objects.filter(user=inside.users["clerk"], type="totp").exists()
    assert client.get("/manage/").status_code == 200
    again = browser(inside)
    answer = again.post("/accounts/login/", {"login": "clerk@testshire.example", "password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert again.get("/manage/").headers["Location"].startswith("/accounts/login/")


def test_a_wrong_code_sets_nothing_up(inside):
    client = prove_again(sign_in(inside, "clerk"))
    client.get("/accounts/2fa/totp/activate/")
    answer = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert answer.status_code == 200 and not Authenticator.objects.filter(user=inside.users["clerk"]).exists()


def test_it_is_asked_only_where_the_installation_says_so(inside, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert sign_in(inside, "clerk").get("/manage/").status_code == 200
