"""Pages behind a link with a secret: kept from search engines, and what opens nothing is refused in words and logged.

The server's log has each try. The act log, which the auditor reads, has one an hour of each, so that nobody fills it.
"""

import datetime
import logging
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from foundation import audit, tenancy
from foundation.links import hash_token
from foundation.models import Act

log = logging.getLogger(__name__)
HOLDER = "Who held the link"
HOUR = datetime.timedelta(hours=1)
Row = TypeVar("Row", bound=Model)


def private(response: HttpResponse) -> HttpResponse:
    """Let no search engine keep a page with a secret in its address; SECURE_REFERRER_POLICY keeps it from other sites.

    No stricter policy will do: without a referrer a browser calls the origin of the form null, and it is refused.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def row_of(token: str, rows: QuerySet[Row]) -> Row | None:
    """Return the row that a secret opens, with its holder's rows in view from now on; None where it opens nothing."""
    hashed = hash_token(token)
    tenancy.clear(f"token:{hashed}")
    return rows.filter(token_hash=hashed).first()


def unknown(
    request: HttpRequest, token: str, what: str, page: str = "foundation/secret_link/unknown.html", **context: Any
) -> HttpResponse:
    """Refuse a secret that opens nothing here: made up, replaced by a newer one, or of another partnership."""
    log.warning("A link of %s that leads nowhere was opened: %s…", what, hash_token(token)[:12])
    _record(f"tried a link of {what} that leads nowhere at", request.partnership)  # type: ignore[attr-defined]
    return private(render(request, page, context, status=404))


def ended(
    request: HttpRequest, target: Any, what: str, page: str = "foundation/secret_link/ended.html", **context: Any
) -> HttpResponse:
    """Refuse a link whose time has passed, that was used or taken back; the log has no word of what it led to."""
    log.warning("A link of %s that has ended was opened: %s", what, target.pk)
    name = f"{target._meta.verbose_name} {target.pk}".capitalize()
    _record("tried a link that has ended, of", target, name=name)
    return private(render(request, page, context, status=410))


def _record(verb: str, target: Model, **facts: Any) -> None:
    since = timezone.now() - HOUR
    tried = Act.objects.filter(target_kind=target._meta.label_lower, target_id=target.pk, verb=verb, at__gt=since)
    if not tried.exists():
        audit.record(None, verb, target, by_name=HOLDER, **facts)
