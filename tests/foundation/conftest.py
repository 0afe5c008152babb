"""What the tests of the ground floor share."""

from pathlib import Path

import pytest

from portal.celery import app


@pytest.fixture
def mail_templates(settings):
    """Add the tests' own mails to the templates."""
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], Path(__file__).parent / "templates"]}]
    settings.ADDRESS = "https://{host}"


@pytest.fixture
def empty_queue():
    """Drop the work that earlier tests left in the broker."""
    app.control.purge()
