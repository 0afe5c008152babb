"""Many documents rendered apart and at the same time, each only when its content changed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue
from threading import Timer
from typing import BinaryIO, cast

from foundation.pdf import pipes
from foundation.pdf.storing import PartStore, Sheet

LONGEST = 600  # seconds that one document may take
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

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
            self.process = subprocess.Popen(
                [sys.executable, "-m", "foundation.pdf.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": paths},
            )
        return self.process

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()  # it holds nothing: each document is complete when it is answered
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
        kept = store.get(paths[key].stem) if store is not None else None
        if kept is None:
            missing[paths[key]] = (key, sheet)
        else:
            paths[key].write_bytes(kept)
    total = len(set(paths.values()))
    progress(total - len(missing), total)
    for done, path in enumerate(_rendered(missing, processes), start=total - len(missing) + 1):
        if store is not None:
            store.put(path.stem, path.read_bytes())
        progress(done, total)
    return paths


def _rendered(missing: Mapping[Path, tuple[str, Sheet]], processes: int) -> Iterator[Path]:
    """Yield each path as its document is finished; long documents are started first, so that none ends the queue."""
    renderers = [Renderer() for _ in range(min(processes, len(missing)))]
    if not renderers:
        return
    idle: SimpleQueue[Renderer] = SimpleQueue()
    for renderer in renderers:
        idle.put(renderer)

    def work(path: Path, sheet: Sheet) -> str:
        renderer = idle.get()
        try:
            return renderer.render(sheet, path)
        finally:
            idle.put(renderer)

    pool = ThreadPoolExecutor(len(renderers))
    try:
        order = sorted(missing.items(), key=lambda entry: -len(entry[1][1].html))
        waiting = {pool.submit(work, path, sheet): path for path, (_, sheet) in order}
        for future in as_completed(waiting):
            if fault := future.result():
                raise RenderingFailed(missing[waiting[future]][0], fault)
            yield waiting[future]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for renderer in renderers:
            renderer.stop()
