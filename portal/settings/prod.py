"""Settings of production: all from the environment, and refused in one clear line each when they are not safe."""

import os

from django.core.exceptions import ImproperlyConfigured

from portal import logs, refusals

from .base import *  # noqa: F403
from .base import MIDDLEWARE as _MIDDLEWARE
from .base import database

_refused = refusals.of_environment(os.environ)
if _refused:
    raise ImproperlyConfigured("\n".join(["This portal does not start:", *_refused]))

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
DEMO = False
DEMO_PASSWORD = ""
REQUIRE_SECOND_FACTOR = os.environ.get("REQUIRE_SECOND_FACTOR", "1") == "1"
DATABASES = {
    "default": database(
        os.environ[
            "OWNER_DATABASE_URL"
            if os.environ.get("DB_ROLE") == "owner" and os.environ.get("OWNER_DATABASE_URL")
            else "DATABASE_URL"
        ]
    )
}
REDIS_URL = os.environ["REDIS_URL"]
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "foundation.redis_cache.KeptRedisCache", "LOCATION": REDIS_URL}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ["EMAIL_HOST"]
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ["DEFAULT_FROM_EMAIL"]

# The reverse proxy ends TLS and sets this header itself; a visitor's own is overwritten there.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A visitor's own address is what that many proxies in front of the portal handed on; wrong passwords are counted by it.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("PROXIES", "1"))
SECURE_SSL_REDIRECT = os.environ.get("HTTPS_ONLY", "1") == "1"
# The proxy and the container engine ask after health without TLS, inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS", str(365 * 24 * 60 * 60)))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT

MIDDLEWARE = ["portal.logs.RequestLog", *_MIDDLEWARE]
LOGGING = logs.SETTINGS
# Celery would otherwise put its own lines in the place of these.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_REDIRECT_STDOUTS = False

_files = "django.core.files.storage.FileSystemStorage"
_options: dict = {}
if os.environ.get("S3_BUCKET"):
    _files = "storages.backends.s3.S3Storage"
    _options = {
        "bucket_name": os.environ["S3_BUCKET"],
        "endpoint_url": os.environ.get("S3_ENDPOINT") or None,
        "region_name": os.environ.get("S3_REGION") or None,
        "default_acl": "private",
        "file_overwrite": False,
    }
STORAGES = {
    "default": {"BACKEND": _files, "OPTIONS": _options},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
