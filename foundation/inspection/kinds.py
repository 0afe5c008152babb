"""The kinds of file that are taken, and the refusal that says in plain words why one is not."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


class Refused(ValidationError):
    """A file that is not taken; its message is for the person who chose it."""

    def __init__(self, message: str, code: str):
        super().__init__(message, code=code)


@dataclass(frozen=True)
class Kind:
    """One kind of file: the extension it is stored under, its content type, its name in words, other extensions."""

    extension: str
    content_type: str
    words: str
    also: tuple[str, ...] = ()
    inline: bool = False

    def is_named(self, extension: str) -> bool:
        """Say whether a file of this kind may carry the extension."""
        return extension in ("", self.extension, *self.also)


KINDS = {
    kind.extension: kind
    for kind in (
        Kind("pdf", "application/pdf", "a PDF", inline=True),
        Kind("png", "image/png", "a PNG image", inline=True),
        Kind("jpg", "image/jpeg", "a JPEG image", ("jpeg", "jpe", "jfif"), inline=True),
        Kind("docx", f"{OPEN_XML}wordprocessingml.document", "a Word document"),
        Kind("xlsx", f"{OPEN_XML}spreadsheetml.sheet", "an Excel workbook"),
        Kind("pptx", f"{OPEN_XML}presentationml.presentation", "a PowerPoint presentation"),
        Kind("odt", f"{OPEN_DOCUMENT}text", "an OpenDocument text"),
        Kind("ods", f"{OPEN_DOCUMENT}spreadsheet", "an OpenDocument spreadsheet"),
        Kind("odp", f"{OPEN_DOCUMENT}presentation", "an OpenDocument presentation"),
        Kind("txt", "text/plain; charset=utf-8", "a text file", ("text", "md")),
        Kind("csv", "text/csv; charset=utf-8", "a CSV file"),
    )
}
ACCEPTED = "a PDF, a JPEG or PNG image, a Word, Excel, PowerPoint or OpenDocument file, or a text or CSV file"


def kind_of_type(content_type: str) -> Kind | None:
    """Return the kind that has this content type."""
    bare = content_type.split(";")[0].strip()
    return next((kind for kind in KINDS.values() if kind.content_type.split(";")[0] == bare), None)
