"""The roof: settings, addresses, Celery and the pages that belong to no app."""

from .celery import app as celery_app

__all__ = ["celery_app"]
