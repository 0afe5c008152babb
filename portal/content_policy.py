"""What a page may load and where its forms may lead: its own house; no script that was not written as a file."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",  # pictures in the editor, QR codes of two-step verification
        "style-src 'self' 'unsafe-inline'",  # the editor and the charts set styles on elements
        "object-src 'none'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    ]
)


class ContentPolicy:
    """Adds the policy to every answer that does not bring its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        # Chromium follows a form's redirects with this rule too, so single sign-on is named.
        self.policy = "; ".join([POLICY, " ".join(["form-action 'self'", *settings.FORM_ADDRESSES])])

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the policy."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response
