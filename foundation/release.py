"""Which release answers: a kept page is out of date when the templates or the code that drew it have changed."""

import hashlib
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template import engines


@cache
def release() -> str:
    """Return a name of the templates and the code that this process draws pages with."""
    sha = hashlib.sha256(str(settings.DEMO).encode())
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR]
    for folder, files in [(Path(each), "*.html") for each in engines["django"].dirs] + [(app, "*.py") for app in ours]:  # type: ignore[attr-defined]
        for path in sorted(folder.rglob(files)):
            sha.update(path.read_bytes())
    return sha.hexdigest()[:16]
