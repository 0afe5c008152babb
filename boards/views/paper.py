"""What the public reads of one paper: a report as a page, an appendix as the file that was handed in."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from boards import disclosing, packing, reading, rendering
from boards.models import Meeting, Referral
from foundation import access, uploads
from foundation.models import EditionPart, File, Rendering

from .meeting import ANNOUNCED


@login_not_required
@require_safe
def paper(request: HttpRequest, meeting_id: int, slug: str, number: int | None = None) -> HttpResponseBase:
    """Show a paper of a meeting, from the newest edition that has it or from the edition that is named."""
    meeting = access.fetch(request, ANNOUNCED, access.PUBLIC, pk=meeting_id)
    part = _part(meeting, slug, number)
    around = _around(meeting, part, number)
    if not number and request.user.is_authenticated:
        reading.open_paper(request.user, meeting, part.key)  # type: ignore[arg-type]
    closed = _closed(request, part)
    part = closed or part
    if part.content.get("file_id") and not part.withdrawn_at:
        return _file(request, part)
    context = {**_words(meeting, part, around["key"]), **around}
    response = render(request, "boards/paper/detail.html", context, status=410 if part.withdrawn_at else 200)
    if closed:
        add_never_cache_headers(response)
    return response


def _closed(request: HttpRequest, part: EditionPart) -> EditionPart | None:
    """Return the whole of a paper that is exempt, where the wall shows it to this person."""
    if request.access is access.NOBODY:  # type: ignore[attr-defined]
        return None
    behind = EditionPart.objects.filter(edition=part.edition_id, key=disclosing.closed_key(part.key))
    return behind.filter(withdrawn_at__isnull=True).select_related("edition").first()


def _part(meeting: Meeting, slug: str, number: int | None) -> EditionPart:
    kind, _, key = slug.partition("-")
    parts = EditionPart.objects.filter(edition__series=meeting.agenda_series, key=f"{kind}:{key}")
    parts = parts.filter(kind__in=("report", "appendix")).select_related("edition").order_by("-edition__number")
    found = parts.filter(edition__number=number).first() if number else parts.first()
    if found is None:
        raise Http404
    return found


def _file(request: HttpRequest, part: EditionPart) -> HttpResponseBase:
    # A file that was published as exempt is shown by the wall to those who may read it.
    published = File.objects.filter(Q(opened_at__isnull=False) | ~Q(exempt_root=""))
    file = access.fetch(request, published, access.PUBLIC, pk=part.content["file_id"])
    return uploads.serve(file, inline=True, request=request)


def _words(meeting: Meeting, part: EditionPart, key: str) -> dict[str, Any]:
    pack = Rendering.objects.filter(edition=meeting.agenda_edition_id, kind="pack").first()
    pages = pack.data.get("parts", {}) if pack else {}
    return {
        "meeting": meeting,
        "edition": part.edition,
        "is_older": part.edition_id != meeting.agenda_edition_id,
        "pages": pages.get(key, (None, None)) if part.edition_id == meeting.agenda_edition_id else (None, None),
        "appendices": [_appendix(row, pages) for row in part.content.get("appendices", [])],
        "withdrawn": rendering.notices(part.content),
        "route": _route(part),
        **packing.report_words(part),
    }


def _route(part: EditionPart) -> dict[str, list[Referral]]:
    """Return the referrals by which a report came, and those that it led to. Source: checklist B2."""
    kind, _, key = part.key.partition(":")
    if kind != "report":
        return {}
    came_by = part.content.get("came_by")
    rows = Referral.objects.public().filter(Q(pk=came_by) | Q(report=key)).select_related("from_board", "to_board")
    found = list(rows)
    return {
        "came_by": [row for row in found if row.pk == came_by],
        "led_to": [row for row in found if row.pk != came_by],
    }


def _appendix(row: dict[str, Any], pages: dict[str, list[int | str]]) -> dict[str, Any]:
    first, last = pages.get(row["key"], (None, None))
    return {**row, "slug": rendering.slug(row["key"]), "first": first, "last": last}


def _around(meeting: Meeting, part: EditionPart, number: int | None) -> dict[str, Any]:
    """Return where the paper stands: its agenda, its item, and the papers before and after it."""
    papers = EditionPart.objects.filter(edition=part.edition_id, kind="report", withdrawn_at__isnull=True)
    order = [{"key": key, "title": title, "slug": rendering.slug(key)} for key, title in _titles(papers)]
    place = next((place for place, row in enumerate(order) if row["key"] == part.key), None)
    home = meeting.get_absolute_url()
    agenda = f"{home}agenda/{part.edition.number}/" if number else home
    return {
        "key": part.key,
        "base": f"{agenda}papers/",
        "agenda_path": agenda,
        "newer": home if part.withdrawn_at else f"{home}papers/{rendering.slug(part.key)}/",
        "item_anchor": rendering.slug(part.content.get("item", "")),
        "previous": order[place - 1] if place else None,
        "next": order[place + 1] if place is not None and place + 1 < len(order) else None,
    }


def _titles(papers) -> list[tuple[str, str]]:
    return list(papers.order_by("position").values_list("key", "title"))
