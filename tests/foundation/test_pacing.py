"""Whoever sends too fast waits, and nobody else does. Source: issue 4, what bad input gets."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from foundation import pacing
from foundation.models import Partnership


@pytest.fixture
def asked():
    cache.clear()

    def from_address(address: str, browser: str = "A", partnership: int = 1):
        request = RequestFactory().post("/", REMOTE_ADDR=address, headers={"user-agent": browser})
        request.partnership = Partnership(pk=partnership)
        return request

    return from_address


def sent(request, times: int, **pace) -> int:
    return sum(pacing.wait(request, "survey:1", **pace) == 0 for _ in range(times))


def test_a_thousand_from_one_address_slow_that_address_only(asked):
    flood = asked("192.0.2.1")
    assert 20 <= sent(flood, 1000) <= 22, "a burst goes through, and one more each three seconds"
    assert 1 <= pacing.wait(flood, "survey:1") <= 3
    assert pacing.wait(asked("192.0.2.2"), "survey:1") == 0
    assert pacing.wait(flood, "survey:2") == 0, "another survey is another matter"
    assert pacing.wait(asked("192.0.2.1", partnership=2), "survey:1") == 0


def test_a_library_is_never_locked_out(asked):
    assert sent(asked("192.0.2.9"), 20) == 20


def test_a_network_of_ipv6_is_one_address(asked):
    assert sent(asked("2001:db8::1"), 20) + sent(asked("2001:db8::ffff"), 5) < 25
    assert pacing.wait(asked("2001:db8:0:1::1"), "survey:1") == 0


def test_no_address_is_stored(asked):
    request = asked("203.0.113.77")
    pacing.wait(request, "issue")
    keys = b" ".join(pacing._redis().keys("pace:*"))
    assert b"203.0.113" not in keys
    assert keys.count(b"pace:1:issue:") == 1


def test_a_fingerprint_tells_browsers_apart_for_a_day(asked):
    assert pacing.fingerprint(asked("192.0.2.1")) == pacing.fingerprint(asked("192.0.2.1"))
    assert pacing.fingerprint(asked("192.0.2.1")) != pacing.fingerprint(asked("192.0.2.1", browser="B"))
    first = pacing.fingerprint(asked("192.0.2.1"))
    cache.clear()  # as the next day does
    assert pacing.fingerprint(asked("192.0.2.1")) != first
