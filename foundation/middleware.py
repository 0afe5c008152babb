"""The way in: which partnership a request is for, in a transaction of its own, and who is asking."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.cache import get_conditional_response

from foundation.models import Partnership

from . import access, pagecache

# What can be asked where there is no partnership; all else is some partnership's own.
BARE_PATHS = ("/accounts/", "/admin/", "/accessibility/", "/privacy/", "/cookies/", "/contact/", "/healthz", "/readyz")
Handler = Callable[[HttpRequest], HttpResponse]
# Answered without a partnership and without the database.
HEALTH = ("/healthz", "/readyz")


class PublicPageCache:
    """Answers whoever is not signed in with the page that is kept ready, or that they have already."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from Redis where it can, else keep the answer for the next reader."""
        name = pagecache.name(request)
        if not name:
            return self.get_response(request)
        response, version = pagecache.find(name, request)
        if response is None:
            response = self.get_response(request)
            if not pagecache.is_public(request, response):
                return response
            pagecache.mark(response)
            if request.method == "GET":
                pagecache.keep(name, version, response)
        return get_conditional_response(request, etag=response["ETag"], response=response) or response


ENTER = """
SELECT partnership.*, set_config('app.partnership', partnership.id::text, true), set_config('app.cleared', '', true) _
FROM foundation_partnership partnership JOIN foundation_host host ON host.partnership_id = partnership.id
WHERE host.domain = %s
"""


def enter(domain: str) -> Partnership | None:
    """Find the partnership of a host and stand this transaction behind its wall, in one query."""
    # Each request asks this: in SQL it costs a third of what it costs to put together.
    return next(iter(Partnership.objects.raw(ENTER, [domain])), None)


class Tenancy:
    """Finds the partnership by host and gives the request one transaction behind its wall."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer inside the wall; whatever fails leaves nothing behind."""
        if request.path in HEALTH:
            request.partnership, request.access = None, access.NOBODY  # type: ignore[attr-defined]
            return self.get_response(request)
        domain = request.get_host().rsplit(":", 1)[0].lower()
        with transaction.atomic():
            partnership = None if domain in settings.BARE_HOSTS else enter(domain)
            if partnership is None and domain not in settings.BARE_HOSTS:
                return HttpResponseNotFound("No partnership lives at this address.")
            request.partnership = partnership  # type: ignore[attr-defined]
            request.access = access.NOBODY  # type: ignore[attr-defined]
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class SameHouse:
    """Makes a session of one partnership anonymous in another, and reads what its person may do in its own."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the person, where the session was opened here."""
        here = request.partnership.pk if request.partnership else None  # type: ignore[attr-defined]
        # A session that was never opened is not read: the public page costs no query for it.
        if request.COOKIES.get(settings.SESSION_COOKIE_NAME) and request.user.is_authenticated:
            if request.session.get("partnership") != here:
                request.user = AnonymousUser()
            elif here:
                request.access = access.load(request.user)  # type: ignore[attr-defined]
                access.clear(request.access)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Find nothing at the bare host that belongs to a partnership, nor where an address names nothing at all."""
        if "\x00" in request.path:  # no text in the database can hold one, so asking for it would fail
            raise Http404
        bare = request.partnership is None  # type: ignore[attr-defined]
        if bare and request.path != "/" and not request.path.startswith(BARE_PATHS):
            raise Http404
