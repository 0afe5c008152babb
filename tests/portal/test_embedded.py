"""The embedded servers: shared by whoever asks, private to their owner, gone when nobody needs them."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
import redis
from django.conf import settings

ASK = "from portal import embedded; print(embedded.ensure(testing=True)['DATABASE_URL']); input()"


@pytest.fixture
def folder(tmp_path):
    """Give a data directory that the servers' account can reach, and stop what runs there."""
    for parent in [tmp_path, *tmp_path.parents]:
        if not parent.name.startswith(("test_", "popen-", "pytest-")):
            break
        parent.chmod(0o711)
    yield tmp_path / "data"
    _command(tmp_path / "data", "fresh")


def _command(folder, *words, program=("-m", "portal.embedded")):
    unnamed = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return subprocess.run(
        [sys.executable, *program, *words], env=unnamed | {"DATA_DIR": str(folder)}, cwd=settings.BASE_DIR,
        capture_output=True, text=True, input="",
    )  # fmt: skip


def _addresses(printed):
    return dict(line.removeprefix("export ").replace("'", "").split("=", 1) for line in printed.splitlines())


def test_two_who_ask_at_once_get_the_same_servers_and_the_roles_of_production(folder):
    with ThreadPoolExecutor(2) as pool:
        asked = list(pool.map(lambda _: _command(folder, "env", "--test"), range(2)))
    first, second = (_addresses(one.stdout) for one in asked)
    assert first == second
    with psycopg.connect(first["DATABASE_URL"]) as serving:
        query = "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert serving.execute(query).fetchone() == (False, False, False, False)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            serving.execute("CREATE TABLE mine (id int)")
    with psycopg.connect(first["OWNER_DATABASE_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE made_later (id serial PRIMARY KEY)")
    with psycopg.connect(first["DATABASE_URL"], autocommit=True) as serving:
        assert serving.execute("INSERT INTO made_later DEFAULT VALUES RETURNING id").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            serving.execute("TRUNCATE made_later")
    assert redis.Redis.from_url(first["REDIS_URL"]).ping()
    _nobody_else_reads(folder / "test")
    _stopped_and_started_again_keeps_its_data(folder, first)


def _nobody_else_reads(data):
    assert stat.S_IMODE((data / "embedded.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((data / "servers").stat().st_mode) == 0o700


def _stopped_and_started_again_keeps_its_data(folder, first):
    assert _command(folder, "stop", "--test").returncode == 0
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first["DATABASE_URL"], connect_timeout=2)
    again = _addresses(_command(folder, "env", "--test").stdout)
    with psycopg.connect(again["DATABASE_URL"]) as serving:
        assert serving.execute("SELECT count(*) FROM made_later").fetchone() == (1,)


def test_the_servers_stop_with_the_last_process_that_uses_them(folder):
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    users = [
        subprocess.Popen(
            [sys.executable, "-c", ASK], env=environment | {"DATA_DIR": str(folder)}, cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip
    address, _ = (user.stdout.readline().strip() for user in users)
    users[0].communicate("\n")
    psycopg.connect(address).close()
    users[1].communicate("\n")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2)


def test_the_address_of_a_portal_that_is_not_up_is_refused_in_one_line(folder):
    asked = _command(folder, "url")
    assert asked.returncode == 1
    assert asked.stderr.strip() == "PostgreSQL is not up: start the portal with `make run`."


def test_deleting_the_data_leaves_what_is_not_the_portals(folder):
    folder.mkdir()
    folder.chmod(0o711)
    (folder / "holiday.jpg").write_text("mine")
    _command(folder, "env", "--test")
    assert _command(folder, "fresh").returncode == 0
    assert [file.name for file in folder.iterdir()] == ["holiday.jpg"]
