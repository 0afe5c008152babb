"""What differs between two texts, word by word, so that an approval shows what it approves."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from foundation import richtext
from foundation.models import Edition

from . import disclosing
from .models import MinuteEntry

WORD = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Difference:
    """One minute that is not as it was published, with the words that went and came."""

    number: str
    title: str
    html: str


def differences(entries: list[MinuteEntry], edition: Edition | None) -> list[Difference]:
    """Return which minutes differ from an edition, in order; none where there is no edition."""
    if edition is None:
        return []
    before = {key: part.content for kind, key, part in disclosing.whole(edition.parts.all()) if kind == "minute"}
    return [
        Difference(entry.number, entry.title, marked(before.get(entry.key, {}).get("text", ""), entry.text))
        for entry in entries
        if before.get(entry.key, {}).get("text", "") != entry.text
        or before.get(entry.key, {}).get("title", "") != entry.title
    ]


def marked(old: str, new: str) -> str:
    """Return both rich texts as one, with what went in `del` and what came in `ins`."""
    words = [WORD.findall(richtext.plain(text)) for text in (old, new)]
    pieces = []
    for what, a, b, c, d in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
        gone, came = escape("".join(words[0][a:b])), escape("".join(words[1][c:d]))
        if what == "equal":
            pieces.append(came)
        else:
            pieces += [f"<del>{gone}</del>" if gone else "", f"<ins>{came}</ins>" if came else ""]
    return "".join(pieces).replace("\n", "<br>")
