"""A process that renders and does nothing else: `python -m foundation.pdf.worker`, fed through its standard input.

A process of its own, because a Celery worker may not have children of the multiprocessing kind, because memory that
a large report took goes back to the machine, and because a crash in a font library then costs one report only.
"""

import gc
import os
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from foundation.pdf import pipes
from foundation.pdf.rendering import render_sheet


def serve(source: BinaryIO, target: BinaryIO) -> None:
    """Render each sheet that comes to the file that it names, and answer with nothing, or with what went wrong."""
    while (message := pipes.read(source)) is not None:
        sheet, path = message
        fault = ""
        try:
            Path(path).write_bytes(render_sheet(sheet))
        except Exception:
            fault = traceback.format_exc(limit=-3)
        pipes.send(target, fault)
        del message, sheet
        gc.collect()  # what the last document left behind was kept from the collector while it was rendered


def main() -> None:
    """Serve on the pipe that standard output was, and let stray prints go to the log."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
