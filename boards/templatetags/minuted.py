"""How minutes write themselves: paragraphs numbered under their item, decisions and actions set apart."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from boards.drafting import OUTCOMES, anchor
from boards.models import MinuteEntry
from foundation import richtext

from .papers import anchored, printed

register = template.Library()
DECIDED = "|".join(sorted(set(OUTCOMES.values()), key=len, reverse=True))
ON_PAGE = r'<div class="app-paragraph"(?= id="[^"]*"><a [^>]*>[^<]*</a><p><strong>(?:{}))'
IN_PRINT = r'<div class="para"(?= id="[^"]*"><p class="numbered"><span class="number">[^<]*</span><strong>(?:{}))'


@register.filter
def minuted(minute: dict[str, str]) -> SafeString:
    """Return the words of a minute as the page has them: 5.1, 5.2, each with an anchor to cite."""
    return mark_safe(_marked(anchored(_numbered(minute)), ON_PAGE, "app-paragraph"))  # noqa: S308  cleaned by number()


@register.filter
def minuted_entry(entry: MinuteEntry) -> SafeString:
    """Return the words of a minute that is being worked on, as the page will have them."""
    return minuted({"number": entry.number, "text": entry.text})


@register.filter
def minuted_in_print(minute: dict[str, str]) -> SafeString:
    """Return the words of a minute as print has them: the number hangs in a column of its own."""
    return mark_safe(_marked(printed(_numbered(minute)), IN_PRINT, "para"))  # noqa: S308  cleaned by number()


def _numbered(minute: dict[str, str]) -> str:
    number = minute["number"]
    if not number:
        return richtext.clean(minute["text"])
    numbered = richtext.number(minute["text"], number, anchor="minute")
    return numbered.replace(f'id="minute-{number}-', f'id="{anchor(number)}-')


def _marked(html: str, pattern: str, name: str) -> str:
    html = re.sub(pattern.format(DECIDED), f'<div class="{name} {name}--decision"', html)
    return re.sub(pattern.format("Action"), f'<div class="{name} {name}--action"', html)
