"""The pages of one's own account, in our words; nobody gives their account an address that was not proved."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from foundation.mail import CLEARED
from foundation.models import Message, User
from tests.cast import browser


def test_nobody_gives_their_account_another_address(inside):
    """An address that is not proved could be somebody else's, who signs in by it through their council."""
    client, mine = inside.client("county"), inside.users["county"].email
    for way in ("action_add", "action_primary", "action_remove", "action_send"):
        for asked in (mine, "clerk@testshire.example", "new@elsewhere.example"):
            assert client.post("/accounts/email/", {"email": asked, way: ""}).status_code == 405
    assert User.objects.filter(email=mine, emailaddress__isnull=True).exists()


def test_an_account_shows_its_address_and_whom_to_ask_for_another(inside):
    page = inside.client("county").get("/accounts/email/").content.decode()
    assert "county@testshire.example" in page and 'href="/contact/"' in page


def test_a_link_for_a_new_password_works_once_and_says_so_afterwards(inside):
    clerk, client = inside.users["clerk"], browser(inside)
    link = f"/accounts/password/reset/key/{user_pk_to_url_str(clerk)}-{default_token_generator.make_token(clerk)}/"
    form = client.get(link, follow=True)
    assert "Choose a new password" in form.content.decode()
    words = "three-good-horses-1"
    done = client.post(form.request["PATH_INFO"], {"password1": words, "password2": words}, follow=True)
    assert "Your password is changed" in done.content.decode()
    again = browser(inside).get(link, follow=True).content.decode()
    assert "This link has ended" in again and "Ask for a new link" in again


def test_too_many_tries_are_answered_in_the_pages_own_words(inside):
    with override_settings(ACCOUNT_RATE_LIMITS={"reset_password": "1/m/ip"}):
        asked = [browser(inside).post("/accounts/password/reset/", {"email": "a@testshire.example"}) for _ in range(2)]
    assert [answer.status_code for answer in asked] == [302, 429]
    assert "Wait five minutes" in asked[1].content.decode() and 'id="main-content"' in asked[1].content.decode()


@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/inactive/"])
def test_pages_of_signing_in_are_in_our_words(inside, path):
    page = browser(inside).get(path).content.decode()
    assert "Reset My Password" not in page and "Account Inactive" not in page and "govuk-heading-xl" in page


@pytest.mark.parametrize("path", ["/accounts/oidc/%00/login/", "/boards/%00/", "/reply/%00/", "/write/%00/"])
def test_an_address_with_a_null_character_leads_nowhere(inside, path):
    assert browser(inside).get(path).status_code == 404


def test_a_forgotten_password_costs_the_same_work_whether_or_not_there_is_an_account(inside):
    """What is quicker for a stranger's address would tell who has an account."""
    with inside.inside(CLEARED):
        before = list(Message.objects.values_list("pk", flat=True))
    for who in ("clerk", "nobody"):
        with CaptureQueriesContext(connection) as asked:
            browser(inside).post("/accounts/password/reset/", {"email": f"{who}@testshire.example"})
        assert sum('INSERT INTO "foundation_message"' in query["sql"] for query in asked) == 1, who
    with inside.inside(CLEARED):
        assert [mail.to_address for mail in Message.objects.exclude(pk__in=before)] == ["clerk@testshire.example"]
