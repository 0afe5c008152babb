"""The look as files: nothing of gov.uk's own identity, nothing inline, the partnership's colours."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory

from foundation.colours import contrast
from foundation.models import Partnership
from portal import assets
from portal.navigation import navigation
from portal.views.theme import stylesheet

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "templates").rglob("*.html"))
WEB_PAGES = [page for page in PAGES if not {"pdf", "mail"} & set(page.relative_to(ROOT / "templates").parts)]
NOT_OURS = re.compile(
    r"GDS Transport|govuk-header__logotype|govuk-crest|crown|govuk-footer__copyright-logo", re.IGNORECASE
)


@pytest.mark.parametrize("page", WEB_PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_has_no_inline_script_or_style_and_nothing_of_the_government(page):
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", text)
    assert not NOT_OURS.search(text)


def test_the_stylesheets_carry_no_licensed_font_and_no_crown(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "VENDOR", tmp_path)
    sheets = [copy for copy in assets.copy_assets() if copy.suffix == ".css"]
    sheets += (ROOT / "static" / "css").glob("*.css")
    assert len(sheets) > 2
    government = re.compile(r"GDS Transport|url\([^)]*(crest|crown|/assets/)")
    assert [sheet.name for sheet in sheets if government.search(sheet.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("colour", ["#1b5e4b", "#1d4f91", "#6b2c5f", "#767676"])
def test_the_words_of_a_page_can_be_read_on_the_partnerships_colours(colour):
    values = dict(re.findall(r"(--[a-z-]+):(#[0-9a-f]{6})", stylesheet(colour, "#b8551b")))
    on_brand = values["--app-brand-text"]
    assert contrast(on_brand, values["--govuk-brand-colour"]) >= 4.5
    for pale in ("--govuk-template-background-colour", "--govuk-surface-background-colour", "--app-brand-pale"):
        assert contrast("#0b0c0c", values[pale]) >= 7
        assert contrast("#1a65a6", values[pale]) >= 4.5  # links


def a_request(path, **words):
    request = RequestFactory().get(path)
    request.partnership = Partnership(words=words)
    request.user = None
    return request


def test_the_navigation_speaks_the_partnerships_words_and_says_where_one_is():
    entries = navigation(a_request("/boards/copeland/", boards="community panels"))["navigation"]
    assert [entry["words"] for entry in entries] == [
        "Have your say", "Plans", "Money", "Community panels", "Meetings", "Decisions", "Actions",
        "Referrals", "Registers",
    ]  # fmt: skip
    assert [entry["here"] for entry in entries] == ["", "", "", "true", "", "", "", "", ""]
    for path, room in (("/issues/7/", "Have your say"), ("/needs-analyses/7/", "Plans")):
        assert [entry["words"] for entry in navigation(a_request(path))["navigation"] if entry["here"]] == [room]


def test_the_theme_may_be_kept_for_a_year_and_carries_the_partnerships_colour(client, inside):
    answer = client.get("/theme.css", headers={"host": inside.host})
    assert answer.headers["content-type"] == "text/css"
    assert "immutable" in answer.headers["cache-control"]
    assert inside.partnership.colour in answer.content.decode()


STATEMENT = [
    "Accessibility statement for",
    "How accessible this website is",
    "Feedback and contact information",
    "Reporting accessibility problems with this website",
    "Enforcement procedure",
    "Technical information about this website’s accessibility",
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Disproportionate burden",
    "Content that is not within the scope of the accessibility regulations",
    "Preparation of this accessibility statement",
]


def test_the_accessibility_statement_has_the_headings_that_the_law_asks_for(client, inside):
    page = client.get("/accessibility/", headers={"host": inside.host}).content.decode()
    headings = re.findall(r"<h[123][^>]*>([^<]+)</h[123]>", page)
    missing = [wanted for wanted in STATEMENT if not any(heading.startswith(wanted) for heading in headings)]
    assert missing == []


@pytest.mark.parametrize("path", ["/accessibility/", "/privacy/", "/cookies/", "/contact/"])
def test_help_stands_in_the_same_order_on_every_page(client, inside, path):
    page = client.get(path, headers={"host": inside.host}).content.decode()
    footer = page[page.index("<footer") :]
    links = re.findall(r'href="(/[a-z]+/)"', footer)
    assert links == ["/contact/", "/accessibility/", "/privacy/", "/cookies/"]


@pytest.mark.parametrize(
    ("who", "shown"),
    [(None, []), ("county", ["My desk"]), ("clerk", ["My desk", "Manage"]), ("admin", ["My desk", "Manage"])],
)
def test_members_see_their_desk_and_officers_what_they_manage(inside, who, shown):
    page = inside.client(who).get("/contact/").content.decode()
    nav = page[page.index("<nav") : page.index("</nav>")]
    assert [words for words in ("My desk", "Manage") if words in nav] == shown
    assert ("Sign out" in nav) == bool(who)


def test_somebody_from_elsewhere_is_nobody_here(inside, elsewhere):
    browser = elsewhere.client("clerk")
    browser.defaults["HTTP_HOST"] = inside.host
    page = browser.get("/contact/").content.decode()
    assert "My desk" not in page
    assert "Sign out" not in page
