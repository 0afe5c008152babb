"""Pages kept ready in Redis for those who are not signed in, until something of their partnership changes.

Each host has a version: a page is kept under the version that stood when its making began, and each act that is
recorded forgets the version when it commits. A page made from what stood before is never served after. Without Redis
every page is made anew.
"""

import hashlib
import json
import logging
import secrets
import threading
import time
from functools import cache, partial
from typing import Any, cast

import redis
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from foundation.models import Host

from .release import release
from .tenancy import CurrentPartnership

log = logging.getLogger(__name__)
PREFIX = "page"
MOST_BYTES = 512 * 1024
# Whoever asks for ever other addresses does not fill Redis, which carries the queue too.
MOST_A_MINUTE = 3000
LONGEST_ADDRESS = 500
WAIT = 0.1  # seconds for Redis to answer
REST = 5  # seconds without Redis after it did not answer
VERSION_SECONDS = 24 * 60 * 60
# Whoever has one of these is somebody, or is about to be told something.
COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
_lines = threading.local()
_resting_until = 0.0  # each process finds out for itself that Redis is away


@cache
def _redis() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=WAIT, socket_connect_timeout=WAIT, retry=Retry(NoBackoff(), 0)
    )


def _ask(*command: str) -> Any:
    """Ask Redis over this thread's own line: each public page waits for it, and a pool costs as much again."""
    if not hasattr(_lines, "line"):
        _lines.line = _redis().connection_pool.make_connection()
    _lines.line.send_command(*command)
    return _lines.line.read_response()


def changed() -> None:
    """Forget the kept pages of this transaction's partnership when it commits: something that they show has changed."""
    if settings.PAGE_CACHE_SECONDS:
        hosts = Host.objects.filter(partnership=CurrentPartnership()).values_list("domain", flat=True)
        transaction.on_commit(partial(_forget, [_version_key(host) for host in hosts]))


def _forget(keys: list[str]) -> None:
    try:
        _redis().delete(*keys)
    except (RedisError, OSError) as error:
        log.warning("Redis did not forget the kept pages: %s. They end within a minute.", error)


def _version_key(domain: str) -> str:
    return f"{PREFIX}-version:{domain.lower()}"


def name(request: HttpRequest) -> str:
    """Return what a page is kept under; nothing where it is not the same for everybody who is not signed in."""
    asked = request.META
    host, address = asked.get("HTTP_HOST", ""), request.get_full_path()
    if request.method not in ("GET", "HEAD") or not host:
        return ""
    if any(cookie in request.COOKIES for cookie in COOKIES) or "HTTP_AUTHORIZATION" in asked or "HTTP_RANGE" in asked:
        return ""
    if "HTTP_HX_REQUEST" in asked or len(address) > LONGEST_ADDRESS or address.startswith(settings.STATIC_URL):
        return ""
    return f"{PREFIX}:{release()}:{request.scheme}:{host.lower()}{address}"


def find(name: str, request: HttpRequest) -> tuple[HttpResponse | None, bytes]:
    """Return the page kept under a name, if it is, and the version to keep a new one under; none without Redis."""
    global _resting_until
    if not settings.PAGE_CACHE_SECONDS or time.monotonic() < _resting_until:
        return None, b""
    key = _version_key(request.META["HTTP_HOST"].rsplit(":", 1)[0])
    try:
        page, version = _ask("MGET", name, key)
        version = version or _new_version(key)
    except (RedisError, OSError):
        _resting_until = time.monotonic() + REST
        return None, b""
    if page and page.startswith(version):
        _, headers, body = page.split(b"\n", 2)
        return HttpResponse(body, headers=json.loads(headers)), version
    return None, version


def _new_version(key: str) -> bytes:
    pipe = _redis().pipeline(transaction=False)
    pipe.set(key, secrets.token_hex(16), nx=True, ex=VERSION_SECONDS)
    pipe.get(key)
    return cast(bytes, pipe.execute()[1])


def mark(response: HttpResponse) -> None:
    """Name the state of a public page, so that a browser that has it already is told so."""
    if not response.has_header("ETag"):
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    patch_vary_headers(response, ["Cookie"])
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, public=True, no_cache=True)  # kept anywhere, but asked for again each time


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether an answer is the same for everybody who is not signed in."""
    control = response.get("Cache-Control", "")
    vary = {field.strip().lower() for field in response.get("Vary", "").split(",")}
    told = getattr(request, "_messages", None)
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
        and vary <= {"", "cookie"}
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and not (told and told.added_new)
    )


def keep(name: str, version: bytes, response: HttpResponse) -> None:
    """Keep a public page for a short while under the version that stood before it was made."""
    if not version or len(response.content) > MOST_BYTES:
        return
    headers = json.dumps(dict(response.items())).encode()
    kept = f"{PREFIX}s:{int(time.time()) // 60}"
    try:
        pipe = _redis().pipeline(transaction=False)
        pipe.incr(kept)
        pipe.expire(kept, 120)
        if pipe.execute()[0] <= MOST_A_MINUTE:
            _redis().set(name, b"\n".join((version, headers, response.content)), ex=settings.PAGE_CACHE_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("Redis did not keep a page: %s", error)
