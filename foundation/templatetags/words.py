"""Dates, times, money and sizes as the pages write them."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from foundation import richtext
from foundation.form_fields import clock_words

register = template.Library()


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def may_anywhere(held: Any, permission: str) -> bool:
    """Say whether the roles of whoever reads the page permit this somewhere in the partnership."""
    return bool(held) and held.may_anywhere(permission)


@register.filter
def day(value: date | datetime | None) -> str:
    """Return “Thursday 19 December 2026”."""
    return date_format(_local(value), "l j F Y") if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Return “19 December 2026”, for tables."""
    return date_format(_local(value), "j F Y") if value else ""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: “1 day”, “3 days”; ``many`` is said of several, else the noun with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


@register.filter
def in_line(value: str) -> str:
    """Return the lines of an address as one line: “1 Market Place, Whitehaven”."""
    return ", ".join(line.strip() for line in value.splitlines() if line.strip())


@register.filter
def clock(value: datetime | time | str | None) -> str:
    """Return “6:30pm”."""
    if isinstance(value, datetime):
        return clock_words(timezone.localtime(value).time() if timezone.is_aware(value) else value.time())
    return clock_words(value) if isinstance(value, time) else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Return “Thursday 19 December 2026, 6:30pm”."""
    return f"{day(value)}, {clock(value)}" if value else ""


@register.filter
def percent(share: float | None) -> str:
    """Return “52%” of a share from 0 to 1."""
    return "" if share is None else f"{share:.0%}"


@register.filter
def pounds(value: Decimal | int | str | None) -> str:
    """Return “£12,345”, or “£12,345.50” where there are pence, of an amount in pounds."""
    if value is None or value == "":
        return ""
    amount = Decimal(value).quantize(Decimal("0.01"))
    sign = "−" if amount < 0 else ""
    words = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"{sign}£{words}"


@register.filter
def pence(value: int | str | None) -> str:
    """Return “£12,345” of an amount in pence."""
    return "" if value is None or value == "" else pounds(Decimal(value) / 100)


@register.filter
def size(value: int) -> str:
    """Return the size of a file as “240 KB” or “3.1 MB”."""
    if value < 1000 * 1000:
        return f"{max(1, round(value / 1000))} KB"
    return f"{value / 1_000_000:.1f} MB"


@register.filter
def written(value: str | None) -> SafeString:
    """Show a rich text, sanitised once more on its way out."""
    return mark_safe(richtext.sanitise(value or ""))  # noqa: S308  sanitised here


@register.filter
def capital(value: str) -> str:
    """Return the words with a capital first letter and the rest as it is."""
    return value[:1].upper() + value[1:]


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int) -> str:
    """Return the address of another page of this list, with its filters."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(page: Page) -> list:
    """Return the numbers to show for a page of a list, with an ellipsis where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
