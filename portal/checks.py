"""Production's refusals as system checks: `manage.py check --deploy --database default`."""

import os
from typing import Any

from django.core.checks import Error

from . import refusals


def environment_is_for_production(**kwargs: Any) -> list[Error]:
    """Report every setting that production refuses."""
    return [Error(line, id="portal.E001") for line in refusals.of_environment(os.environ)]


def walls_hold_the_serving_role(databases: Any = None, **kwargs: Any) -> list[Error]:
    """Report a database role that stands above the walls, and example accounts."""
    if not databases:
        return []
    return [Error(line, id="portal.E002") for line in refusals.of_database() + refusals.of_accounts()]
