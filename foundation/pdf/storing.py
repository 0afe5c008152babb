"""Where renderings are kept between packs: named by their content, so that only what changed is rendered again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Protocol

REVISION = "1"  # raise when this package would make another PDF from the same HTML
RENDERER = f"WeasyPrint {version('weasyprint')}, locality boards {REVISION}"


class PartStore(Protocol):
    """Keeps finished parts by name. A lost part is rendered again, so any cache or file storage will do."""

    def get(self, key: str) -> bytes | None:
        """Return the PDF kept under `key`, or None."""

    def put(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""


@dataclass(frozen=True)
class Sheet:
    """One document to render: its HTML, what it is called, and the pictures that it names."""

    html: str
    title: str
    lang: str = "en-GB"
    files: Mapping[str, bytes] = field(default_factory=dict)
    base_url: str = ""

    @property
    def digest(self) -> str:
        """The name under which the rendering is kept: it changes with anything that could change the PDF."""
        sha = hashlib.sha256("\0".join((RENDERER, self.title, self.lang, self.base_url, self.html)).encode())
        for name in sorted(self.files):
            sha.update(f"\0{name}\0".encode() + hashlib.sha256(self.files[name]).digest())
        return sha.hexdigest()
