"""The door for a WSGI server."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import get_resolver

from portal import refusals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.prod")
application = get_wsgi_application()

if not settings.DEMO:
    # Whoever starts the server otherwise than by portal.start is stopped here: the walls do not hold such a role.
    _reasons = refusals.of_database() + refusals.of_accounts()
    connection.close()
    if _reasons:
        raise SystemExit("\n".join(_reasons))

# The views are read before the first visitor comes, and what never goes is not searched for garbage at every turn.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
