"""Pasted text, cleaned by the rules of what is saved."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from foundation import richtext


@require_POST
def cleaned(request: HttpRequest) -> HttpResponse:
    """Answer with the pasted HTML as it may be kept."""
    return HttpResponse(richtext.clean(request.POST.get("html", "")))
