"""The roles that production is given: enough to migrate, and not more than the walls allow."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from portal import refusals
from tests.database import OWNER, addresses, own_database

CHECK = (
    "import django; django.setup(); from portal import refusals; print(refusals.of_database() + refusals.of_accounts())"
)


@pytest.fixture(scope="module")
def deployed():
    """Give the addresses of both roles at a database as deploy/roles.sql makes it and its owner migrates it."""
    with own_database(settings.SERVERS, "deployed") as name:
        yield addresses(settings.SERVERS, name)


def _python(addresses, *command):
    environment = os.environ | addresses | {"REDIS_URL": settings.REDIS_URL}
    return subprocess.run(
        [sys.executable, *command], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True
    )


def test_an_owner_that_is_no_superuser_migrates_and_the_serving_role_is_not_refused(deployed):
    with psycopg.connect(deployed["OWNER_DATABASE_URL"]) as owner:
        owners = "SELECT DISTINCT tableowner, usesuper FROM pg_tables JOIN pg_user ON usename = tableowner"
        assert owner.execute(f"{owners} WHERE schemaname = 'public'").fetchall() == [(OWNER, False)]
    assert _python(deployed, "-c", CHECK).stdout.strip() == "[]"


def test_the_migrating_role_may_not_serve(deployed):
    owner_as_serving = deployed | {"DATABASE_URL": deployed["OWNER_DATABASE_URL"]}
    assert (
        "bypasses row security"
        in _python(owner_as_serving, "-c", CHECK.replace(" + refusals.of_accounts()", "")).stdout
    )


def test_every_setting_that_start_needs_is_given_by_the_compose_file():
    composed = (settings.BASE_DIR / "docker-compose.yml").read_text()
    for name in [*refusals.NEEDED, "SECRET_KEY"]:
        assert f"    {name}: " in composed
    assert composed.count("OWNER_DATABASE_URL:") == 1
