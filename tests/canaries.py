"""Words that stand in exempt fields alone, and how to find them in whatever the portal sends."""

import io
import re
import subprocess
from collections.abc import Iterator

from pikepdf import Pdf, Stream

from portal.demo.data import PARTNERSHIPS

WORDS = {spec["slug"]: spec["exempt"]["word"].lower() for spec in PARTNERSHIPS if "exempt" in spec}


# A sensitive interest that is withheld holds the word too, and its own holder, who is signed in, reads it there.
OWN = re.compile(r"/people/\d+/interests/|/desk/interests/")


def holds(word: str, data: bytes) -> bool:
    """Say whether an answer has the word: in its text, or in a PDF's pages, properties, bookmarks or attachments."""
    if data.startswith(b"%PDF-"):
        return any(word in said.lower() for said in _of_pdf(data))
    return word.encode() in data.lower()


def _of_pdf(data: bytes) -> Iterator[str]:
    yield subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    with Pdf.open(io.BytesIO(data)) as pdf:
        yield str(pdf.docinfo)
        for one in pdf.objects:
            yield one.unparse(resolved=True).decode("latin-1")
            # Strings of bookmarks and titles may be written in two bytes a letter.
            yield one.unparse(resolved=True).replace(b"\\000", b"").decode("latin-1")
            if isinstance(one, Stream) and one.get("/Subtype") != "/Image":
                yield _read(one)
        for attached in pdf.attachments.values():
            yield attached.get_file().read_bytes().decode("latin-1")


def _read(stream: Stream) -> str:
    try:
        return stream.read_bytes().decode("latin-1")
    except Exception:  # a filter that only readers of pictures know
        return ""
