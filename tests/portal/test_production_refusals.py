"""What production refuses, each in one line, and what a log line leaves out."""

import json
import logging
import os
import subprocess
import sys
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from portal import logs, refusals

GOOD = {
    "SECRET_KEY": "k7Qz-93fjw0Vn2mXe8Rt5bYh1LsDgPc4aUo6iTq7WzKv0NxMfB",
    "DATABASE_URL": "postgresql://localities_app:x@db/localities",
    "REDIS_URL": "redis://redis/0",
    "BARE_HOSTS": "boards.example.org",
    "EMAIL_HOST": "smtp.example.org",
    "DEFAULT_FROM_EMAIL": "boards@example.org",
}


def test_a_complete_environment_is_not_refused():
    assert refusals.of_environment(GOOD) == []


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is a default or too short"),
        ({"SECRET_KEY": "only-for-development-and-the-demo" * 3}, "SECRET_KEY is a default"),
        ({"SECRET_KEY": "a" * 80}, "SECRET_KEY is a default"),
        ({"DEMO_PASSWORD": "locality-demo"}, "DEMO_PASSWORD is set"),
        ({"BARE_HOSTS": "*"}, "BARE_HOSTS holds *"),
        ({"BARE_HOSTS": "localhost,127.0.0.1"}, "BARE_HOSTS names only this machine"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"EMAIL_HOST": ""}, "EMAIL_HOST is not set"),
    ],
)
def test_each_unsafe_setting_is_refused_in_one_line_that_names_it(changed, named):
    refused = refusals.of_environment(GOOD | changed)
    assert len(refused) == 1
    assert refused[0].startswith(named)
    assert "\n" not in refused[0]


def test_start_prints_every_refusal_without_a_traceback():
    ran = subprocess.run(
        [sys.executable, "-m", "portal.start", "web"],
        env={"PATH": os.environ["PATH"], "DEBUG": "1"}, cwd=settings.BASE_DIR, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    lines = ran.stderr.strip().splitlines()
    assert sum(line.startswith("DATABASE_URL is not set") for line in lines) == 1
    assert sum(line.startswith("DEBUG is on") for line in lines) == 1


@contextmanager
def _serving_as(name, options):
    """Let Django's connection act as a role with these rights, inside one transaction."""
    address = settings.SERVERS["OWNER_DATABASE_URL"].rpartition("/")[0]
    serving = settings.DATABASES["default"]["USER"]
    with psycopg.connect(f"{address}/{settings.DATABASES['default']['NAME']}", autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {name} {options}")
        owner.execute(f"GRANT {name} TO {serving}")
        try:
            yield owner
        finally:
            owner.execute(f"DROP OWNED BY {name}")
            owner.execute(f"DROP ROLE {name}")


@pytest.mark.django_db
def test_the_serving_role_of_the_tests_is_fit_for_production():
    assert refusals.of_database() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("localities_app",)


@pytest.mark.django_db
@pytest.mark.parametrize(("options", "said"), [("SUPERUSER", "is a superuser"), ("BYPASSRLS", "bypasses row security")])
def test_a_role_that_may_become_one_above_the_walls_is_refused(options, said):
    with _serving_as(f"above_{options.lower()}_{os.getpid()}", options):
        assert said in refusals.of_database()[0]


@pytest.mark.django_db
def test_a_role_that_owns_a_table_is_refused_with_the_table():
    name = f"owning_{os.getpid()}"
    with _serving_as(name, "NOLOGIN") as owner:
        owner.execute(f"CREATE TABLE owned_by_serving (id int); ALTER TABLE owned_by_serving OWNER TO {name}")
        refused = refusals.of_database()
    assert len(refused) == 1
    assert "owned_by_serving" in refused[0]


@pytest.mark.django_db
def test_example_accounts_that_can_log_in_are_refused():
    before = len(refusals.of_accounts())
    clerk = get_user_model().objects.create_user("clerk@refused.example", "locality-demo")
    assert "can log in" in refusals.of_accounts()[0]
    clerk.is_active = False
    clerk.save()
    assert len(refusals.of_accounts()) == before


def _line(name, message, *arguments, error=None):
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, arguments, error)
    return json.loads(logs.JsonFormatter().format(record))


def test_a_log_line_keeps_no_address_and_no_text_of_an_error():
    try:
        raise ValueError("Key (email)=(clerk@copeland.example) exists")
    except ValueError:
        line = _line("django.request", "Internal Server Error: %s", "/reply/secret-link/", error=sys.exc_info())
    assert "secret-link" not in json.dumps(line)
    assert "copeland" not in json.dumps(line)
    assert line["error"] == "ValueError"
    assert "test_a_log_line" in line["at"][-1]


@pytest.mark.django_db
def test_a_request_is_logged_by_its_route_and_not_by_its_address(rf, caplog, client):
    request = rf.get("/healthz", {"q": "name of a person"})
    with caplog.at_level(logging.INFO, "portal.requests"):
        logs.RequestLog(lambda asked: client.get("/healthz"))(_resolved(request))
    line = json.loads(logs.JsonFormatter().format(caplog.records[-1]))
    assert (line["route"], line["status"]) == ("healthz", 200)
    assert "person" not in json.dumps(line)


def _resolved(request):
    request.resolver_match = type("Match", (), {"route": "healthz"})
    return request


def test_a_failed_task_is_logged_by_its_name_and_not_by_its_arguments():
    told = {
        "name": "boards.build_pack",
        "id": "1",
        "description": "raised",
        "exc": "ValueError('clerk@copeland.example')",
    }
    record = logging.LogRecord("celery.app.trace", logging.ERROR, __file__, 1, "Task %(name)s: %(exc)s", (told,), None)
    line = json.loads(logs.JsonFormatter().format(record))
    assert line["task"] == "boards.build_pack"
    assert "copeland" not in json.dumps(line)
