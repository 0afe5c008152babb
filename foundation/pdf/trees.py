"""The indexes and the metadata of a pack: number trees and name trees with one leaf a part, and the XMP packet."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from typing import Literal

from pikepdf import String

from foundation.pdf.storing import RENDERER
from foundation.pdf.writing import PackWriter

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made}</xmp:CreateDate><pdf:Producer>{producer}</pdf:Producer>{claim}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class TreeNodes:
    """A name tree or a number tree whose leaves are written as they come; keys must rise from leaf to leaf."""

    def __init__(self, writer: PackWriter, kind: Literal["Nums", "Names"]) -> None:
        self.writer, self.kind = writer, kind.encode()
        self.kids: list[int] = []

    def add(self, entries: Sequence[tuple[bytes | int, bytes]]) -> None:
        """Write one leaf with these sorted entries."""
        if not entries:
            return
        body = b" ".join(b"%b %b" % (self._key(key), value) for key, value in entries)
        limits = b"%b %b" % (self._key(entries[0][0]), self._key(entries[-1][0]))
        self.kids.append(self.writer.write(b"<</Limits[%b]/%b[%b]>>" % (limits, self.kind, body)))

    def close(self) -> int:
        """Write the root and return its number."""
        if not self.kids:
            return self.writer.write(b"<</%b[]>>" % self.kind)
        return self.writer.write(b"<</Kids[%b]>>" % b" ".join(b"%d 0 R" % kid for kid in self.kids))

    @staticmethod
    def _key(key: bytes | int) -> bytes:
        return b"%d" % key if isinstance(key, int) else String(key).unparse()


def write_metadata(writer: PackWriter, title: str, lang: str, claims_ua: bool, made_at: datetime) -> int:
    """Write the XMP packet, which claims PDF/UA-1 only when told to, and return its number."""
    packet = XMP.format(
        title=escape(title, quote=False),
        lang=escape(lang, quote=False),
        made=made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        producer=escape(RENDERER, quote=False),
        claim="<pdfuaid:part>1</pdfuaid:part>" if claims_ua else "",
    )
    return writer.write_stream(b"/Type/Metadata/Subtype/XML", packet.encode())
