"""A partnership of its own on a host of its own, for each test that opens a browser."""

import uuid

import pytest

from foundation.models import Partnership


@pytest.fixture
def house(transactional_db, settings):
    """A partnership with its host; Chromium finds every name under .localhost on this machine."""
    settings.ROOT_URLCONF = "tests.look.gallery"
    slug = f"look-{uuid.uuid4().hex[:8]}"
    partnership = Partnership.objects.create(
        slug=slug,
        name="Cumberland and Westmorland Locality Partnership",
        short_name="Cumberland",
        colour="#1b5e4b",
        accent="#b8551b",
        contact_name="Locality team",
        contact_email="localities@example.org",
        contact_phone="01946 000 000",
    )
    partnership.hosts.create(domain=f"{slug}.localhost")
    return partnership


@pytest.fixture
def address(house, live_server):
    """Where the partnership's pages are while the test runs."""
    port = live_server.url.rpartition(":")[2]
    return f"http://{house.slug}.localhost:{port}"
