"""Searching what was published."""

import datetime

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from boards.models import Board
from foundation import search as finding

KINDS = {
    "item": "Agenda items",
    "report": "Reports",
    "appendix": "Appendices",
    "minute": "Minutes",
    "decision": "Decisions",
    "planned": "Forward plan",
    "terms": "Terms",
    "answer": "Written answers",
    "register": "Entries of registers",
    "activity": "Ways to take part",
    "issue": "Issues that people raised",
    "service": "Services",
    "request": "Requests to services",
    "feedback": "You said, we did",
    "strategy": "Strategies and their aims",
    "evidence": "Evidence",
    "need": "Needs",
    "needs-analysis": "Needs analyses",
    "framework": "Strategies in stages",
    "plan": "Plans of localities",
}
LONGEST = 200


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was published with these words, with filters by board, kind and date."""
    asked = request.GET
    words = asked.get("q", "").replace("\x00", "").strip()[:LONGEST]
    page = int(asked["page"]) if asked.get("page", "").isdecimal() and 0 < int(asked["page"]) <= 100 else 1
    kind = asked.get("kind", "") if asked.get("kind") in KINDS else ""
    root = f"board:{asked['board']}" if asked.get("board", "").isdecimal() else ""
    since, until = _date(asked.get("from", "")), _date(asked.get("to", ""))
    found = finding.find(words, root=root, kind=kind, since=since, until=until, page=page)
    for entry in found.entries:
        entry.marked_title, entry.snippet = _marked(entry.marked_title), _marked(entry.snippet)
    pages = Paginator(range(found.total), finding.PAGE_SIZE).get_page(page)
    context = {
        "asked": words, "found": found, "page": pages, "kind": kind, "root": root, "since": since, "until": until,
        "kinds": [(key, name, found.kinds[key]) for key, name in KINDS.items() if key in found.kinds],
        "boards": _boards(found.roots), "more_than": found.total >= finding.MOST,
    }  # fmt: skip
    return render(request, "portal/search.html", context)


def _boards(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    """Return the boards in which something was found, each with its number."""
    ids = {int(root.removeprefix("board:")): n for root, n in counts.items() if root.startswith("board:")}
    names = Board.objects.filter(pk__in=ids).values_list("pk", "name") if ids else []
    return [(str(pk), name, ids[pk]) for pk, name in names]


def _marked(text: str) -> SafeString:
    """Return the text, safe, with the found words marked."""
    safe = escape(text).replace(finding.MARK, "<mark>").replace(finding.END_MARK, "</mark>")
    return mark_safe(safe)  # noqa: S308  escaped in the line above


def _date(words: str) -> datetime.date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None
