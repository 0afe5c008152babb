"""The numbers of the pages of a pack: 1, 2, 3 in the first; later packs keep them, and what is added has letters.

A paper that comes after page 37 has 37A, 37B and so on; one that is taken out leaves its numbers unused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Number = int | str  # 37, "37A"
Numbers = Mapping[str, Sequence[Number]]  # by the key of a paper


@dataclass(frozen=True)
class Span:
    """Where one paper lies: its pages counted from 1 through the pack."""

    key: str
    first: int
    last: int


@dataclass(frozen=True)
class Pages:
    """The first and the last page of a paper, as a reader finds them."""

    first: Number
    last: Number

    def __str__(self) -> str:
        return f"page {self.first}" if self.first == self.last else f"pages {self.first} to {self.last}"


def letters(rank: int) -> str:
    """Return the letters of a rank counted from 1: A to Z, then AA."""
    first, second = divmod(rank - 1, 26)
    return (letters(first) if first else "") + chr(65 + second)


def split(number: Number) -> tuple[int, int]:
    """Return the whole part of a number and the rank of its letters, 0 where it has none."""
    if isinstance(number, int):
        return number, 0
    whole = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rank = 0
    for letter in number[len(whole) :]:
        rank = 26 * rank + ord(letter) - 64
    return int(whole), rank


def number_pages(spans: Sequence[Span], pages: int, kept: Numbers) -> list[Number]:
    """Return the number of each page of a pack, in order; ``kept`` are those that readers know from earlier packs.

    What lies between two papers is blank.
    """
    if not kept:
        return list(range(1, pages + 1))
    run = Run(kept)
    for span in spans:
        run.blanks_until(span.first)
        run.paper(kept.get(span.key, ()), span.last - span.first + 1)
    run.blanks_until(pages + 1)
    return run.found


class Run:
    """Numbers given page by page, none of them twice."""

    def __init__(self, kept: Numbers) -> None:
        self.found: list[Number] = []
        self.given: set[Number] = set()
        self.taken = {number for numbers in kept.values() for number in numbers}
        self.ranks: dict[int, int] = {}
        for whole, rank in map(split, self.taken):
            self.ranks[whole] = max(rank, self.ranks.get(whole, 0))

    def paper(self, own: Sequence[Number], size: int) -> None:
        """Number the pages of a paper: those that it had keep their numbers, the others get letters."""
        for place in range(size):
            is_kept = place < len(own) and own[place] not in self.given
            self._give(own[place] if is_kept else self._lettered())

    def blanks_until(self, page: int) -> None:
        """Number the blank pages before a page: with the next whole number where no paper has it, else with letters."""
        while len(self.found) + 1 < page:
            after = self._whole() + 1
            self._give(self._lettered() if after in self.taken | self.given else after)

    def _give(self, number: Number) -> None:
        self.found.append(number)
        self.given.add(number)

    def _whole(self) -> int:
        return split(self.found[-1])[0] if self.found else 0

    def _lettered(self) -> Number:
        whole = self._whole()
        self.ranks[whole] = self.ranks.get(whole, 0) + 1
        return f"{whole}{letters(self.ranks[whole])}"


def kept_with(kept: Numbers, found: Mapping[str, Sequence[Number]]) -> dict[str, list[Number]]:
    """Return what later packs keep: the numbers of now, and those of papers and pages that are out at present."""
    merged = {key: list(numbers) for key, numbers in kept.items()}
    for key, numbers in found.items():
        merged[key] = [*numbers, *merged.get(key, [])[len(numbers) :]]
    return merged


def page_labels(numbers: Sequence[Number]) -> bytes:
    """Return the page labels of a PDF, so that a reader who types 37A comes there; runs of whole numbers are one."""
    entries = []
    for place, number in enumerate(numbers):
        if isinstance(number, str):
            entries.append(b"%d<</P(%b)>>" % (place, number.encode()))
        elif not place or numbers[place - 1] != number - 1:
            entries.append(b"%d<</S/D/St %d>>" % (place, number))
    return b"/PageLabels<</Nums[%b]>>" % b" ".join(entries)
