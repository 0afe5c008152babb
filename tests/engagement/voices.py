"""What tests of feedback and of those who asked for it start from."""

import re
from typing import Any

from django.utils import timezone

from engagement.models import Activity, Issue
from foundation.models import Message
from tests.dates import in_days


def an_activity(cast, ended: int = 10, **facts: Any) -> Activity:
    """Return a published consultation of the cast's locality that ended so many days ago."""
    usual = {
        "locality": cast.locality, "kind": "survey", "title": "Buses in the evening", "about": "A later last bus",
        "level": "consult", "owner": cast.organisations["county"], "published_at": timezone.now(),
        "contact_email": "owner@county.example", "starts_on": in_days(-ended - 30), "ends_on": in_days(-ended),
    }  # fmt: skip
    return Activity.objects.create(**{**usual, **facts})


def an_issue(cast, **facts: Any) -> Issue:
    """Return a public issue of the cast's locality."""
    usual = {"locality": cast.locality, "reference": "HV-26-0001", "title": "A dark path", "about": "It is dark"}
    return Issue.objects.create(**{**usual, "published_at": timezone.now(), **facts})


def link_in(mail: Message, place: str) -> str:
    """Return the path of the link with a secret that a mail holds."""
    found = re.search(rf"(/{place}/[\w-]+/)", mail.body_text)
    assert found, mail.body_text
    return found[1]
