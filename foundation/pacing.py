"""How often one address may send: whoever sends too fast waits, and nobody else does.

What is counted stands in Redis under a hash that is salted anew each day, and is forgotten when the wait is over: no
address is stored anywhere. Where Redis does not answer nobody waits.
"""

import hmac
import ipaddress
import logging
import secrets

import redis
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone

log = logging.getLogger(__name__)
SALT_SECONDS = 2 * 24 * 60 * 60
BUSY = "Very much is being sent from your network just now. Nothing is lost: wait {} seconds and press again."
NETWORK = 64  # bits of an IPv6 address that one household or library has to itself
# A bucket that leaks: a key holds the moment, in microseconds, at which all that was sent so far will have been paced.
BUCKET = """
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local every, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local due = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now)
local wait = due - now - every * (burst - 1)
if wait > 0 then return math.ceil(wait / 1000000) end
redis.call('SET', KEYS[1], string.format('%.0f', due + every), 'PX', math.ceil((due + every - now) / 1000) + 1000)
return 0
"""


def wait(request: HttpRequest, what: str, burst: int = 20, every: float = 3.0) -> int:
    """Return the seconds that this address must wait before it may send once more for ``what``; 0 counts as one sent.

    ``burst`` may be sent at once, and one more each ``every`` seconds.
    """
    key = f"pace:{request.partnership.pk}:{what}:{_hashed(_address(request))}"  # type: ignore[attr-defined]
    try:
        return int(_redis().eval(BUCKET, 1, key, int(every * 1_000_000), burst))  # type: ignore[arg-type]
    except redis.RedisError:
        log.warning("Redis does not answer: nobody is paced.")
        return 0


def slow(request: HttpRequest, form: Form, what: str, burst: int = 20, every: float = 3.0) -> bool:
    """Say whether a good form must wait, and on the form for how long; what was typed stays in it."""
    seconds = wait(request, what, burst, every) if form.is_bound and form.is_valid() else 0
    if seconds:
        form.add_error(None, BUSY.format(seconds))
    return bool(seconds)


def fingerprint(request: HttpRequest) -> str:
    """Return a hash of the address and the browser, another one each day: the same twice may be one person twice."""
    browser = [request.headers.get(name, "") for name in ("User-Agent", "Accept-Language")]
    return _hashed("\n".join([_address(request), *browser]))


def _address(request: HttpRequest) -> str:
    """Return where a request comes from, as far as the proxies in front are trusted; a whole network of IPv6 is one."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, NETWORK), strict=False))


def _hashed(words: str) -> str:
    return hmac.new(_salt(), words.encode(), "sha256").hexdigest()[:32]


def _salt() -> bytes:
    """Return the secret of today, which is kept nowhere else and cannot be worked out again."""
    day = f"pace:salt:{timezone.localdate():%Y%m%d}"
    return cache.get_or_set(day, lambda: secrets.token_bytes(32), SALT_SECONDS) or b""


def _redis() -> redis.Redis:
    return cache._cache.get_client(write=True)  # type: ignore[attr-defined]
