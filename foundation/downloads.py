"""Answers for other programs: tables for spreadsheets, feeds for readers."""

from django.http import HttpResponse


def table(text: str, name: str) -> HttpResponse:
    """Return CSV as a file to keep under this name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def feed(text: str) -> HttpResponse:
    """Return an Atom feed."""
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
