"""The servers that are measured: the portal and the bare views, each as `make run` starts its web part."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.load import HOST

SERVER = ["--workers=2", "--threads=4", "--no-control-socket", "--log-level=warning"]
PORTAL, BARE = "portal.settings.dev", "bench.bare_settings"


@contextmanager
def serve(settings: str, **environment: str) -> Iterator[int]:
    """Run gunicorn with these settings and yield its port."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "portal.wsgi:application", f"--bind={HOST}:{port}", *SERVER],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings, **environment},
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server that is to be measured did not start.")
