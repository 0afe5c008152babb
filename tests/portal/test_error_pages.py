"""Pages that say what went wrong, what was kept and what to do."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client
from django.views.defaults import permission_denied, server_error


def test_a_missing_page_offers_three_ways_on(client, inside):
    answer = client.get("/nowhere/at/all/", headers={"host": inside.host})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Page not found" in page
    assert [path for path in ("/search/", "/boards/", "/contact/") if f'class="govuk-link" href="{path}"' in page] == [
        "/search/",
        "/boards/",
        "/contact/",
    ]


def test_the_page_of_a_fault_needs_nothing_that_may_be_broken(rf):
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "What you were doing has not been saved" in answer.content.decode()


def test_a_refusal_says_that_nothing_was_changed(inside):
    request = inside.client("county").get("/contact/").wsgi_request
    answer = permission_denied(request, PermissionDenied())
    assert answer.status_code == 403
    assert "Nothing has been changed" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words(inside):
    browser = Client(enforce_csrf_checks=True, headers={"host": inside.host})
    answer = browser.post("/accounts/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "The form could not be sent" in answer.content.decode()


@pytest.mark.parametrize("name", ["404.html", "403.html", "403_csrf.html", "500.html"])
def test_an_error_page_can_be_drawn_without_a_partnership(name):
    assert 'id="main-content"' in render_to_string(name)


def test_every_answer_says_what_a_page_may_load(client, inside):
    policy = client.get("/contact/", headers={"host": inside.host}).headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy  # so scripts follow default-src: no inline ones
    assert "frame-ancestors 'none'" in policy
