"""Celery: work handed on, and the clock that starts work."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.prod")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="clock")
app.conf.beat_schedule = {
    "mail": {"task": "foundation.clock.mail", "schedule": 60.0},
    "envelopes": {"task": "foundation.clock.envelopes", "schedule": 60.0},
    "correspondents": {"task": "foundation.clock.correspondents", "schedule": crontab(minute=15)},
    "forget-mail": {"task": "foundation.clock.forget_mail", "schedule": crontab(hour=3, minute=30)},
    "registers": {"task": "portal.clock.verify_registers", "schedule": crontab(hour=2, minute=30, day_of_week="sun")},
    "unclean-files": {"task": "boards.clock.files", "schedule": crontab(hour=3, minute=10)},
    "unused-files": {"task": "portal.clock.sweep_files", "schedule": crontab(hour=3, minute=50)},
    "owed": {"task": "boards.clock.owed", "schedule": 60.0},
    "engagement-owed": {"task": "engagement.clock.owed", "schedule": 60.0},
    "plans-owed": {"task": "plans.clock.owed", "schedule": 60.0},
    "registers-of-interests": {"task": "localities.clock.morning", "schedule": crontab(hour=6, minute=10)},
    "morning": {"task": "boards.clock.morning", "schedule": crontab(hour=6, minute=0)},
    "plans-morning": {"task": "plans.clock.morning", "schedule": crontab(hour=6, minute=30)},
    "money-morning": {"task": "commissioning.clock.morning", "schedule": crontab(hour=6, minute=40)},
    "engagement-morning": {"task": "engagement.clock.morning", "schedule": crontab(hour=6, minute=20)},
    "reviews": {"task": "localities.clock.reviews", "schedule": crontab(hour=6, minute=10)},
    "owed-places": {"task": "localities.clock.owed", "schedule": 300.0},
}
