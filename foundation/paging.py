"""A long list, page by page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

A_PAGE = 50


def page_of(request: HttpRequest, rows: Any, size: int = A_PAGE) -> Page:
    """Return the page of a list that the address asks for; the nearest where there is no such page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
