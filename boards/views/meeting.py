"""What the public reads of a meeting: its page, and the editions of its agenda that were superseded."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import (
    add_never_cache_headers,
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
)
from django.views.decorators.http import require_POST, require_safe

from boards import keeping, reading, rendering, taking_part
from boards.models import Meeting, MeetingChange
from boards.notice import notice_clock
from boards.views.order import number
from foundation import access, pagecache, panels
from foundation.models import Edition, Rendering
from foundation.release import release

ANNOUNCED = (
    Meeting.objects.public()
    .filter(Q(board__shadow_from__isnull=False) | Q(board__live_from__isnull=False))
    .select_related("board", "venue", "agenda_edition", "minutes_edition", "postponed_to")
)
WITH_PANELS = panels.beside("boards.meeting", ANNOUNCED)  # put together once: each request of the public asks it


@login_not_required
@require_safe
def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show when and where a meeting is held, its agenda with its papers, and what came of it."""
    plain = pagecache.name(request) and not request.GET
    kept = keeping.find(request.partnership, meeting_id) if plain else None  # type: ignore[attr-defined]
    if kept and kept.html:
        return HttpResponse(kept.html, headers={"ETag": kept.etag})
    response = _meeting(request, meeting_id)
    if kept and response.status_code == 200:
        keeping.keep(kept, response.content.decode(), response["ETag"])
    return response


def _meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    meeting = access.fetch(request, WITH_PANELS, access.PUBLIC, pk=meeting_id)
    changes = list(MeetingChange.objects.filter(meeting=meeting))
    page = Rendering.objects.filter(edition=meeting.agenda_edition_id, kind=rendering.PAGE).first()
    if page is None and meeting.agenda_edition:
        page = rendering.refresh_page(meeting)
    offers = taking_part.offers(meeting) if not meeting.has_started else []
    above = [panel for panel in panels.read("boards.meeting", [meeting])[meeting.pk] if panel.found]
    etag = _etag(request, meeting, changes, page, offers, above)
    if etag and (unchanged := get_conditional_response(request, etag=etag)):
        return unchanged
    context = {"meeting": meeting, "changes": changes, "page": page, "clock": notice_clock(meeting)}
    context |= {"offers": offers, "panels": above}
    if request.access is access.NOBODY:  # type: ignore[attr-defined]
        return _kept(render(request, "boards/meeting/detail.html", context), etag)
    context |= {"unread": reading.visit(request.user, meeting), **_exempt(meeting)}  # type: ignore[arg-type]
    response = _kept(render(request, "boards/meeting/detail.html", context), etag)
    add_never_cache_headers(response)
    return response


@require_POST
def meeting_seen(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Take what changed off the person's list: they have seen it."""
    meeting = access.fetch(request, ANNOUNCED, access.PUBLIC, pk=meeting_id)
    reading.see_all(request.user, meeting, number(request.POST.get("number")))  # type: ignore[arg-type]
    return redirect(meeting)


def _exempt(meeting: Meeting) -> dict[str, Any]:
    """Return what is exempt in the edition in force, where the wall shows it to this person."""
    if meeting.agenda_edition_id is None:
        return {}
    packs = Rendering.objects.filter(edition=meeting.agenda_edition_id, kind=rendering.EXEMPT_PACK)
    closed = rendering.closed_words(meeting)
    return {"closed": closed, "closed_pack": packs.select_related("file").first() if closed else None}


@login_not_required
@require_safe
def agenda_edition(request: HttpRequest, meeting_id: int, number: int) -> HttpResponse:
    """Show an edition of an agenda as it was published; one that was superseded says so."""
    meeting = access.fetch(request, ANNOUNCED, access.PUBLIC, pk=meeting_id)
    meeting.partnership = request.partnership  # type: ignore[attr-defined]  # it is read already
    edition = meeting.agenda_edition
    if edition is None or edition.number != number:
        editions = Edition.objects.filter(series=meeting.agenda_series)
        edition = access.fetch(request, editions, access.PUBLIC, number=number)
    is_older = edition.pk != meeting.agenda_edition_id
    context = rendering.page_words(meeting, edition, is_older=is_older)
    return render(request, "boards/meeting/edition.html", {**context, "newer": meeting.get_absolute_url()})


def _etag(
    request: HttpRequest,
    meeting: Meeting,
    changes: list[MeetingChange],
    page: Rendering | None,
    offers: list[taking_part.Offer],
    above: list[panels.Shown],
) -> str:
    """Return what names this state of the page for an anonymous reader, for whom it is the same as for all others."""
    cookies = (settings.SESSION_COOKIE_NAME, "messages")
    if any(name in request.COOKIES for name in cookies):
        return ""
    facts = [getattr(meeting, field.attname) for field in Meeting._meta.concrete_fields]
    made = page.done_at if page else notice_clock(meeting)
    partnership = request.partnership.changed_at  # type: ignore[attr-defined]
    board = (meeting.board.name, meeting.board.slug, meeting.board.public_access)
    takes = [(offer.rule.kind, offer.closes_at, offer.is_open) for offer in offers]
    shown = [(panel.title, panel.found) for panel in above]
    state = (facts, board, takes, shown, str(meeting.venue), len(changes), made, partnership, release())
    return f'"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'


def _kept(response: HttpResponse, etag: str) -> HttpResponse:
    patch_vary_headers(response, ["Cookie"])
    if etag:
        response["ETag"] = etag
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, private=True)
    return response
