"""A PDF written from front to back: each part is copied and let go, so memory follows the largest part alone."""

import re
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import BinaryIO

from pikepdf import Dictionary, Pdf, Stream
from pikepdf import Object as PdfObject

BATCH = 100  # objects in one compressed object stream
EFFORT = 3  # of compression, up to 9: little is gained beyond, and somebody waits for the pack
TOKEN = re.compile(
    rb"\((?:[^\\()]|\\.)*\)"  # a string, which may hold anything that looks like the rest
    rb"|<[0-9a-fA-F]+>"
    rb"|/StructParents? (\d+)"
    rb"|(\d+) \d+ R\b",
    re.DOTALL,
)


class PackWriter:
    """Writes numbered objects as they come, small ones in compressed batches, and the index of them at the end."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.places = array("Q", [0])  # by object number: offset * 2, or (batch number * BATCH + rank) * 2 + 1
        self.batch: list[tuple[int, bytes]] = []
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """Return the number of an object that is written later."""
        self.places.append(0)
        return len(self.places) - 1

    def write(self, body: bytes, number: int = 0) -> int:
        """Write an object that is not a stream, and return its number."""
        number = number or self.reserve()
        self.batch.append((number, body))
        if len(self.batch) == BATCH:
            self.flush()
        return number

    def write_stream(self, entries: bytes, data: bytes, number: int = 0) -> int:
        """Write a stream with the entries of its dictionary (its length apart), and return its number."""
        number = number or self.reserve()
        self.places[number] = self.out.tell() * 2
        self.out.write(b"%d 0 obj\n<<%b/Length %d>>\nstream\n" % (number, entries, len(data)))
        self.out.write(data)
        self.out.write(b"\nendstream\nendobj\n")
        return number

    def flush(self) -> None:
        """Write the waiting small objects as one compressed object stream."""
        if not self.batch:
            return
        number = self.reserve()
        index, offset = [], 0
        for rank, (member, body) in enumerate(self.batch):
            self.places[member] = (number * BATCH + rank) * 2 + 1
            index.append(b"%d %d " % (member, offset))
            offset += len(body) + 1
        head = b"".join(index)
        data = zlib.compress(head + b"\n".join(body for _, body in self.batch), EFFORT)
        entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(self.batch), len(head))
        self.batch.clear()
        self.write_stream(entries, data, number)

    def close(self, trailer: bytes) -> None:
        """Write the index of all objects, with `trailer` (the entries /Root, /Info and /ID) in it."""
        self.flush()
        number = self.reserve()
        start = self.out.tell()
        self.places[number] = start * 2
        rows = bytearray(b"\0\0\0\0\0\0\0\0")
        for place in self.places[1:]:
            rows += self._row(place)
        data = zlib.compress(bytes(rows), EFFORT)
        entries = b"/Type/XRef/W[1 6 1]/Size %d/Filter/FlateDecode%b" % (len(self.places), trailer)
        self.write_stream(entries, data, number)
        self.out.write(b"startxref\n%d\n%%%%EOF\n" % start)

    @staticmethod
    def _row(place: int) -> bytes:
        if not place:
            return b"\0\0\0\0\0\0\0\0"
        if place % 2:
            batch, rank = divmod(place // 2, BATCH)
            return b"\2" + batch.to_bytes(6, "big") + bytes([rank])
        return b"\1" + (place // 2).to_bytes(6, "big") + b"\0"


class PartCopy:
    """Copies the objects of one part that are reached, under new numbers, and no others.

    `known` maps object numbers of the part to numbers that are already written or reserved. `parents` maps the keys
    of the part's parent tree to keys of the pack's; a key that the part does not index is dropped. `change` may
    alter a dictionary before it is copied.
    """

    def __init__(
        self,
        writer: PackWriter,
        pdf: Pdf,
        *,
        known: Mapping[int, int],
        parents: Mapping[int, int],
        change: Callable[[PdfObject, int, bytes], bytes],
    ) -> None:
        self.writer, self.pdf, self.parents, self.change = writer, pdf, parents, change
        self.numbers = dict(known)
        self.waiting: list[int] = []

    def number_of(self, reached: int) -> int:
        """Return the new number of object `reached`, and see to it that the object is copied."""
        number = self.numbers.get(reached)
        if number is None:
            number = self.numbers[reached] = self.writer.reserve()
            self.waiting.append(reached)
        return number

    def copy(self, roots: Iterable[PdfObject]) -> list[int]:
        """Copy `roots` and all that they reach, and return the new numbers of the roots."""
        numbers = [self.number_of(root.objgen[0]) for root in roots]
        while self.waiting:
            reached = self.waiting.pop()
            self._copy_one(self.pdf.get_object(reached, 0), self.numbers[reached])
        return numbers

    def renumber(self, body: bytes) -> bytes:
        """Return `body` with every reference and every key of the parent tree as they are in the pack."""
        return TOKEN.sub(self._token, body)

    def _token(self, match: re.Match[bytes]) -> bytes:
        if reached := match[2]:
            return b"%d 0 R" % self.number_of(int(reached))
        if match[1]:
            key = self.parents.get(int(match[1]))
            return b"" if key is None else b"%b %d" % (match[0].split(b" ")[0], key)
        return match[0]

    def _copy_one(self, item: PdfObject, number: int) -> None:
        if isinstance(item, Stream):
            entries = Dictionary(item.stream_dict)
            for key in ("/Length", "/Metadata", "/PieceInfo", "/LastModified"):
                if key in entries:
                    del entries[key]
            body = self.renumber(entries.unparse(resolved=True))
            self.writer.write_stream(body.strip()[2:-2], item.read_raw_bytes(), number)
            return
        body = item.unparse(resolved=True)
        self.writer.write(self.renumber(self.change(item, number, body)), number)
