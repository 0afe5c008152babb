"""Files that people hand in: inspected, kept under random names outside the web root, served with safe headers."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO
from urllib.parse import quote

import puremagic
from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from foundation.inspection import image, office, pdf, text
from foundation.inspection.kinds import ACCEPTED, KINDS, Kind, Refused, kind_of_type
from foundation.models import File, User
from foundation.stripping import Stripped, strip
from foundation.work import current_partnership_id

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END_OF_ZIP = b"PK\x05\x06"
NAME_LENGTH = 150


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: its content as it will be stored, its kind, and what an officer should know of it."""

    name: str
    kind: Kind
    data: bytes
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    left: tuple[str, ...] = ()  # what is hidden in it still: "it has hidden sheets: Costs. Show or delete them"

    @property
    def content_type(self) -> str:
        """Return the type that was found from the content."""
        return self.kind.content_type

    @property
    def extension(self) -> str:
        """Return the extension that belongs to the type."""
        return self.kind.extension

    @property
    def size(self) -> int:
        """Return the size in bytes, as stored."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        """Return the hash of the content, as stored."""
        return hashlib.sha256(self.data).hexdigest()


def inspect(file: BinaryIO | bytes, name: str = "", kinds: Iterable[str] = KINDS) -> Inspected:
    """Find what a file is from its content and refuse what is too large, of another kind, damaged or active.

    Raises Refused, a ValidationError whose message tells the person what to do.
    """
    data = _content(file)
    name = name or getattr(file, "name", "") or "file"
    kind = _kind(data, _extension(name))
    if kind.extension not in set(kinds):
        wanted = " or ".join(KINDS[extension].words for extension in kinds)
        raise Refused(f"The file is {kind.words}. Choose {wanted}.", "kind")
    if not kind.is_named(_extension(name)):
        raise Refused(f"The file is named .{_extension(name)} but is {kind.words}. Give it its right name.", "name")
    return _checked(data, kind, tidy_name(name, kind.extension))


def store(inspected: Inspected, *, root: str, by: User | None, part_of: str = "") -> File:
    """Keep an inspected file under a random name, closed to the public, as part of a root such as "board:3".

    ``part_of`` names a part of the root, such as "report:7", whose own readers see the file too.
    """
    return File.objects.create(
        root=root,
        part_of=part_of,
        name=inspected.name,
        content_type=inspected.content_type,
        size=inspected.size,
        sha256=inspected.sha256,
        pages=inspected.pages,
        left=list(inspected.left),
        cleaned_at=timezone.now(),
        key=_kept(inspected.data),
        uploaded_by=by,
    )


def keep_made(content: Content, *, name: str, root: str) -> File:
    """Keep a file that we made ourselves, of any length, open to everybody."""
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    now, kind = timezone.now(), KINDS[_extension(name)]
    return File.objects.create(
        root=root, name=name, content_type=kind.content_type, size=content.size, sha256=digest.hexdigest(),
        cleaned_at=now, opened_at=now, key=default_storage.save(_key(), content), uploaded_by=None,
    )  # fmt: skip


def _kept(data: bytes) -> str:
    return default_storage.save(_key(), ContentFile(data))


def _key() -> str:
    return f"{current_partnership_id()}/{secrets.token_hex(2)}/{secrets.token_urlsafe(24)}"


def clean(file: File) -> None:
    """Strip a file that was stored before uploads were stripped, where it lies. Source: standards R37."""
    data, stripped = _stripped(file)
    if stripped.data != data:
        transaction.on_commit(partial(default_storage.delete, file.key))
        file.key, file.size = _kept(stripped.data), len(stripped.data)
        file.sha256 = hashlib.sha256(stripped.data).hexdigest()
    file.left, file.cleaned_at = list(stripped.left), timezone.now()
    file.save(update_fields=["key", "size", "sha256", "left", "cleaned_at"])


def cleaned_copy(file: File) -> File | None:
    """Store what a file is when it is stripped as another file; None where stripping changes nothing."""
    data, stripped = _stripped(file)
    kind = kind_of_type(file.content_type)
    if kind is None or stripped.data == data:
        return None
    new = Inspected(file.name, kind, stripped.data, pages=file.pages, left=stripped.left)
    return store(new, root=file.root, part_of=file.part_of, by=None)


def _stripped(file: File) -> tuple[bytes, Stripped]:
    data, kind = read(file), kind_of_type(file.content_type)
    return data, strip(data, kind.extension if kind else "")


def read(file: File) -> bytes:
    """Return the content of a stored file."""
    with default_storage.open(file.key) as content:
        return content.read()


def purge(file: File) -> None:
    """Delete the content of a file for good once that is committed; its row stays and says when."""
    transaction.on_commit(partial(default_storage.delete, file.key))
    file.purged_at = timezone.now()
    file.save(update_fields=["purged_at"])


def serve(file: File, *, inline: bool = False, request: HttpRequest | None = None) -> HttpResponseBase:
    """Return a stored file to someone who was found to be allowed to read it, with headers that keep it harmless.

    With the request, a reader who has an open file already is told so (304).
    """
    if file.purged_at:
        return HttpResponse("This file was withdrawn.", status=410, content_type="text/plain; charset=utf-8")
    if request and file.opened_at and (unchanged := get_conditional_response(request, etag=f'"{file.sha256}"')):
        return unchanged
    kind = kind_of_type(file.content_type)
    shown = inline and kind is not None and kind.inline
    response = FileResponse(
        default_storage.open(file.key), content_type=kind.content_type if kind else "application/octet-stream"
    )
    for header, value in _headers(file, kind, shown=shown).items():
        response[header] = value
    return response


def tidy_name(name: str, extension: str) -> str:
    """Return the last part of a file's name without characters that mislead, short, with its right extension."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C" and letter not in '<>:"|?*')
    stem = shown[: -len(_extension(shown)) - 1] if _extension(shown) else shown
    stem = " ".join(stem.split()).strip(". ")[:NAME_LENGTH].strip() or "file"
    return f"{stem}.{extension}"


