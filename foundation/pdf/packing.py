"""A pack from its documents: rendered where they changed, laid out, told where everything lies, and joined."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from foundation.pdf.joining import JoinedPack, PageCounts, PageRange, Part, join, lay_out
from foundation.pdf.numbering import Number, Numbers, Pages, Span, kept_with, number_pages
from foundation.pdf.storing import PartStore, Sheet
from foundation.pdf.working import render_many

PLACE = re.compile(r"\[\[([Pp])ages ([^\]\s]+)\]\]")
OTHER = "other pack/"
UNKNOWN = PageRange(888, 888)  # as wide as most page numbers, so that the second layout has as many pages as the first


@dataclass(frozen=True)
class Paper:
    """One document of a pack, still to be rendered (`sheet`) or ready as PDF (`pdf`, from `receiving`).

    The HTML of a sheet may say `[[pages KEY]]`, which becomes "pages 12 to 18", and may lead to a document with
    `<a href="pack:KEY">` ("[[Pages KEY]]" begins a sentence). A paper with the key of the one before it continues it.
    Papers of one `slot` stand in the place of the papers of the same slot in another pack, and take as many pages;
    links to the keys in `also` lead to it.
    """

    key: str
    title: str
    sheet: Sheet | None = None
    pdf: bytes | Path | None = None
    level: int = 1
    follows_on: bool = False
    slot: str = ""
    also: tuple[str, ...] = ()

    @property
    def has_places(self) -> bool:
        """Whether the document names pages of the pack, and so waits until they are known."""
        return self.sheet is not None and bool(PLACE.search(self.sheet.html))

    def part(self, rendered: Mapping[str, Path]) -> Part:
        """Return the document as a part to join."""
        pdf = self.pdf if self.pdf is not None else rendered[self.key]
        return Part(
            key=self.key,
            title=self.title,
            pdf=pdf,
            kind="uploaded" if self.sheet is None else "rendered",
            level=self.level,
            starts_on="next page" if self.follows_on else "odd page",
            lang=self.sheet.lang if self.sheet else "",
            also=self.also,
        )


def with_places(sheet: Sheet, ranges: Mapping[str, PageRange | Pages]) -> Sheet:
    """Return `sheet` with the pages that it names filled in; a document that is not in the pack has none."""
    return replace(sheet, html=PLACE.sub(lambda match: _place(str(ranges.get(match[2], "")), match[1]), sheet.html))


def _place(words: str, first: str) -> str:
    return words.capitalize() if first == "P" else words


def build(
    papers: Sequence[Paper],
    target: Path,
    *,
    title: str,
    lang: str = "en-GB",
    foot: str = "",
    watermark: str = "",
    opposite: Sequence[Paper] = (),
    kept: Numbers | None = None,
    store: PartStore | None = None,
    processes: int = 2,
    progress: Callable[[int, int], None] = lambda done, total: None,
    made_at: datetime | None = None,
) -> JoinedPack:
    """Build a whole pack into the file `target` and return where each document lies.

    `opposite` are the papers of another pack that stand in the slots of this one: both have the same page numbers,
    and with a store each document is rendered once for the two. Raises RenderingFailed when a document cannot be
    rendered; an upload never fails a pack (see `receiving`). `kept` are the page numbers that readers know from earlier
    packs, by key: papers keep them, and what is added gets letters.
    """
    theirs = [replace(paper, key=f"{OTHER}{paper.key}") for paper in opposite]
    layout = Layout(papers, theirs, kept or {})
    with TemporaryDirectory(prefix="pack-") as name:
        render = partial(render_many, folder=Path(name), store=store, processes=processes)
        layout.fill(render, progress)
        ranges, numbers = layout.ranges(), layout.numbers()
        pack = join(
            layout.parts(), target, title=title, lang=lang, foot=foot, watermark=watermark, made_at=made_at,
            numbers=numbers,
        )  # fmt: skip
        found = {key: numbers[place.first - 1 : place.last] for key, place in ranges.items()}
        keeps = kept_with(layout.kept, found)
        return replace(pack, ranges=ranges | pack.ranges, named=layout.named(), numbers=keeps)


@dataclass(frozen=True)
class Layout:
    """The papers of a pack and those of the other pack in its slots, with the file of each that was rendered."""

    papers: Sequence[Paper]
    theirs: Sequence[Paper]
    kept: Numbers
    paths: dict[str, Path] = field(default_factory=dict)
    counts: PageCounts = field(default_factory=PageCounts)

    def fill(self, render: Callable[..., dict[str, Path]], progress: Callable[[int, int], None]) -> None:
        """Render each sheet, and those that name pages again until the pages that they name are right."""
        every = [*self.papers, *self.theirs]
        sheets = {paper.key: paper.sheet for paper in every if paper.sheet is not None}
        guess = dict.fromkeys((paper.key.removeprefix(OTHER) for paper in every), UNKNOWN)
        self.paths.update(render({key: with_places(sheet, guess) for key, sheet in sheets.items()}, progress=progress))
        listing = {paper.key for paper in self.papers if paper.has_places}
        for _ in range(3 if listing else 0):
            named = self.named()
            self.paths.update(render({key: with_places(sheets[key], named) for key in listing}))
            if self.named() == named:
                break

    def parts(self) -> list[Part]:
        """Return the papers as parts; each slot leaves out as many page numbers as its other papers need."""
        parts = [paper.part(self.paths) for paper in self.papers]
        last = {paper.slot: place for place, paper in enumerate(self.papers) if paper.slot}
        for slot, place in last.items():
            gap = self._pages(self.theirs, slot) - self._pages(self.papers, slot)
            parts[place] = replace(parts[place], gap=max(0, gap))
        return parts

    def ranges(self) -> dict[str, PageRange]:
        """Return where each paper lies, and where each of the other pack lies there, under the keys that they have."""
        ranges = lay_out(self.parts(), self.counts)
        starts = {paper.slot: ranges[paper.key].first for paper in reversed(self.papers) if paper.slot}
        for slot, start in starts.items():
            for key, place in self._apart(self.theirs, slot).items():
                moved = PageRange(place.first + start - 1, place.last + start - 1)
                ranges.setdefault(key.removeprefix(OTHER), moved)
        return ranges

    def named(self) -> dict[str, Pages]:
        """Return where each paper lies as a reader finds it."""
        numbers = self.numbers()
        return {
            key: Pages(numbers[place.first - 1], numbers[place.last - 1]) for key, place in self.ranges().items()
        }  # fmt: skip

    def numbers(self) -> list[Number]:
        """Return what the pages are called; both packs of a meeting come to the same."""
        ranges = self.ranges()
        spans = [
            Span(key, ranges[key].first, ranges[key].last)
            for key in dict.fromkeys(key for paper in self.papers for key in self._standing(paper))
        ]
        spans.sort(key=lambda span: span.first)
        return number_pages(spans, max((place.last for place in ranges.values()), default=0), self.kept)

    def _standing(self, paper: Paper) -> list[str]:
        """Return the papers by which a place is numbered: those of the pack that needs more pages there."""
        if not paper.slot:
            return [paper.key]
        sides = []
        for papers in (self.papers, self.theirs):
            keys = list(self._apart(papers, paper.slot))
            sides.append((self._pages(papers, paper.slot), [key.removeprefix(OTHER) for key in keys]))
        return max(sides)[1]

    def _pages(self, papers: Sequence[Paper], slot: str) -> int:
        return max((place.last for place in self._apart(papers, slot).values()), default=0)

    def _apart(self, papers: Sequence[Paper], slot: str) -> dict[str, PageRange]:
        return lay_out([paper.part(self.paths) for paper in papers if paper.slot == slot], self.counts)
