"""Work for later: an act asks for it by name, Celery does it inside the partnership that asked."""

import functools
import logging
from collections.abc import Callable, Iterator
from typing import Any

from celery import current_app, shared_task
from django.db import connection, transaction
from kombu.exceptions import OperationalError

from foundation.models import Partnership

from . import tenancy

log = logging.getLogger(__name__)


def later(name: str, **kwargs: Any) -> None:
    """Send work when this transaction commits, with its partnership; a broker that is down loses nothing.

    What was not sent is still owed in the database, and the clock picks it up.
    """
    partnership_id = current_partnership_id()
    transaction.on_commit(lambda: _send(name, {"partnership_id": partnership_id, **kwargs}))


def _send(name: str, kwargs: dict[str, Any]) -> None:
    try:
        current_app.send_task(name, kwargs=kwargs, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("The broker did not take %s: %s. The clock will send it.", name, error)


def current_partnership_id() -> int:
    """Return the partnership of this transaction; raises RuntimeError when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.partnership', true)")
        value = cursor.fetchone()[0]
    if not value:
        raise RuntimeError("No partnership is set in this transaction.")
    return int(value)


def task(name: str, *, cleared: tuple[str, ...] = (), **options: Any) -> Callable:
    """Make a Celery task that runs in one transaction of its partnership, cleared for the roots it names."""

    def decorate(function: Callable) -> Callable:
        @shared_task(name=name, **options)
        @functools.wraps(function)
        def run(*, partnership_id: int, **kwargs: Any) -> Any:
            with tenancy.tenant(partnership_id, cleared):
                return function(**kwargs)

        return run

    return decorate


def each_partnership(cleared: tuple[str, ...] = ()) -> Iterator[Partnership]:
    """Yield each partnership inside a transaction of its own, for work that time starts."""
    for partnership in Partnership.objects.order_by("pk"):
        with tenancy.tenant(partnership.pk, cleared):
            yield partnership
