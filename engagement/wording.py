"""The words around the questions, in the languages that a survey is offered in; what has none here is in English."""

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format

from engagement.words import english, polish, welsh
from foundation.templatetags.words import clock

AROUND = {
    "en": english.WORDS,
    "cy": english.WORDS | welsh.WORDS | dict(welsh.SAID),
    "pl": english.WORDS | polish.WORDS | dict(polish.SAID),
}
NAMES = {
    "en": "English", "cy": "Cymraeg", "pl": "Polski", "ro": "Română", "lt": "Lietuvių", "uk": "Українська",
    "pt": "Português", "bn": "বাংলা", "gu": "ગુજરાતી", "ur": "اردو", "pa": "ਪੰਜਾਬੀ", "ar": "العربية", "so": "Soomaali",
    "bg": "Български", "zh": "中文", "hu": "Magyar", "es": "Español", "tr": "Türkçe",
}  # fmt: skip


def around(code: str) -> dict[str, str]:
    """Return the words around the questions in a language, else in English."""
    return AROUND.get(code, english.WORDS)


def languages(codes: list[str]) -> list[tuple[str, str]]:
    """Return the languages that a survey is offered in, English first, each in its own name."""
    return [(code, NAMES.get(code, code)) for code in ["en", *codes]]


def spoken_codes(offered: list[str]) -> list[str]:
    """Return the languages, English first, in which somebody is addressed whose own is not known."""
    return ["en", *(code for code in offered if code in AROUND)]


def page_language(code: str) -> str:
    """Return the language that a page says it is in: the one of the words around the questions."""
    return code if code != "en" and code in AROUND else "en-GB"


def said(problem: ValidationError, say: Mapping[str, str]) -> ValidationError:
    """Return what was refused in the words of a language, in English where it has none."""
    return ValidationError([
        ValidationError(say.get(str(each.message), each.message), code=each.code, params=each.params)
        for each in problem.error_list
    ])  # fmt: skip


def day(value: datetime.date | None, code: str) -> str:
    """Return “Thursday 19 December 2026” in a language."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime.datetime) else value
    with translation.override(page_language(code).lower()):
        return date_format(local, "l j E Y")


def moment(value: datetime.datetime | None, code: str) -> str:
    """Return “Thursday 19 December 2026, 6:30pm” in a language."""
    if value is None:
        return ""
    at = clock(value) if page_language(code) == "en-GB" else f"{timezone.localtime(value):%H:%M}"
    return f"{day(value, code)}, {at}"
