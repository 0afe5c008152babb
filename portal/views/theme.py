"""The look of a partnership: its colours as a stylesheet, and its logo."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from foundation.colours import readable_on, shade, tint

A_YEAR = 365 * 24 * 60 * 60
LOGO_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}


def stylesheet(colour: str, accent: str) -> str:
    """Return the custom properties that carry a partnership's colours."""
    properties = {
        "--govuk-brand-colour": colour,
        "--govuk-template-background-colour": tint(colour, 0.05),
        "--govuk-surface-background-colour": tint(colour, 0.05),
        "--govuk-surface-border-colour": tint(colour, 0.35),
        "--app-brand-text": readable_on(colour),
        "--app-brand-dark": shade(colour, 0.8),
        "--app-brand-pale": tint(colour, 0.1),
        "--app-accent": accent,
    }
    return ":root{" + ";".join(f"{name}:{value}" for name, value in properties.items()) + "}\n"


@login_not_required
@require_GET
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def theme_css(request: HttpRequest) -> HttpResponse:
    """Answer with the partnership's colours; the address carries them, so it may be kept for a year."""
    if not request.partnership:
        raise Http404
    return HttpResponse(stylesheet(request.partnership.colour, request.partnership.accent), content_type="text/css")


@login_not_required
@require_GET
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def logo(request: HttpRequest) -> FileResponse:
    """Answer with the partnership's logo."""
    if not request.partnership or not request.partnership.logo:
        raise Http404
    suffix = request.partnership.logo.name.rpartition(".")[2].lower()
    if suffix not in LOGO_TYPES:
        raise Http404
    response = FileResponse(request.partnership.logo.open("rb"), content_type=LOGO_TYPES[suffix])
    # A drawing may carry a script; opened by itself it must stay a picture.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
