"""Where the forms of a page may lead: to the portal itself, and to the council's own sign-in."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from tests.cast import browser


def led_to(answer) -> list[str]:
    rules = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    return rules["form-action"].split(" ")


class Council(BaseHTTPRequestHandler):
    """A council's sign-in server, as far as it says where people sign in."""

    def do_GET(self):
        """Answer with the addresses that OpenID Connect asks for."""
        here = f"http://{self.headers['Host']}"
        known = {"issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token"}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(known).encode())

    def log_message(self, *_):
        """Keep quiet."""


@pytest.fixture
def council(settings):
    """A council's sign-in that the portal is told of."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Council)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    known = {"provider_id": "council", "name": "Testshire", "client_id": "portal", "settings": {"server_url": address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [known]}}
    settings.FORM_ADDRESSES = [address]
    yield address
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/contact/", "/no-such-page/"])
def test_forms_lead_nowhere_but_to_the_portal(inside, path):
    assert led_to(browser(inside).get(path)) == ["'self'"]


def test_the_button_of_single_sign_on_leads_where_its_page_allows(inside, council):
    client, start = browser(inside), "/accounts/oidc/council/login/"
    assert f'href="{start}?process=login' in client.get("/accounts/login/").content.decode()
    page = client.get(start)
    onward = urlsplit(client.post(start).headers["Location"])
    assert f"{onward.scheme}://{onward.netloc}" == council
    assert '<form method="post"' in page.content.decode() and led_to(page) == ["'self'", council]
