"""The Chromium that tests and the crawl use."""

import os
import shutil
from pathlib import Path

UNPACKED = str(Path(__file__).resolve().parent / "chromium" / "node_modules" / ".chromium" / "start")


def launch_options() -> dict:
    """Name the machine's own Chromium, else the one that .ci/prepare unpacked; root may not use its sandbox."""
    named = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", UNPACKED)
    found = next((path for path in map(shutil.which, filter(None, named)) if path), None)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 or found == UNPACKED else []
    return {"executable_path": found, "args": [*sandbox, "--disable-dev-shm-usage"]}
