"""Files that were handed in, served through the walls: what the transaction does not see is not there."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from foundation import access, uploads
from foundation.models import File


@login_not_required
@require_safe
def file(request: HttpRequest, file_id: int, name: str) -> HttpResponse:
    """Serve a file that was opened to everyone, or a closed one to a person cleared for its root."""
    found = access.fetch(request, File.objects, access.PUBLIC, pk=file_id)
    return uploads.serve(found, inline=True, request=request)  # type: ignore[return-value]
