"""PostgreSQL and Redis for a machine that has neither: started when used, stopped when nobody uses them.

`DATA_DIR` (default `.data`) holds their data, ports and passwords. As root the servers run as `nobody`; a data
directory which that account cannot reach keeps its servers' files under `/var/lib/locality-boards` instead.
"""

import atexit
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import postgres, redis
from .ground import Ground, ServerTrouble, settle, write_private

ADDRESSES = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL")
_held: dict[Path, int] = {}


def data_dir(*, testing: bool = False) -> Path:
    """Return the folder of this installation's data; tests have their own inside it."""
    chosen = Path(os.environ.get("DATA_DIR") or Path(__file__).resolve().parents[2] / ".data").resolve()
    return chosen / "test" if testing else chosen


def ensure(*, testing: bool = False, until_exit: bool = True) -> dict[str, str]:
    """Return DATABASE_URL, OWNER_DATABASE_URL and REDIS_URL, starting the servers that the environment does not name.

    They run for as long as a process that asked is alive, or, with `until_exit=False`, until they are told to stop.
    """
    given = {name: os.environ[name] for name in ADDRESSES if os.environ.get(name)}
    if "DATABASE_URL" in given and "REDIS_URL" in given:
        return {"OWNER_DATABASE_URL": given["DATABASE_URL"]} | given
    ground = _ground(testing)
    if until_exit:
        hold(ground)
    wants_postgres, wants_redis = "DATABASE_URL" not in given, "REDIS_URL" not in given
    state = _start(ground, wants_postgres, wants_redis, keep=not until_exit)
    made = {}
    if wants_postgres:
        made["DATABASE_URL"] = postgres.url(state, postgres.SERVING)
        made["OWNER_DATABASE_URL"] = postgres.url(state, postgres.OWNER)
    if wants_redis:
        made["REDIS_URL"] = redis.url(state)
    return {"OWNER_DATABASE_URL": given.get("DATABASE_URL", "")} | given | made


def serving_address(*, testing: bool = False) -> str:
    """Return the address of the serving role where PostgreSQL is up; raises ServerTrouble where it is not."""
    if os.environ.get("DATABASE_URL"):
        return os.environ["DATABASE_URL"]
    file = data_dir(testing=testing) / "embedded.json"
    state = json.loads(file.read_text()) if file.exists() else {}
    if not postgres.answers(state):
        raise ServerTrouble("PostgreSQL is not up: start the portal with `make run`.")
    return postgres.url(state, postgres.SERVING)


def stop(*, testing: bool = False) -> None:
    """Stop the servers of the data directory, whoever uses them."""
    ground = _ground(testing)
    with _locked(ground):
        state = _state(ground)
        redis.stop(ground, state)
        postgres.stop(ground)
        _remember(ground, state | {"kept": False})


def forget(*, testing: bool = False) -> None:
    """Stop the servers and delete what the portal keeps in the data directory, and nothing else that is there."""
    ground = _ground(testing)
    with open(ground.data_dir / "embedded.run", "w") as running:
        try:
            fcntl.flock(running, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerTrouble(f"The portal runs on {ground.data_dir}: stop it first.") from None
    if not testing and data_dir(testing=True).exists():
        forget(testing=True)
    stop(testing=testing)
    shutil.rmtree(ground.home)
    shutil.rmtree(ground.data_dir / "files", ignore_errors=True)
    for file in ground.data_dir.glob("embedded.*"):
        file.unlink()
    if not any(ground.data_dir.iterdir()):
        ground.data_dir.rmdir()


def hold(ground: Ground) -> None:
    """Mark this process as a user of the servers; the last user to leave stops them."""
    if ground.data_dir in _held:
        return
    descriptor = os.open(ground.data_dir / "embedded.users", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    _held[ground.data_dir] = os.getpid()
    atexit.register(_leave, ground, descriptor)


def _leave(ground: Ground, descriptor: int) -> None:
    if _held.get(ground.data_dir) != os.getpid():
        return  # a forked child: its parent is the user
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    with _locked(ground):
        state = _state(ground)
        if not state.get("kept"):
            redis.stop(ground, state)
            postgres.stop(ground)


def _start(ground: Ground, wants_postgres: bool, wants_redis: bool, *, keep: bool) -> dict:
    with _locked(ground):
        state = _state(ground)
        before = dict(state)
        try:
            if wants_postgres and not postgres.answers(state):
                postgres.start(ground, state)
            if wants_redis and not redis.answers(state):
                redis.start(ground, state)
            state["kept"] = keep or bool(state.get("kept"))
        finally:
            # Kept even when a start was broken off: whoever stops the servers needs their ports.
            if state != before:
                _remember(ground, state)
        return state


def _ground(testing: bool) -> Ground:
    if testing:
        settle(data_dir(), durable=True)
    return settle(data_dir(testing=testing), durable=not testing)


def _state(ground: Ground) -> dict:
    if ground.state_file.exists():
        return json.loads(ground.state_file.read_text())
    state = {f"{name}_password": secrets.token_hex(16) for name in ("owner", "serving", "redis")}
    _remember(ground, state)
    return state


def _remember(ground: Ground, state: dict) -> None:
    write_private(ground.state_file, json.dumps(state, indent=1))


@contextmanager
def _locked(ground: Ground) -> Iterator[None]:
    descriptor = os.open(ground.data_dir / "embedded.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
