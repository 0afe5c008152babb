"""Deleting words of a published report, or pages of a PDF, as an officer does it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from boards import access as roles
from boards import redacting, withdrawing
from boards.forms.publishing import RedactionForm
from boards.models import Meeting
from foundation import access
from foundation.forms import once
from foundation.models import EditionPart

from .publishing import MEETINGS


def redaction(request: HttpRequest, meeting_id: int, slug: str) -> HttpResponse:
    """Delete words or pages of a paper for good, and publish it without them."""
    meeting = access.fetch(request, MEETINGS, roles.PUBLISH_AGENDA, pk=meeting_id)
    papers = EditionPart.objects.filter(edition=meeting.agenda_edition_id, kind__in=withdrawing.PAPERS)
    part = access.fetch(request, papers, access.PUBLIC, key=slug.replace("-", ":", 1))
    form = RedactionForm.of(request, kind=part.kind)
    if request.method == "POST" and form.is_valid():
        return once(request, form, lambda: _redacted(request, meeting, part, form))
    return _page(request, meeting, part, form)


def _redacted(request: HttpRequest, meeting: Meeting, part: EditionPart, form: RedactionForm) -> HttpResponse:
    act = redacting.redact_words if part.kind == "report" else redacting.redact_pages
    act = redacting.replace_file if form.replaces else act
    try:
        edition = act(meeting, part.key, **form.asked(), because=form.cleaned_data["because"], by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _page(request, meeting, part, form)
    messages.success(request, f"Deleted everywhere. Edition {edition.number} is published; its PDFs are made again.")
    return redirect("manage_meeting_papers", meeting.pk)


def _page(request: HttpRequest, meeting: Meeting, part: EditionPart, form: RedactionForm) -> HttpResponse:
    context = {"meeting": meeting, "part": part, "form": form}
    return render(request, "boards/publishing/redaction.html", context, status=422 if form.errors else 200)
