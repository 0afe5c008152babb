"""What an entry of a register may belong to: pages of any room, each room saying which of its pages these are.

A link is kept as the name of the address and the key in it, such as ["decision", 12]; a higher room registers how to
read what stands there. Only what the public reads can be linked.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

Read = Callable[[list[Any]], Mapping[Any, tuple[str, str]]]  # the words and the address, by the key


@dataclass(frozen=True)
class Noun:
    """A kind of page to link to: what it is called, which part of its address is its key, how it is read."""

    words: str
    key: str
    read: Read


@dataclass(frozen=True)
class Linked:
    """One link as a page shows it."""

    noun: str
    words: str
    address: str


_nouns: dict[str, Noun] = {}


def register(name: str, noun: Noun) -> None:
    """Let entries be linked to pages of this name ("decision")."""
    _nouns[name] = noun


def offered() -> list[str]:
    """Return what may be linked, in words."""
    return sorted(noun.words.lower() for noun in _nouns.values())


def taken(text: str) -> list[list[Any]]:
    """Return the links of a text with one address a line; raises ValidationError naming the line that leads nowhere."""
    links, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if link := _link(line.strip()):
            links.append(link)
        elif line.strip():
            problems.append(f"Line {number} is no address of a page here that can be linked: {line.strip()[:100]}")
    there = _read(links)
    problems += [f"Nothing public stands at {kind} {key}" for kind, key in links if (kind, key) not in there]
    if problems:
        raise ValidationError(problems)
    return list({tuple(link): link for link in links}.values())


def _link(line: str) -> list[Any] | None:
    try:
        match = resolve(urlsplit(line).path) if line else None
    except (Resolver404, ValueError):
        return None
    noun = _nouns.get(match.url_name or "") if match else None
    return [match.url_name, match.kwargs[noun.key]] if noun and match else None


def _read(links: Iterable[list[Any]]) -> dict[tuple[str, Any], Linked]:
    keys = defaultdict(list)
    for kind, key in links:
        keys[kind].append(key)
    return {
        (kind, key): Linked(_nouns[kind].words, *found)
        for kind, wanted in keys.items()
        if kind in _nouns
        for key, found in _nouns[kind].read(wanted).items()
    }


def shown(links: list[list[Any]]) -> list[Linked]:
    """Return the links that lead somewhere still, one query for each kind."""
    there = _read(links)
    return [there[kind, key] for kind, key in links if (kind, key) in there]


def written(links: list[list[Any]]) -> str:
    """Return the links as a form shows them: one address a line."""
    return "\n".join(link.address for link in shown(links))
