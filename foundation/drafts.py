"""What was typed when the session ended: kept, unreadable, until its writer has signed in again.

The text lies in the cache encrypted; the key is only in the address that the writer is sent to. It is shown once, to
the person who last used this browser and to nobody else, and is gone after an hour. Source: checklist, session expiry.
"""

import base64
import hashlib
import secrets
from urllib.parse import urlencode, urlsplit

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

KEPT_SECONDS = 60 * 60
LONGEST_BYTES = 2 * 1024 * 1024
PARAMETER = "draft"
WRITER_COOKIE = "writer"
NOT_KEPT = {"csrfmiddlewaretoken", "password", "password1", "password2", "code"}


def keep(request: HttpRequest) -> str | None:
    """Keep what the request sent; return its one-use key, or None where the writer is unknown or it is too long."""
    writer = _writer(request)
    sent = request.POST.copy()
    for name in NOT_KEPT:
        sent.pop(name, None)
    text = sent.urlencode()
    if writer is None or not sent or len(text) > LONGEST_BYTES:
        return None
    key = secrets.token_urlsafe(24)
    sealed = _seal(key).encrypt(signing.dumps([writer, text]).encode())
    cache.set(_place(key), sealed, KEPT_SECONDS)
    return key


def kept(request: HttpRequest) -> QueryDict | None:
    """Return what this person had typed before signing in again, and forget it."""
    if not hasattr(request, "_kept_draft"):
        request._kept_draft = _take(request, request.GET.get(PARAMETER, ""))  # type: ignore[attr-defined]
        if request._kept_draft:  # type: ignore[attr-defined]
            messages.info(request, "What you had typed is back in the form. It has not been saved yet.")
    return request._kept_draft  # type: ignore[attr-defined]


def _take(request: HttpRequest, key: str) -> QueryDict | None:
    sealed = cache.get(_place(key)) if key and request.user.is_authenticated else None
    if sealed is None:
        return None
    cache.delete(_place(key))
    try:
        writer, text = signing.loads(_seal(key).decrypt(sealed).decode(), max_age=KEPT_SECONDS)
    except (InvalidToken, signing.BadSignature):
        return None
    return QueryDict(text) if writer == request.user.pk else None


def _place(key: str) -> str:
    return "draft:" + hashlib.sha256(key.encode()).hexdigest()


def _seal(key: str) -> Fernet:
    material = hashlib.sha256(f"{settings.SECRET_KEY}:draft:{key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(material))


def _writer(request: HttpRequest) -> int | None:
    try:
        return int(signing.loads(request.COOKIES.get(WRITER_COOKIE, ""), salt=WRITER_COOKIE))
    except (signing.BadSignature, ValueError):
        return None


class KeepDrafts(LoginRequiredMiddleware):
    """Login is required, as in Django's own middleware; a form that comes too late is kept first."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and remember in this browser who wrote here last."""
        response: HttpResponse = self.get_response(request)  # type: ignore[assignment]
        if writer := getattr(request, "_writer", None):
            _mark(response, writer)
        return response

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Let signed-in people through to pages that need it, and note who they are."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is None and getattr(view_func, "login_required", True) and _writer(request) != request.user.pk:
            request._writer = request.user.pk
        return answer

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponseRedirect:
        """Send the person to sign in and back to the form, with what was typed."""
        key = keep(request) if request.method == "POST" else None
        if key is None:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(f"{_form_page(request)}?{urlencode({PARAMETER: key})}", self.get_login_url(view_func))


def _mark(response: HttpResponse, user_pk: int) -> None:
    response.set_cookie(
        WRITER_COOKIE,
        signing.dumps(user_pk, salt=WRITER_COOKIE),
        max_age=14 * 24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _form_page(request: HttpRequest) -> str:
    """Return the page the form stood on: a form may be sent to an address that has no page of its own."""
    referer = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure()):
        return urlsplit(referer).path
    return request.path
