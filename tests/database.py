"""The test databases: migrated once by the owner, copied for each worker, used by the serving role."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from portal.embedded import postgres

ROOT = Path(__file__).resolve().parents[1]
# What a migrated database depends on; a change to any of these makes a new template.
MIGRATED_FROM = (
    "*/migrations/*.py",
    "*/models/*.py",
    "portal/management/commands/migrate.py",
    "*/access.py",
    "portal/settings/base.py",
    "deploy/roles.sql",
    "requirements/base.txt",
)
OWNER = "tests_owner"
BUILDING = 7_301_422  # the advisory lock of whoever builds a template


@contextmanager
def own_database(servers: dict[str, str], worker: str) -> Iterator[str]:
    """Give one test process a fresh copy of the migrated database, and drop it afterwards."""
    name = f"test_{worker}_{os.getpid()}"
    with _owner(servers) as owner:
        # Held until this connection closes: nobody may drop the template while it is copied.
        owner.execute("SELECT pg_advisory_lock(%s)", [BUILDING])
        template = _template(owner, servers)
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        _copy(owner, template, name)
    try:
        yield name
    finally:
        with _owner(servers) as owner:
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _template(owner: psycopg.Connection, servers: dict[str, str]) -> str:
    name = f"template_{_fingerprint()}"
    if name not in _databases(owner):
        _drop_stale(owner)
        _build(owner, servers, name)
    return name


def _build(owner: psycopg.Connection, servers: dict[str, str], name: str) -> None:
    """Make a database with the roles of production, and migrate it as its owner, who is no superuser."""
    unfinished = f"building_{os.getpid()}"
    serving = conninfo_to_dict(servers["DATABASE_URL"])
    names = {"owner": OWNER, "serving": serving["user"], "database": unfinished}
    words = {"owner_password": OWNER, "serving_password": serving["password"]}
    options = [f"--variable={key}={value}" for key, value in (names | words).items()]
    server = renamed(servers["OWNER_DATABASE_URL"], "postgres")
    subprocess.run(
        [postgres.binaries() / "psql", "-q", server, *options, "-f", "deploy/roles.sql"], check=True, cwd=ROOT
    )
    environment = os.environ | addresses(servers, unfinished) | {
        "REDIS_URL": servers["REDIS_URL"], "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }  # fmt: skip
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"], check=True, cwd=ROOT, env=environment
    )
    owner.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name)))


def addresses(servers: dict[str, str], database: str) -> dict[str, str]:
    """Return the addresses of a test database for the two roles of production."""
    port = conninfo_to_dict(servers["DATABASE_URL"])["port"]
    return {
        "DATABASE_URL": renamed(servers["DATABASE_URL"], database),
        "OWNER_DATABASE_URL": f"postgresql://{OWNER}:{OWNER}@127.0.0.1:{port}/{database}",
    }


def _drop_stale(owner: psycopg.Connection) -> None:
    """Drop the templates of older models, and databases whose test process has gone."""
    for name in _databases(owner):
        kind, _, number = name.rpartition("_")
        gone = number.isdigit() and not Path(f"/proc/{number}").exists()
        if name.startswith("template_") or (gone and kind.split("_")[0] in ("test", "building")):
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _copy(owner: psycopg.Connection, template: str, name: str) -> None:
    owner.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in MIGRATED_FROM:
        for file in sorted(ROOT.glob(pattern)):
            if ".venv" not in file.parts:
                digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _databases(owner: psycopg.Connection) -> set[str]:
    return {name for (name,) in owner.execute("SELECT datname FROM pg_database").fetchall()}


def _owner(servers: dict[str, str]) -> psycopg.Connection:
    return psycopg.connect(renamed(servers["OWNER_DATABASE_URL"], "postgres"), autocommit=True)


def renamed(address: str, database: str) -> str:
    """Return the address of another database on the same server."""
    return f"{address.rpartition('/')[0]}/{database}"


if __name__ == "__main__":  # migrates while the linters run, so that the suite finds it done
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    with own_database(settings.SERVERS, "first"):
        pass
