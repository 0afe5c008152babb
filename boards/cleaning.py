"""Files that were kept before uploads were stripped: stripped as they would be today, each once, by a worker.

What no published paper names is stripped where it lies. What an edition serves is replaced as in a redaction: a new
edition serves the clean file, and what was served before is purged. What could not be cleaned is named to the clerks.
Source: standards R37.
"""

import hashlib
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from boards import attaching, publishing, redacting, retaining
from boards.disclosing import EXEMPT
from boards.models import Appendix, Board, Meeting
from boards.redacting import Change
from boards.telling import tell_clerks
from foundation import uploads, work
from foundation.models import EditionPart, File

BECAUSE = "What its pages do not show was taken out of a file, such as comments and the names of authors."

# Files of drafts, of what is exempt and of registers that officers keep to themselves are cleaned like all others.
CLEARED = ("draft:board:*", "exempt:board:*", "draft:register:*")


def ask_for_owed() -> int:
    """Hand on what waits to be cleaned in this partnership, a meeting or a file at a time, and return how many."""
    waiting = set(File.objects.uncleaned().values_list("pk", flat=True))
    named = {key: part.edition.series for part in _naming(waiting).select_related("edition") for key in _keys(part)}
    series = {name for key, name in named.items() if key in waiting}
    for one in sorted(series):
        work.later("boards.clean_published", meeting_id=int(one.partition(":")[2]))
    loose = sorted(waiting - named.keys())
    for key in loose:
        work.later("boards.clean_file", file_id=key)
    return len(series) + len(loose)


def _naming(files: Iterable[int]) -> QuerySet[EditionPart]:
    """Return what is published and names one of these files."""
    keys = list(files)
    parts = EditionPart.objects.filter(kind__in=("appendix", EXEMPT), withdrawn_at=None)
    return parts.filter(Q(content__file_id__in=keys) | Q(content__pages_file_id__in=keys))


def _keys(part: EditionPart) -> set[int]:
    return {part.content["file_id"], part.content["pages_file_id"]} - {None}


@transaction.atomic
def clean_file(file_id: int) -> None:
    """Strip a file that no published paper names, where it lies, unless a legal hold may want it as it is (R38).

    Safe to run twice; what is held is asked for again each night.
    """
    file = File.objects.uncleaned().select_for_update().filter(pk=file_id).first()
    if file is None or _naming([file_id]).exists():
        return
    kind, _, key = file.root.partition(":")
    board = Board.objects.get(pk=key) if kind == "board" else None
    if board and retaining.is_held(board):
        return
    uploads.clean(file)
    # What of a draft is left is named to whoever publishes it.
    if file.left and file.opened_at and board:
        _tell(board, [f"“{file.name}”: {left}." for left in file.left])


@transaction.atomic
def clean_published(meeting_id: int) -> None:
    """Replace the files of a meeting's published papers by clean ones, in one new edition; safe to run twice."""
    meeting = Meeting.objects.select_related("board").get(pk=meeting_id)
    try:
        with transaction.atomic():
            left = _clean(publishing.locked(meeting))
    except (ValidationError, IntegrityError) as refused:
        left = getattr(refused, "messages", [str(refused).partition("CONTEXT")[0].strip()])
    _tell(meeting.board, [f"{meeting}: {words}" for words in left])


def _clean(meeting: Meeting) -> list[str]:
    """Clean what the edition in force serves, and return in words what stays as it is."""
    retaining.refuse_if_held(meeting)
    series = EditionPart.objects.filter(edition__series=meeting.agenda_series, withdrawn_at=None)
    waiting = {file.pk: file for file in File.objects.uncleaned().filter(pk__in=_files(series))}
    changes: dict[str, Change] = {}
    old: list[File] = []
    left = []
    for part in series.filter(edition=meeting.agenda_edition_id, kind="appendix").order_by("position"):
        if _keys(part) & waiting.keys():
            gone = list(File.objects.filter(pk__in=_keys(part), purged_at=None))
            facts, words = _replace(part)
            left += [f"“{part.title}”: {each}." for each in words]
            if facts:
                changes[part.key] = _with(facts)
                old += gone
            for file in gone:
                waiting.pop(file.pk, None)
    if changes:
        redacting.issue_changed(meeting, changes, old, BECAUSE, None)
    if waiting:
        left.append(
            f"Files that an exempt paper or an older edition alone serves stay as they are: {len(waiting)}. Put a "
            "clean file in the place of an exempt one before its paper is opened."
        )
    return left


def _files(parts: Iterable[EditionPart]) -> set[int]:
    return {key for part in parts if "file_id" in part.content for key in _keys(part)}


def _with(facts: dict[str, int | None]) -> Change:
    return lambda content: {**content, **facts}


def _replace(part: EditionPart) -> tuple[dict[str, int | None], list[str]]:
    """Store the clean file of a published appendix, and return what its part says then and what is left in the file.

    The draft takes it too where it has the same file. Where nothing changes the part stays as it is.
    """
    file = File.objects.get(pk=part.content["file_id"])
    new = uploads.cleaned_copy(file)
    if new is None:
        for each in File.objects.filter(pk__in=_keys(part)):
            uploads.clean(each)
        file.refresh_from_db()
        return {}, file.left
    appendix = (
        Appendix.objects.select_for_update().order_by("pk").filter(pk=part.key.partition(":")[2], file=file).first()
    )
    pages = None
    if appendix:
        appendix.file, appendix.pages_file = new, None
        appendix.save()
        pages = attaching.make_pages(appendix.pk)
    shown = pages or new
    facts = {"file_id": new.pk, "pages_file_id": pages.pk if pages else None, "size": new.size, "pages": shown.pages}
    return facts, new.left


def _tell(board: Board, problems: list[str]) -> None:
    """Name to the clerks, once, what could not be cleaned."""
    if problems:
        digest = hashlib.sha256("\n".join(problems).encode()).hexdigest()[:16]
        told = {"problems": problems, "path": f"/manage/boards/{board.slug}/"}
        tell_clerks(board, "files_not_clean", told, about=f"board:{board.pk}", key=f"unclean:{board.pk}:{digest}")
