"""Settings that only collect static files, while an image is built and has no servers and no secrets."""

from .base import *  # noqa: F403

SECRET_KEY = "only-collects-files"  # noqa: S105
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
