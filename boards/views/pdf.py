"""The PDF copies of a meeting's papers; while one is missing its address says so in words."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from boards import rendering
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


@never_cache
@require_safe
def exempt_pack(request: HttpRequest, meeting_id: int) -> HttpResponseBase:
    """Send the pack with what is exempt to those who are entitled: the wall shows its row to nobody else."""
    meeting = access.fetch(request, ANNOUNCED, access.PUBLIC, pk=meeting_id)
    packs = Rendering.objects.filter(edition=meeting.agenda_edition_id, kind=rendering.EXEMPT_PACK)
    made = access.fetch(request, packs.select_related("file"), access.OWN)
    if made.done_at and made.file:
        return uploads.serve(made.file, inline=True, request=request)
    context = {"meeting": meeting, "name": "pack of papers", "is_published": True}
    return render(request, "boards/meeting/no_pdf.html", context, status=404)
