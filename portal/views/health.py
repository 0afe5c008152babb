"""Whether this process is alive, and whether the portal can do its work."""

from collections.abc import Callable

import redis
from celery import current_app
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from psycopg_pool import PoolTimeout

# A balancer asks every few seconds and waits not much longer.
PATIENCE = 2.0


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process is alive; asks nothing of any other."""
    return JsonResponse({"alive": True})


@require_safe
@login_not_required
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when database, broker and a worker answer, else 503 with what is down."""
    found = {"database": _answers(_database), "broker": _answers(_broker)}
    # Without a broker no worker can be asked.
    found["worker"] = found["broker"] and _answers(_worker)
    down = [name for name, well in found.items() if not well]
    return JsonResponse({"ready": not down, "down": down}, status=503 if down else 200)


def _answers(part: Callable[[], bool]) -> bool:
    try:
        return part()
    except (DatabaseError, PoolTimeout, redis.RedisError, OperationalError, OSError):
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def _broker() -> bool:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)
    with client:
        return bool(client.ping())


def _worker() -> bool:
    return bool(current_app.control.ping(timeout=PATIENCE, limit=1))
