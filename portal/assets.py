"""Copy the front-end packages that pages use from node_modules to static/vendor: `python -m portal.assets`."""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

FILES = {
    "govuk-frontend/govuk-frontend.min.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend/govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "jodit/jodit.min.css": "jodit/es2021.en/jodit.min.css",
    "jodit/jodit.min.js": "jodit/es2021.en/jodit.min.js",
    "sortablejs/Sortable.min.js": "sortablejs/Sortable.min.js",
}
# The maps are not copied, and a build that hashes file names stops at a name that leads nowhere.
SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=\S+( \*/)?")
# GDS Transport is licensed for gov.uk alone.
FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
# The royal arms are the government's; we have no such footer.
CREST = re.compile(r"[a-z-]+:url\(/assets/images/govuk-crest\.svg\);?")


def copy_assets() -> list[Path]:
    """Copy every file afresh and return the copies; raises FileNotFoundError when a package is not installed."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    return [_copy(PACKAGES / source, VENDOR / target) for target, source in FILES.items()]


def _copy(source: Path, target: Path) -> Path:
    text = SOURCE_MAP.sub("", source.read_text(encoding="utf-8"))
    if target.suffix == ".css":
        text = CREST.sub("", FONT_FACE.sub("", text)).replace("GDS Transport,arial", '"Helvetica Neue",Helvetica,Arial')
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


if __name__ == "__main__":
    try:
        copy_assets()
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is missing: run `npm ci` first.")
