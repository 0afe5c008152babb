"""What the governing document of a board must say, and where it says it. Source: standards R23."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate

from boards.models import Board, BoardOffice
from boards.terming import in_force
from foundation import richtext
from foundation.templatetags.words import counted

# What each part is called, the page on which it is added, what to do there, and the words by which terms have it.
PARTS = {
    "aims": ("Aims", "board_settings", "Say what it is for in its settings", r"\baims?\b|\bpurpose"),
    "membership": ("Membership", "board_seats", "Set up its seats", r"\bmembers?(hip)?\b"),
    "powers": ("Powers", "board_delegations", "Record a delegation, or say in the terms that it recommends",
               r"\bpowers?\b|\bdelegat|\brecommends?\b|\bmay decide\b"),
    "notice": ("Notice of meetings", "board_settings", "Set the days of notice in its settings", r"\bnotice\b"),
    "quorum": ("Quorum", "board_settings", "Set the quorum in its settings", r"\bquorum\b|\bquorate\b"),
    "chairing": ("Chairing", "board_settings", "Say in its settings who takes the chair", r"\bchair"),
    "voting": ("Voting", "board_settings", "Say in its settings how it decides", r"\bvot(e|ing)|\bconsent|\bconsensus"),
    "disputes": ("Disputes", "board_terms", "Say in the terms how disputes are settled", r"\bdisputes?\b|\bdisagree"),
    "exit": ("Exit", "board_terms", "Say in the terms how a partner leaves, and how the board ends",
             r"\bexit\b|\bleaves?\b|\bleaving\b|\bwithdraw|\bdissol|\bwound up\b|\bwind(ing)? up\b|\btermination\b"),
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One thing that the document must say: what is said of it, empty where it is missing, and where to add it."""

    key: str
    words: str
    said: str
    where: str
    href: str


def governing_document(board: Board) -> Sequence[Part]:
    """Return the nine parts in order, each with what the settings, the record or the terms in force say of it."""
    settings, terms = _settings(board), _terms(board)
    return [
        Part(key, words, settings.get(key) or _found(pattern, terms), where, reverse(page, args=[board.slug]))
        for key, (words, page, where, pattern) in PARTS.items()
    ]


def missing(parts: Sequence[Part]) -> list[str]:
    """Return the names of the parts of which nothing is said."""
    return [part.words for part in parts if not part.said]


def _settings(board: Board) -> dict[str, str]:
    """Return what the board's rules and record say, in words."""
    today = localdate()
    seats, powers = board.seats.on(today).count(), board.delegations.in_force(today).count()
    chair = BoardOffice.objects.on(today).filter(board=board, kind="chair").select_related("person").first()
    open_to_all = "" if board.kind.has_members else "Anyone may come: it has no standing membership"
    return {
        "aims": Truncator(board.about).chars(200),
        "membership": counted(seats, "seat") if seats else open_to_all,
        "powers": f"{counted(powers, 'delegation')} in force" if powers else "",
        "notice": f"{board.notice_days} clear working days" if board.notice_days else "",
        "quorum": "" if board.quorum_words == "not set" else board.quorum_words,
        "chairing": board.chair_rule or (f"{chair.person} is in the chair" if chair else ""),
        "voting": board.get_decision_mode_display(),
    }


def _terms(board: Board) -> list[str]:
    """Return the terms in force line by line; nothing where there are none."""
    edition = in_force(board)
    part = edition.parts.filter(withdrawn_at__isnull=True).first() if edition else None
    return richtext.plain(part.content["html"]).split("\n") if part else []


def _found(pattern: str, lines: Sequence[str]) -> str:
    """Return the first line of the terms that has the words, so that the officer sees what was taken for the part."""
    line = next((line for line in lines if re.search(pattern, line, re.IGNORECASE)), "")
    return f"The terms say: “{Truncator(line).chars(200)}”" if line else ""
