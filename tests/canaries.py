"""Words that stand in exempt fields alone, and how to find them in whatever the portal sends."""

import io
import re
import subprocess
from collections.abc import Iterator
from functools import lru_cache

from pikepdf import Pdf, Stream

from portal.demo.data import PARTNERSHIPS

WORDS = {spec["slug"]: spec["exempt"]["word"].lower() for spec in PARTNERSHIPS if "exempt" in spec}


# A sensitive interest that is withheld holds the word too, and its own holder, who is signed in, reads it there.
OWN = re.compile(r"/people/\d+/interests/|/desk/interests/")


def holds(word: str, data: bytes) -> bool:
    """Say whether an answer has the word: in its text, or in a PDF's pages, properties, bookmarks or attachments."""
    return _pdf_holds(word, data) if data.startswith(b"%PDF-") else word.encode() in data.lower()


@lru_cache  # everybody who may open a print is given the same one
def _pdf_holds(word: str, data: bytes) -> bool:
    return any(word in said.lower() for said in _of_pdf(data))


def _of_pdf(data: bytes) -> Iterator[str]:
    yield subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    with Pdf.open(io.BytesIO(data)) as pdf:
        yield str(pdf.docinfo)
        for one in pdf.objects:
            written = one.unparse(resolved=True)
            yield written.decode("latin-1")
            # Strings of bookmarks and titles may be written in two bytes a letter.
            yield written.replace(b"\\000", b"").decode("latin-1")
            if isinstance(one, Stream) and one.get("/Subtype") != "/Image":
                yield _read(one)
        for attached in pdf.attachments.values():
            yield attached.get_file().read_bytes().decode("latin-1")


def _read(stream: Stream) -> str:
    try:
        return stream.read_bytes().decode("latin-1")
    except Exception:  # a filter that only readers of pictures know
        return ""
