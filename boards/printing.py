"""Making a PDF in steps that everybody can follow: taken up, made outside any transaction, put in its place.

The work may be asked for twice, be lost with its worker, or fail: the row of the rendering says where it stands.
"""

import contextlib
import hashlib
import logging
import secrets
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files import File as Content
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from foundation import tenancy, uploads
from foundation.models import File, Rendering
from foundation.pdf import packing
from foundation.pdf.joining import JoinedPack
from foundation.pdf.numbering import Numbers
from foundation.pdf.packing import Paper
from foundation.pdf.working import RenderingFailed

log = logging.getLogger(__name__)

CLEARED = ("draft:board:*", "exempt:board:*")
SILENT = timedelta(minutes=11)  # one document may take ten; work that is silent for longer was lost
PDF = "application/pdf"


@dataclass(frozen=True)
class Job:
    """What to print: the papers in order, what the file is called, and the foot and watermark of each page."""

    papers: Sequence[Paper]
    title: str
    foot: str
    folder: str  # of the parts that are kept, so that only what changed is rendered again
    watermark: str = ""
    opposite: Sequence[Paper] = ()  # what stands in the same places of another pack
    kept: Numbers = field(default_factory=dict)  # page numbers that readers know from earlier packs


Prepare = Callable[[Rendering, Path], Job]
Finished = Callable[[Rendering], Any]


