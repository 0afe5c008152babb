"""The whole portal in the foreground: servers, migrations, example partnerships, web, worker and beat.

`make run` comes here. Ctrl-C or SIGTERM stops every part, and the servers last.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import django
from django.apps import apps
from django.conf import settings

from portal import embedded
from portal.demo import PLATFORM
from portal.embedded.ground import ServerTrouble, is_root, settle

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = os.environ.get("PORT", "8000")
ROLES = ("clerk", "chair", "member", "partner", "admin", "auditor")
# Longer than the longest page or the step of a pack that a stop waits for.
GRACE_SECONDS = 20
PR_SET_PDEATHSIG = 1
# Loaded before any fork: a new process may not load a library safely.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


# A signal only leaves word here: an exception raised by it could be lost in whatever code it interrupts.
_asked_to_stop: list[int] = []


class Stopped(Exception):
    """Somebody asked the portal to stop."""


def main() -> int:
    """Run everything until it is asked to stop; return 1 when a part could not start or died."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    folder = settle(embedded.data_dir(), durable=True).data_dir
    with open(folder / "embedded.run", "w") as alone:
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return _run(folder)
        except BlockingIOError:
            print(f"The portal already runs on {folder}: stop it, or choose another with DATA_DIR.", file=sys.stderr)
        except (ServerTrouble, subprocess.CalledProcessError) as trouble:
            print(trouble, file=sys.stderr)
        except Stopped:
            return 0
    return 1


def _run(folder: Path) -> int:
    _need_port()
    parts: dict[str, subprocess.Popen] = {}
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    os.environ.setdefault("MEDIA_ROOT", str(folder / "files"))
    if is_root():
        # The demo runs as whoever starts it, root among them; Celery would print a page about that.
        os.environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser")
    ours = not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"))
    try:
        print(
            "Starting PostgreSQL and Redis …" if ours else "Using the servers that the environment names …", flush=True
        )
        os.environ.update(embedded.ensure())
        _finish("migrate", "--no-input", "--verbosity=0")
        _finish("demo", *os.environ.get("EXAMPLES", "").split())
        for name, command in _parts(folder).items():
            parts[name] = _start(command)
        _wait_for_web(parts)
        _greet()
        return _watch(parts)
    finally:
        _end(parts)
        if ours:
            embedded.stop()
        print("Everything has stopped.", flush=True)


def _parts(folder: Path) -> dict[str, list[str]]:
    celery = [sys.executable, "-m", "celery", "--app=portal", "--quiet"]
    scratch = ["--worker-tmp-dir=/dev/shm"] if os.access("/dev/shm", os.W_OK) else []
    return {
        "web": [
            sys.executable, "-m", "gunicorn", "portal.wsgi:application", f"--bind={HOST}:{PORT}", "--workers=2",
            "--threads=4", "--no-control-socket", "--log-level=warning", "--graceful-timeout=5", *scratch,
        ],
        "worker": [*celery, "worker", "--concurrency=2", "--loglevel=WARNING"],
        "beat": [*celery, "beat", "--loglevel=WARNING", f"--schedule={folder / 'embedded.beat'}", "--pidfile="],
    }  # fmt: skip


def _start(command: list[str]) -> subprocess.Popen:
    """Start a part out of the terminal's reach: what Ctrl-C ends, and in which order, is decided here."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_parent)


def _finish(*command: str) -> None:
    """Run a command of manage.py to its end, or until somebody asks to stop."""
    process = _start([sys.executable, "manage.py", *command])
    try:
        while process.poll() is None:
            _pause()
    finally:
        _end({command[0]: process})
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, ["manage.py", *command])


def _pause() -> None:
    """Wait a moment; raises Stopped when somebody asked to stop."""
    time.sleep(0.1)
    if _asked_to_stop:
        raise Stopped


def _need_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(PORT)))
        except OSError as trouble:
            raise ServerTrouble(f"Port {PORT} is taken: choose another with PORT=8001 make run.") from trouble


def _wait_for_web(parts: dict[str, subprocess.Popen]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and parts["web"].poll() is None:
        try:
            socket.create_connection((HOST, int(PORT)), timeout=1).close()
            return
        except OSError:
            _pause()
    raise ServerTrouble("The web server did not start; its reasons are above.")


def _greet() -> None:
    django.setup()
    partnerships = list(apps.get_model("foundation", "Partnership").objects.prefetch_related("hosts"))
    print(f"\nThe portal is up:  http://localhost:{PORT}/\n")
    for partnership in partnerships:
        print(f"  http://{partnership.main_host}:{PORT}/".ljust(44), partnership.name)
    if partnerships:
        example = partnerships[0]
        roles = ", ".join(f"{role}@" for role in ROLES)
        print(f"\nLog in at http://{example.main_host}:{PORT}{settings.LOGIN_URL} as {roles}")
        print(f"followed by the partnership's name, such as clerk@{example.slug}.example. The password of each is")
        print(f"{settings.DEMO_PASSWORD}. Partnerships are founded at http://localhost:{PORT}/admin/ as {PLATFORM}.")
        print("Ctrl-C stops everything.\n", flush=True)


def _watch(parts: dict[str, subprocess.Popen]) -> int:
    while True:
        for name, process in parts.items():
            if process.poll() is not None:
                print(f"The {name} part has stopped by itself (exit code {process.returncode}).", file=sys.stderr)
                return 1
        _pause()


def _end(parts: dict[str, subprocess.Popen]) -> None:
    """Ask every part to end, and after the grace kill what is left, children of the part included."""
    for process in parts.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for process in parts.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            print("A part did not stop in time and is ended.", file=sys.stderr)
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _end_with_parent() -> None:
    """Let Linux end a part whose parent was killed and could not end it."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(number: int, frame: FrameType | None) -> None:
    _asked_to_stop.append(number)


if __name__ == "__main__":
    sys.exit(main())
