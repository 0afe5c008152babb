"""`make run`: everything comes up by itself, serves, and leaves no process behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil
import pytest
from django.conf import settings

from portal.embedded.ground import open_port

# Bringing up servers, tables and a partnership, on a machine that runs other tests beside.
PATIENCE_SECONDS = 300


@pytest.fixture
def portal(tmp_path):
    """Run the portal in the foreground of another process, on data of its own."""
    for parent in [tmp_path, *tmp_path.parents]:
        if not parent.name.startswith(("test_", "popen-", "pytest-")):
            break
        parent.chmod(0o711)
    running = _Portal(tmp_path / "data", open_port(None))
    try:
        running.wait_until_up()
        yield running
    finally:
        running.process.terminate()
        running.process.wait(PATIENCE_SECONDS)
        running.command("fresh")


class _Portal:
    def __init__(self, folder, port):
        unnamed = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        self.environment = unnamed | {"DATA_DIR": str(folder), "PORT": str(port), "EXAMPLES": "copeland"}
        self.folder, self.port = folder, port
        self.log = folder.with_name("log")
        self.process = self.start(self.log)

    def start(self, log):
        with log.open("w") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "portal.run"], env=self.environment, cwd=settings.BASE_DIR, stdout=output,
                stderr=subprocess.STDOUT,
            )  # fmt: skip

    def wait_until_up(self):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while "The portal is up" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.2)

    def get(self, path, host="localhost"):
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": host})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.read().decode()

    def command(self, verb):
        return subprocess.run(
            [sys.executable, "-m", "portal.embedded", verb], env=self.environment, cwd=settings.BASE_DIR,
            capture_output=True, text=True,
        )  # fmt: skip

    def processes(self):
        """Return what runs for this portal: its own descendants, and servers that stand in its data."""
        of_it = psutil.Process(self.process.pid).children(recursive=True)
        return of_it + [one for one in psutil.process_iter() if str(self.folder) in " ".join(_words(one))]


def _words(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_the_portal_comes_up_serves_its_examples_and_leaves_nothing_behind(portal):
    assert "Copeland" in portal.get("/")
    assert "Copeland" in portal.get("/", host="copeland.localhost")
    _is_ready(portal)
    assert "localities_app" in portal.command("url").stdout
    _a_second_on_the_same_data_is_refused(portal)
    running = portal.processes()
    assert len(running) > 5
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(PATIENCE_SECONDS) == 0
    assert "Everything has stopped." in portal.log.read_text()
    _, alive = psutil.wait_procs(running, timeout=PATIENCE_SECONDS)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []


def _is_ready(portal):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            assert '"ready": true' in portal.get("/readyz")
            return
        except urllib.error.HTTPError as not_yet:
            not_yet.close()
            time.sleep(0.5)
    pytest.fail("The worker never answered.")


def _a_second_on_the_same_data_is_refused(portal):
    log = portal.folder.with_name("second")
    assert portal.start(log).wait(60) == 1
    assert "The portal already runs on" in log.read_text()
