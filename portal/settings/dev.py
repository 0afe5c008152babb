"""Settings of `make run`: embedded servers unless the environment names others."""

import os
from pathlib import Path

from portal import embedded

from .base import *  # noqa: F403
from .base import database

servers = embedded.ensure()

SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-development-and-the-demo")
DEBUG = os.environ.get("DEBUG") == "1"
DATABASES = {
    "default": database(servers["OWNER_DATABASE_URL" if os.environ.get("DB_ROLE") == "owner" else "DATABASE_URL"])
}
REDIS_URL = servers["REDIS_URL"]
CELERY_BROKER_URL = REDIS_URL
CACHES = {"default": {"BACKEND": "foundation.redis_cache.KeptRedisCache", "LOCATION": REDIS_URL}}
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or embedded.data_dir() / "files")
# Static files are served from where they lie, so that nothing has to be collected first.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
DEMO = True
ADDRESS = os.environ.get("ADDRESS") or f"http://{{host}}:{os.environ.get('PORT', '8000')}"
# Mail stays on this machine, where the mail page shows it, unless an SMTP server is named.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "foundation.mailbox.Letterbox"
# An error is shown where the portal was started.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