class UploadField(forms.FileField):
    """A file chosen by a person; its value is an inspected file, its errors say what to do."""

    def __init__(self, *, kinds: Iterable[str] = KINDS, **kwargs: Any):
        self.kinds = tuple(kinds)
        super().__init__(**{"allow_empty_file": True, **kwargs})  # an empty file is named in our words

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """Let the browser offer files of the right kinds first."""
        names = [extension for kind in self.kinds for extension in (kind, *KINDS[kind].also)]
        return {**super().widget_attrs(widget), "accept": ",".join(f".{name}" for name in names)}

    def to_python(self, data: Any) -> Any:
        """Return what was chosen as an inspected file, or None."""
        chosen: Any = super().to_python(data)
        return inspect(chosen, chosen.name, self.kinds) if chosen else None


def _content(file: BinaryIO | bytes) -> bytes:
    limit = settings.UPLOAD_LIMIT_BYTES
    data = file if isinstance(file, bytes) else file.read(limit + 1)
    if not data:
        raise Refused("The file is empty.", "empty")
    if len(data) > limit:
        raise Refused(f"The file must be smaller than {limit // 1024**2} MB.", "too_large")
    return data


def _kind(data: bytes, extension: str) -> Kind:
    for start, name in ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg")):
        if data.startswith(start):
            return KINDS[name]
    if data.startswith(b"PK\x03\x04"):
        return office.check(data)
    if data.startswith(OLD_OFFICE):
        raise Refused(
            "The file is in an older Office format or locked with a password. Save it as .docx, .xlsx or .pptx "
            "without a password.",
            "old_office",
        )
    if text.read(data) is not None and extension in ("", "txt", "text", "md", "csv"):
        return KINDS["csv" if extension == "csv" else "txt"]
    raise Refused(f"{_what_it_is(data, extension)} Choose {ACCEPTED}.", "kind")


def _what_it_is(data: bytes, extension: str) -> str:
    try:
        words = puremagic.magic_string(data)[0].name
    except puremagic.PureError:
        words = ""
    if words:
        return f"The file seems to be of this kind: {words}."
    if named := next((kind for kind in KINDS.values() if extension and kind.is_named(extension)), None):
        return f"The file is named .{extension} but is not {named.words}, or it is damaged."
    return f"A .{extension} file cannot be uploaded." if extension else "The kind of the file cannot be recognised."


def _checked(data: bytes, kind: Kind, name: str) -> Inspected:
    if kind.extension == "pdf":
        return _checked_pdf(data, kind, name)
    if kind.extension in image.FORMATS:
        return Inspected(name, kind, image.rewrite(data, kind.extension), pages=1)
    if kind.extension in ("txt", "csv"):
        words = text.read(data) or ""
        text.check(words, table=kind.extension == "csv")
        return Inspected(name, kind, words.encode())
    stripped = strip(data, kind.extension)
    return Inspected(name, kind, stripped.data, left=stripped.left)


def _checked_pdf(data: bytes, kind: Kind, name: str) -> Inspected:
    if END_OF_ZIP in data[-70_000:] and b"PK\x03\x04" in data:
        raise Refused("The file is two kinds of file at once. Print it to a new PDF and upload that.", "polyglot")
    facts = pdf.check(data)
    warnings = []
    if not facts.tagged:
        warnings.append(
            "This PDF has no tags, so some readers cannot use it. Add the text as a report, or say why not."
        )
    if not facts.title:
        warnings.append("This PDF has no title in its properties.")
    stripped = strip(data, kind.extension)
    return Inspected(name, kind, stripped.data, pages=facts.pages, warnings=tuple(warnings), left=stripped.left)


def _extension(name: str) -> str:
    found = re.search(r"\.([A-Za-z0-9]{1,8})$", name.strip())
    return found[1].lower() if found else ""


def _headers(file: File, kind: Kind | None, *, shown: bool) -> dict[str, str]:
    plain = unicodedata.normalize("NFKD", file.name).encode("ascii", "ignore").decode()
    plain = re.sub(r'["\\;\r\n]', "", plain).strip() or "file"
    manner = "inline" if shown else "attachment"
    # A sandbox would keep Chromium's own viewer from showing a PDF; it still may load and run nothing.
    viewer = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
    is_viewed = shown and kind is not None and kind.extension == "pdf"
    return {
        "Content-Disposition": f"{manner}; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Length": str(file.size),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": viewer if is_viewed else "sandbox; default-src 'none'; frame-ancestors 'self'",
        "Cross-Origin-Resource-Policy": "same-origin",
        # What is open may be kept, but must be asked for again: a paper may be withdrawn.
        "Cache-Control": "public, no-cache" if file.opened_at else "private, no-store",
        **({"ETag": f'"{file.sha256}"'} if file.opened_at else {}),
    }
