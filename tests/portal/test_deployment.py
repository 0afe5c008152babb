"""The roles that production is given: enough to migrate, and not more than the walls allow."""

import os
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from portal import refusals
from portal.embedded import postgres

OWNER, SERVING, DATABASE = (f"{name}_{os.getpid()}" for name in ("deploy_owner", "deploy_serving", "deployed"))
CHECK = (
    "import django; django.setup(); from portal import refusals; print(refusals.of_database() + refusals.of_accounts())"
)


@pytest.fixture
def deployed():
    """Make roles and database by deploy/roles.sql, and give the addresses of both roles."""
    server = settings.SERVERS["OWNER_DATABASE_URL"].rpartition("/")[0] + "/postgres"
    names = {"owner": OWNER, "serving": SERVING, "database": DATABASE, "owner_password": "o", "serving_password": "s"}
    options = [f"--variable={name}={value}" for name, value in names.items()]
    subprocess.run([postgres.binaries() / "psql", "-q", server, *options, "-f", "deploy/roles.sql"], check=True)
    host, port = (settings.DATABASES["default"][name] for name in ("HOST", "PORT"))
    yield {
        "DATABASE_URL": f"postgresql://{SERVING}:s@{host}:{port}/{DATABASE}",
        "OWNER_DATABASE_URL": f"postgresql://{OWNER}:o@{host}:{port}/{DATABASE}",
    }
    with psycopg.connect(make_conninfo(server), autocommit=True) as superuser:
        superuser.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(DATABASE)))
        for role in (OWNER, SERVING):
            superuser.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def _python(addresses, *command):
    environment = os.environ | addresses | {"REDIS_URL": settings.REDIS_URL}
    return subprocess.run(
        [sys.executable, *command], env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True
    )


def test_an_owner_that_is_no_superuser_migrates_and_the_serving_role_is_not_refused(deployed):
    migrated = _python(deployed, "manage.py", "migrate", "--no-input", "--verbosity=0")
    assert migrated.returncode == 0, migrated.stderr
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
