"""Many documents rendered apart and at the same time, each only when its content changed."""

import atexit
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Timer
from typing import BinaryIO, cast

from foundation.pdf import pipes
from foundation.pdf.storing import PartStore, Sheet

LONGEST = 600  # seconds that one document may take
LINGER = 60  # seconds that a renderer waits for more work: a clerk who mends a paper builds the pack again
RETIRES = 200  # documents after which a renderer starts afresh, since font libraries never give all memory back
ROOT = Path(__file__).resolve().parents[2]


class RenderingFailed(Exception):
    """One document could not be rendered: which, and why, in the words of the renderer."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason.strip().splitlines()[-1]}")
        self.key, self.reason = key, reason


class Renderer:
    """A rendering process, started when first needed and again when it was lost."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.made = 0

    def _started(self) -> subprocess.Popen[bytes]:
        self.made += 1
        if self.made % RETIRES == 0:
            self.stop()
        if self.process is None or self.process.poll() is not None:
            paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
            self.process = subprocess.Popen(
                [sys.executable, "-m", "foundation.pdf.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": paths},
            )
        return self.process

    def stop(self) -> None:
        """End the process; it holds nothing, since each document is complete when it is answered."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def render(self, sheet: Sheet, target: Path) -> str:
        """Render `sheet` to the file `target`; return nothing, or what went wrong."""
        process = self._started()
        clock = Timer(LONGEST, process.kill)
        clock.start()
        try:
            pipes.send(cast(BinaryIO, process.stdin), (sheet, str(target)))
            fault = pipes.read(cast(BinaryIO, process.stdout))
        except BrokenPipeError:
            fault = None
        finally:
            clock.cancel()
        if fault is None:
            self.stop()
            return "The renderer stopped before the document was finished."
        return str(fault)


class Workshop:
    """The renderers of this process: lent out, and kept for a while after. A fork starts with none of them."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.idle: list[Renderer] = []
        self.owner = os.getpid()
        self.clock: Timer | None = None

    @contextmanager
    def renderer(self) -> Iterator[Renderer]:
        """Lend a renderer."""
        with self.lock:
            if self.owner != os.getpid():
                self.idle, self.owner, self.clock = [], os.getpid(), None
            renderer = self.idle.pop() if self.idle else Renderer()
        try:
            yield renderer
        finally:
            with self.lock:
                self.idle.append(renderer)
                if self.clock is not None:
                    self.clock.cancel()
                self.clock = Timer(LINGER, self.close)
                self.clock.daemon = True
                self.clock.start()

    def close(self) -> None:
        """End the renderers that nobody is using."""
        with self.lock:
            if self.owner != os.getpid():
                return
            while self.idle:
                self.idle.pop().stop()
            if self.clock is not None:
                self.clock.cancel()


WORKSHOP = Workshop()
atexit.register(WORKSHOP.close)


def render_apart(sheet: Sheet) -> bytes:
    """Return `sheet` rendered in a process of its own; raises RenderingFailed."""
    with TemporaryDirectory(prefix="sheet-") as folder, WORKSHOP.renderer() as renderer:
        target = Path(folder) / "sheet.pdf"
        if fault := renderer.render(sheet, target):
            raise RenderingFailed(sheet.title, fault)
        return target.read_bytes()


def render_many(
    sheets: Mapping[str, Sheet],
    folder: Path,
    *,
    store: PartStore | None = None,
    processes: int = 2,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Path]:
    """Render `sheets` into files in `folder` and return them by key; what `store` holds is not rendered again.

    `progress` is told how many of how many are there, in the caller's thread. Raises RenderingFailed for the first
    document that could not be rendered; those already made are kept in the store.
    """
    paths = {key: folder / f"{sheet.digest}.pdf" for key, sheet in sheets.items()}
    missing = {}
    for key, sheet in sheets.items():
        path = paths[key]
        if path.exists():
            continue
        kept = store.get(path.stem) if store is not None else None
        if kept is None:
            missing[path] = (key, sheet)
        else:
            path.write_bytes(kept)
    total = len(set(paths.values()))
    progress(total - len(missing), total)
    for done, path in enumerate(_rendered(missing, processes), start=total - len(missing) + 1):
        if store is not None:
            store.put(path.stem, path.read_bytes())
        progress(done, total)
    return paths


def _rendered(missing: Mapping[Path, tuple[str, Sheet]], processes: int) -> Iterator[Path]:
    """Yield each path as its document is finished; long documents are started first, so that none ends the queue."""
    if not missing:
        return

    def work(path: Path, sheet: Sheet) -> str:
        with WORKSHOP.renderer() as renderer:
            return renderer.render(sheet, path)

    pool = ThreadPoolExecutor(min(processes, len(missing)))
    try:
        order = sorted(missing.items(), key=lambda entry: -len(entry[1][1].html))
        waiting = {pool.submit(work, path, sheet): path for path, (_, sheet) in order}
        for future in as_completed(waiting):
            if fault := future.result():
                raise RenderingFailed(missing[waiting[future]][0], fault)
            yield waiting[future]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
