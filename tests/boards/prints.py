"""Packs of papers as they are printed, read back by the tests."""

import subprocess

from boards import tasks
from foundation.models import Rendering


def print_of(meeting, kind: str = "pack") -> Rendering:
    return Rendering.objects.select_related("file").get(edition=meeting.agenda_edition_id, kind=kind)


def build(meeting) -> None:
    tasks.build_pack(partnership_id=meeting.partnership_id, edition_id=meeting.agenda_edition_id)


def read(response) -> bytes:
    return b"".join(response.streaming_content)


def words_of(pdf: bytes) -> str:
    made = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())