class KeptParts:
    """Rendered parts of one meeting's papers in the storage of files."""

    def __init__(self, partnership_id: int, folder: str):
        self.folder = f"{partnership_id}/parts/{folder}"
        self.used: set[str] = set()

    def get(self, key: str) -> bytes | None:
        """Return the PDF kept under a name, or None."""
        self.used.add(f"{key}.pdf")
        try:
            with default_storage.open(f"{self.folder}/{key}.pdf") as content:
                return content.read()
        except OSError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep a PDF under a name."""
        self.used.add(f"{key}.pdf")
        path = f"{self.folder}/{key}.pdf"
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(data))

    def forget(self, *, but: Collection[str] = ()) -> None:
        """Delete the parts that no print uses any more."""
        with contextlib.suppress(FileNotFoundError):
            for name in default_storage.listdir(self.folder)[1]:
                if name not in but:
                    default_storage.delete(f"{self.folder}/{name}")


def make(partnership_id: int, rendering_id: int, prepare: Prepare, finished: Finished) -> bool:
    """Make one rendering as PDF and say whether this call did; one that is made or in other hands is left alone."""
    with tempfile.TemporaryDirectory(prefix="print-") as name:
        folder = Path(name)
        job = None
        try:
            job = _take_up(partnership_id, rendering_id, folder, prepare)
            if job is None:
                return False
            store = KeptParts(partnership_id, job.folder)
            pack = packing.build(
                job.papers, folder / "print.pdf", title=job.title, foot=job.foot, watermark=job.watermark,
                opposite=job.opposite, kept=job.kept, store=store,
                progress=lambda done, total: _tell(partnership_id, rendering_id, done, total),
            )  # fmt: skip
        except RenderingFailed as failure:
            _fail(partnership_id, rendering_id, failure_words(failure, job.papers if job else ()))
            return False
        except Exception:
            log.exception("Rendering %s could not be made", rendering_id)
            _fail(partnership_id, rendering_id, "The papers could not be put together. The fault has been logged.")
            return False
        is_kept = _finish(partnership_id, rendering_id, folder / "print.pdf", pack, job, finished)
        # What was withdrawn while it was being printed leaves nothing behind.
        store.forget(but=store.used if is_kept else ())
        return is_kept


def failure_words(failure: RenderingFailed, papers: Sequence[Paper]) -> str:
    """Return which paper could not be printed and why, for the officer."""
    # What stands in the other pack only may be exempt, and this row is open.
    title = next((paper.title for paper in papers if paper.key == failure.key), "A paper of the other pack")
    last = failure.reason.strip().splitlines()[-1] if failure.reason.strip() else "no reason was given"
    return f"“{title}” could not be printed: {last}"


def _take_up(partnership_id: int, rendering_id: int, folder: Path, prepare: Prepare) -> Job | None:
    with tenancy.tenant(partnership_id, CLEARED):
        rendering = Rendering.objects.select_for_update(skip_locked=True).filter(pk=rendering_id).first()
        now = timezone.now()
        if rendering is None or rendering.done_at or rendering.failed_at:
            return None
        if rendering.alive_at and rendering.alive_at > now - SILENT:
            return None
        rendering.started_at = rendering.alive_at = now
        rendering.step = "Reading the papers"
        rendering.save(update_fields=["started_at", "alive_at", "step"])
    with tenancy.tenant(partnership_id, CLEARED):
        return prepare(rendering, folder)


def _tell(partnership_id: int, rendering_id: int, done: int, total: int) -> None:
    """Show how far the work has come, in a transaction of its own so that the page sees it at once."""
    step = "Joining the papers and numbering their pages" if done == total else f"Setting paper {done + 1} of {total}"
    with tenancy.tenant(partnership_id, CLEARED):
        Rendering.objects.filter(pk=rendering_id).update(
            alive_at=timezone.now(), step=step, steps_done=done, steps=total + 1
        )


def _fail(partnership_id: int, rendering_id: int, words: str) -> None:
    with tenancy.tenant(partnership_id, CLEARED):
        Rendering.objects.filter(pk=rendering_id, done_at__isnull=True).update(
            failed_at=timezone.now(), failure=words, step=""
        )


def _finish(partnership_id: int, rendering_id: int, path: Path, pack: JoinedPack, job: Job, finished: Finished) -> bool:
    """Put the file in its place; one that was withdrawn or asked for again meanwhile is thrown away."""
    with tenancy.tenant(partnership_id, CLEARED):
        rendering = Rendering.objects.select_for_update(of=("self",)).filter(pk=rendering_id).first()
        if rendering is None or rendering.done_at or rendering.started_at is None:
            return False
        before = rendering.file
        rendering.file = keep(path, name=f"{job.title}.pdf", rendering=rendering, pages=pack.pages)
        rendering.data = {
            "pages": pack.pages,
            "parts": {key: [place.first, place.last] for key, place in pack.named.items()},
            "numbers": pack.numbers,
            "kept": rendering.data.get("kept", {}),
            "accessible": pack.claims_ua,
        }
        rendering.done_at, rendering.failed_at, rendering.failure = timezone.now(), None, ""
        rendering.step, rendering.steps_done = "", rendering.steps
        rendering.save()
        if before:
            uploads.purge(before)
        finished(rendering)
        return True


def keep(path: Path, *, name: str, rendering: Rendering, pages: int) -> File:
    """Store a finished PDF without reading it whole; it is as open as its rendering."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
        content.seek(0)
        key = f"{rendering.partnership_id}/{secrets.token_hex(2)}/{secrets.token_urlsafe(24)}"
        stored = default_storage.save(key, Content(content))
    return File.objects.create(
        root=rendering.root, exempt_root=rendering.exempt_root,
        name=uploads.tidy_name(name, "pdf"), content_type=PDF, size=path.stat().st_size,
        sha256=digest, key=stored, pages=pages, opened_at=rendering.opened_at, cleaned_at=timezone.now(),
    )  # fmt: skip


def ask_again(rendering: Rendering) -> None:
    """Ask for a rendering that failed once more."""
    rendering.asked_at, rendering.failed_at, rendering.failure = timezone.now(), None, ""
    rendering.started_at = rendering.alive_at = rendering.done_at = None
    rendering.step, rendering.steps_done, rendering.steps = "", 0, 0
    rendering.save()


def waiting(kinds: Collection[str]) -> Iterator[Rendering]:
    """Yield the renderings that nobody makes: the broker was down when they were asked for, or a worker was lost."""
    now = timezone.now()
    for rendering in Rendering.objects.owed().filter(kind__in=kinds, asked_at__lt=now - timedelta(seconds=30)):
        if rendering.alive_at is None or rendering.alive_at < now - SILENT:
            yield rendering
