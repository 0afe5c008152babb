"""The answers of a list, written one a line: each keeps the key it was given once, whatever becomes of its words."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

Row = dict[str, Any]
MOST = 60  # lines of one list: longer ones nobody reads
LONGEST = 200  # letters
COUNTS = "*"  # at the end of a line: it counts towards the share that is compared from wave to wave


def read(text: str, before: list[Row], *, marks: bool = False) -> list[Row]:
    """Return the rows that lines of text say, with the keys of ``before`` where a line stayed or was reworded.

    Raises ValidationError where a line is there twice or too long, or where there are too many.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line.strip(COUNTS + " ")]
    texts = [line.rstrip(COUNTS + " ") if marks else line for line in lines]
    _check(texts)
    rows: list[Row] = []
    for key, words, line in zip(_keys(texts, before), texts, lines, strict=True):
        counts = {"counts": True} if marks and line.endswith(COUNTS) else {}
        rows.append({"key": key, "text": words, **counts})
    return rows


def written(rows: Iterable[Row]) -> str:
    """Return rows as their officer writes them."""
    return "\n".join(row["text"] + (f" {COUNTS}" if row.get("counts") else "") for row in rows)


def new_key(words: str, taken: Iterable[str], longest: int = 40) -> str:
    """Return a short name made of words, other than those that are taken."""
    used = set(taken)
    plain = slugify(words).replace("-", "_")[:longest].strip("_") or "answer"
    number = 1
    key = plain
    while key in used:
        number += 1
        key = f"{plain[: longest - len(str(number)) - 1]}_{number}"
    return key


def _keys(texts: list[str], before: list[Row]) -> list[str]:
    """Return a key for each line: its own where it stayed, that of the line whose place it took, else a new one."""
    found: dict[int, str] = {}
    matcher = SequenceMatcher(None, [row["text"] for row in before], texts, autojunk=False)
    for what, old, old_end, new, new_end in matcher.get_opcodes():
        if what == "equal" or (what == "replace" and old_end - old == new_end - new):
            found |= {new + step: before[old + step]["key"] for step in range(new_end - new)}
    # A line that moved keeps its key too.
    by_text = {row["text"]: row["key"] for row in before}
    for place, words in enumerate(texts):
        if place not in found and (key := by_text.get(words)) and key not in found.values():
            found[place] = key
    taken = {row["key"] for row in before}
    for place, words in enumerate(texts):
        if place not in found:
            found[place] = new_key(words, taken | set(found.values()))
    return [found[place] for place in range(len(texts))]


def _check(texts: list[str]) -> None:
    if len(texts) > MOST:
        raise ValidationError(f"Write {MOST} lines or fewer; there are {len(texts)}.")
    seen: set[str] = set()
    for words in texts:
        if len(words) > LONGEST:
            raise ValidationError(f"A line must be {LONGEST} characters or fewer: “{words[:60]}…”")
        if words.lower() in seen:
            raise ValidationError(f"“{words}” is there twice. Each line must be different.")
        seen.add(words.lower())
