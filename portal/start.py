"""Start one part of the portal in production: `python -m portal.start web|worker|beat|migrate|check|manage …`.

Each part first asks what production refuses, prints one line for each refusal and stops; otherwise this process
becomes the part, so that signals reach it.
"""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from portal import refusals

PARTS = ("web", "worker", "beat", "migrate", "check", "manage")


def commands(part: str) -> list[str]:
    """Return the program that is one part of the portal."""
    celery = [sys.executable, "-m", "celery", "--app", "portal", "--quiet"]
    return {
        "web": [sys.executable, "-m", "gunicorn", "--config=python:portal.gunicorn", "portal.wsgi:application"],
        "worker": [*celery, "worker", "--loglevel=INFO", f"--concurrency={os.environ.get('WORKERS', '2')}"],
        # The schedule is in the code: what beat remembers of its last run may be lost with the container.
        "beat": [*celery, "beat", "--loglevel=INFO", "--schedule=/tmp/beat-schedule", "--pidfile="],
        "migrate": [sys.executable, "manage.py", "migrate", "--no-input"],
        "manage": [sys.executable, "manage.py", *sys.argv[2:]],
        "check": [sys.executable, "manage.py", "check", "--deploy", "--database", "default"],
    }[part]  # fmt: skip


def refused(part: str) -> list[str]:
    """Return why this part may not start."""
    try:
        django.setup()
    except ImproperlyConfigured as refusal:
        return str(refusal).splitlines()
    if part == "migrate":
        if not os.environ.get("OWNER_DATABASE_URL"):
            return ["OWNER_DATABASE_URL is not set: migrations run as the role that owns the tables."]
        return []
    if os.environ.get("OWNER_DATABASE_URL"):
        return ["OWNER_DATABASE_URL is set: only the migrating part may know the owner's password. Remove it here."]
    try:
        return refusals.of_database() + refusals.of_accounts()
    except DatabaseError as trouble:
        return [f"The database does not answer, or is not migrated: {str(trouble).splitlines()[0]}"]
    finally:
        connection.close()


def main() -> None:
    """Refuse, or become the part that was asked for."""
    if len(sys.argv) < 2 or sys.argv[1] not in PARTS:
        sys.exit(__doc__)
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.prod"
    reasons = refused(sys.argv[1])
    if reasons:
        sys.exit("\n".join(reasons))
    command = commands(sys.argv[1])
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
