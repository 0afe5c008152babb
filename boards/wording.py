"""How minutes say things: sentences, lists, times and days in words."""

from html import escape
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from boards.models import Meeting
from foundation.form_fields import clock_words


def para(text: str) -> str:
    """Return the words as a paragraph of a minute."""
    return f"<p>{broken(stop(text))}</p>"


def broken(text: str) -> str:
    """Return typed text as HTML, line by line."""
    return "<br>".join(escape(line, quote=False) for line in text.strip().splitlines())


def stop(text: str) -> str:
    """Return the words as a sentence, with its full stop."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def an(words: str) -> str:
    """Return a noun with its article."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def listed(names: list[str]) -> str:
    """Return names as a list in words."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def clock(at: Any) -> str:
    """Return a time of day in words, in the partnership's time."""
    return clock_words(timezone.localtime(at).time())


def day(on: Any) -> str:
    """Return a date in words."""
    return date_format(on, "j F Y")


def moment(meeting: Meeting) -> str:
    """Return when a meeting begins, in words."""
    return f"{date_format(meeting.date, 'l j F Y')} at {clock(meeting.starts_at)}"
