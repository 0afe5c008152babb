"""The cache in Redis, with a client that is made once: Django makes one for each question, at more than its price."""

from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis


class KeptClient(RedisCacheClient):
    """Asks one server by one client, which threads may share."""

    @cached_property
    def _kept(self) -> Redis:
        return super().get_client(write=True)

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        """Return the client."""
        return self._kept


class KeptRedisCache(RedisCache):
    """Django's cache in Redis, with a client that is kept."""

    def __init__(self, server: str, params: dict[str, Any]):
        super().__init__(server, params)
        self._class = KeptClient
