"""A pack from its documents: rendered where they changed, laid out, told where everything lies, and joined."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from foundation.pdf.joining import JoinedPack, PageRange, Part, join, lay_out
from foundation.pdf.storing import PartStore, Sheet
from foundation.pdf.working import render_many

PLACE = re.compile(r"\[\[pages ([^\]\s]+)\]\]")
UNKNOWN = PageRange(888, 888)  # as wide as most page numbers, so that the second layout has as many pages as the first


@dataclass(frozen=True)
class Paper:
    """One document of a pack, still to be rendered (`sheet`) or ready as PDF (`pdf`, from `receiving`).

    The HTML of a sheet may say `[[pages KEY]]`, which becomes "pages 12 to 18", and may lead to a document with
    `<a href="pack:KEY">`. A paper with the key of the one before it continues it.
    """

    key: str
    title: str
    sheet: Sheet | None = None
    pdf: bytes | Path | None = None
    level: int = 1
    follows_on: bool = False

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
        )


def with_places(sheet: Sheet, ranges: Mapping[str, PageRange]) -> Sheet:
    """Return `sheet` with the pages that it names filled in; a document that is not in the pack has none."""
    return replace(sheet, html=PLACE.sub(lambda match: str(ranges.get(match[1], "")), sheet.html))


def build(
    papers: Sequence[Paper],
    target: Path,
    *,
    title: str,
    lang: str = "en-GB",
    foot: str = "",
    watermark: str = "",
    store: PartStore | None = None,
    processes: int = 2,
    progress: Callable[[int, int], None] = lambda done, total: None,
    made_at: datetime | None = None,
) -> JoinedPack:
    """Build a whole pack into the file `target` and return where each document lies.

    Raises RenderingFailed when a document cannot be rendered; an upload never fails a pack (see `receiving`).
    """
    sheets = {paper.key: paper.sheet for paper in papers if paper.sheet is not None}
    listing = {paper.key for paper in papers if paper.has_places}
    with TemporaryDirectory(prefix="pack-") as name:
        folder = Path(name)
        guess = {paper.key: UNKNOWN for paper in papers}
        first = {key: with_places(sheet, guess) if key in listing else sheet for key, sheet in sheets.items()}
        paths = render_many(first, folder, store=store, processes=processes, progress=progress)
        for _ in range(3 if listing else 0):
            ranges = lay_out([paper.part(paths) for paper in papers])
            again = {key: with_places(sheets[key], ranges) for key in listing}
            paths |= render_many(again, folder, store=store, processes=processes)
            if lay_out([paper.part(paths) for paper in papers]) == ranges:
                break
        parts = [paper.part(paths) for paper in papers]
        return join(parts, target, title=title, lang=lang, foot=foot, watermark=watermark, made_at=made_at)
