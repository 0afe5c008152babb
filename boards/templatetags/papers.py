"""How papers write themselves: numbered paragraphs with anchors on a page, with hanging numbers in print."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from foundation.inspection.kinds import kind_of_type

register = template.Library()
NUMBERED = re.compile(
    r'<div class="app-paragraph" id="([\w-]+)"><span class="app-paragraph__number">([\w.()]+)</span>(<p>)?'
)


@register.filter
def anchored(html: str) -> SafeString:
    """Return published rich text whose paragraph numbers are links to themselves, to be copied and cited.

    An edition keeps text that was cleaned when it was published.
    """
    return mark_safe(NUMBERED.sub(_anchored, html))  # noqa: S308  cleaned when it was frozen


@register.filter
def printed(html: str) -> SafeString:
    """Return published rich text as print has it: the number hangs in a column of its own."""
    return mark_safe(NUMBERED.sub(_printed, html))  # noqa: S308  cleaned when it was frozen


@register.filter
def published(html: str) -> SafeString:
    """Return published rich text as it was frozen."""
    return mark_safe(html)  # noqa: S308  cleaned when it was frozen


@register.filter
def file_kind(content_type: str) -> str:
    """Return “PDF” or “DOCX” of a file's type."""
    kind = kind_of_type(content_type or "")
    return kind.extension.upper() if kind else "File"


@register.simple_tag
def pack_pages(first: int | str | None, last: int | str | None) -> str:
    """Return “pack page 12” or “pack pages 12 to 18”, or nothing while the pack is being made."""
    if not first:
        return ""
    return f"pack page {first}" if first == last else f"pack pages {first} to {last}"


def _anchored(match: re.Match[str]) -> str:
    place, number, paragraph = match.groups()
    link = f'<a class="app-paragraph__number" href="#{place}" title="Link to paragraph {number}">{number}</a>'
    return f'<div class="app-paragraph" id="{place}">{link}{paragraph or ""}'


def _printed(match: re.Match[str]) -> str:
    place, number, paragraph = match.groups()
    line = "numbered" if paragraph else "numbered numbered--alone"  # before a table or a list
    start = f'<p class="{line}"><span class="number">{number}</span>'
    return f'<div class="para" id="{place}">{start if paragraph else start + "</p>"}'
