"""Minutes as the public reads them: the page is the record, the PDF its copy."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from boards import disclosing, issuing, sitting
from boards.models import Meeting
from foundation import access, uploads
from foundation.models import Edition, Rendering


def _meeting(request: HttpRequest, meeting_id: int) -> Meeting:
    rows = Meeting.objects.public().filter(minutes_edition__isnull=False)
    return access.fetch(request, rows.select_related("board", "minutes_edition"), access.PUBLIC, pk=meeting_id)


@login_not_required
def minutes(request: HttpRequest, meeting_id: int, number: int | None = None) -> HttpResponse:
    """Show the minutes in force, or an older edition that says so."""
    meeting = _meeting(request, meeting_id)
    editions = list(Edition.objects.filter(series=meeting.minutes_series).newest_first())
    edition = next((e for e in editions if number in (None, e.number)), None)
    if edition is None:
        raise Http404
    made = {row.kind: row for row in Rendering.objects.filter(edition=edition).select_related("file")}
    words = {
        "meeting": meeting,
        "closed": _closed(request, edition),
        "edition": edition,
        "editions": editions,
        "newest": editions[0],
        "page": made.get(issuing.PAGE),
        "pdf": made.get(issuing.PDF),
        "approve_at": None if meeting.minutes_approved_at else sitting.next_meeting(meeting),
    }
    return render(request, "boards/minutes/detail.html", words)


def _closed(request: HttpRequest, edition: Edition) -> list[dict[str, Any]]:
    """Return the minutes of private business, where the wall shows them to this person."""
    if request.access is access.NOBODY:  # type: ignore[attr-defined]
        return []
    parts = edition.parts.filter(kind=disclosing.EXEMPT, withdrawn_at__isnull=True).order_by("position")
    return [part.content for part in parts]


@login_not_required
def minutes_pdf(request: HttpRequest, meeting_id: int) -> HttpResponseBase:
    """Serve the PDF of the minutes in force; while it is made, the page says so and is the record meanwhile."""
    meeting = _meeting(request, meeting_id)
    rows = Rendering.objects.filter(edition=meeting.minutes_edition_id, kind=issuing.PDF).select_related("file")
    made = rows.first()
    if made is None or made.file is None or made.done_at is None:
        return render(request, "boards/minutes/waiting.html", {"meeting": meeting, "pdf": made}, status=404)
    return uploads.serve(made.file, inline=True, request=request)
