"""Pasted text, cleaned by the rules of what is saved."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from foundation import richtext


@login_not_required  # an author writes by a secret link, without an account
@require_POST
def cleaned(request: HttpRequest) -> HttpResponse:
    """Answer with the pasted HTML as it may be kept."""
    return HttpResponse(richtext.clean(request.POST.get("html", "")))
