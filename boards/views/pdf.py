"""The PDF copies of a meeting's papers; while one is missing its address says so in words."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation import access, uploads
from foundation.models import Rendering

from .meeting import ANNOUNCED

NAMES = {"agenda": "agenda", "pack": "pack of papers"}


@login_not_required
@require_safe
def pdf(request: HttpRequest, meeting_id: int, kind: str) -> HttpResponseBase:
    """Send the agenda or the whole pack of the edition in force."""
    meeting = access.fetch(request, ANNOUNCED, access.PUBLIC, pk=meeting_id)
    made = Rendering.objects.filter(edition=meeting.agenda_edition_id, kind=kind).select_related("file").first()
    if meeting.agenda_edition_id and made and made.done_at and made.file:
        return uploads.serve(made.file, inline=True, request=request)
    context = {"meeting": meeting, "name": NAMES[kind], "is_published": meeting.agenda_edition_id is not None}
    return render(request, "boards/meeting/no_pdf.html", context, status=404)
