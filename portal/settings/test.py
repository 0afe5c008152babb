"""Settings of the test suite: its own servers, whose data may be lost, and queues that tests work off themselves."""

import os

from portal import embedded

from .base import *  # noqa: F403
from .base import database

SERVERS = embedded.ensure(testing=True)

SECRET_KEY = "only-for-the-test-suite"  # noqa: S105
DATABASES = {
    "default": database(SERVERS["OWNER_DATABASE_URL" if os.environ.get("DB_ROLE") == "owner" else "DATABASE_URL"])
}
# Each worker of the suite has its own cache and queues: one of the server's 64 numbered databases.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")) + 1
REDIS_URL = f"{SERVERS['REDIS_URL'].rpartition('/')[0]}/{_worker}"
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "foundation.redis_cache.KeptRedisCache", "LOCATION": REDIS_URL}}
# Tests roll back what they changed, of which no cache is told; those of the cache itself switch it on.
PAGE_CACHE_SECONDS = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = embedded.data_dir(testing=True) / "files" / str(_worker)
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Longer than any act of a test takes; one that waits it out waits in vain.
SENDING_WAIT_SECONDS = 1
DEMO = True
