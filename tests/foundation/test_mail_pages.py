import os
import secrets

import pytest
from django.conf import settings as django_settings

from foundation import mail
from tests.axe import scrolls_sideways, violations
from tests.cast import make_cast

WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.fixture
def house(transactional_db, mail_templates):
    made = make_cast(f"post{secrets.token_hex(3)}")
    letter = {"board": "Harbour and Hill Locality Board"}
    with made.inside(mail.CLEARED):
        mail.post("not-an-address", "test_summons", letter, about="", name="Ada Fell")
        mail.post("a.long.address.of.a.member@council-with-a-long-name.example", "test_summons", letter, about="")
    return made


@pytest.mark.parametrize("width", WIDTHS)
def test_the_mail_pages_are_accessible_and_fit_the_window(house, live_server, page, width):
    address = f"http://{house.host}:{live_server.url.rpartition(':')[2]}"
    session = house.client("admin").cookies[django_settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    page.set_viewport_size(WIDTHS[width])
    page.goto(f"{address}/manage/mail/")
    assert violations(page) == []
    assert not scrolls_sideways(page)
    _picture(page, f"list-{width}")
    page.get_by_role("link", name="1 that could not be sent").click()
    page.get_by_role("link", name="Say whether you can attend").click()
    assert page.get_by_text("is not an e-mail address").is_visible()
    assert page.get_by_role("link", name="/reply/secret/").is_visible()
    assert violations(page) == []
    assert not scrolls_sideways(page)
    _picture(page, f"detail-{width}")
    page.get_by_role("button", name="Send it again").click()
    assert page.get_by_text("will be sent again").is_visible()


def _picture(page, name):
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/mail-{name}.png", full_page=True)
