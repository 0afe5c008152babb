"""Publishing an agenda, once it was checked. Source: standards R0-R2; checklist B3, D20."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation import audit, editions, work
from foundation.editions import Part
from foundation.locking import lock
from foundation.models import Edition, File, Rendering, User

from . import indexing, rendering
from .checking import Obstacle, prepare
from .models import AgendaItem, Meeting, Override

CHANGED = (
    "Somebody changed the agenda or a paper while you were checking it. Read what would be published now, then publish."
)


class NotPublished(Exception):
    """Publication was refused; `obstacles` say why."""

    def __init__(self, obstacles: Sequence[Obstacle]):
        super().__init__(" ".join(obstacle.words for obstacle in obstacles))
        self.obstacles = obstacles


@transaction.atomic
def publish_agenda(
    meeting: Meeting,
    *,
    by: User | None,
    reason: str = "",
    note: str = "",
    after: int | None = None,
    left_out: Collection[int] = (),
    reasons: Mapping[str, str] | None = None,
    circumstances: Mapping[int, tuple[str, str]] | None = None,
    seen: str | None = None,
) -> Edition:
    """Publish the draft agenda as its next edition and announce the meeting.

    ``after`` is the number of the edition that the officer saw: sent twice, the second finds the first's edition.
    ``seen`` is the fingerprint of the draft that was checked: another is not published unseen.
    ``reasons`` answers what an informal board may go past; ``circumstances`` maps late items to the chair's reason
    and name. Raises NotPublished.
    """
    meeting = locked(meeting)
    current = meeting.agenda_edition
    if current and after is not None and current.number != after:
        return current
    _record_circumstances(meeting, circumstances or {})
    plan = prepare(meeting, left_out=left_out, correction=reason == Edition.Reason.CORRECTION)
    if seen is not None and seen != plan.seen:
        raise NotPublished([Obstacle("changed", CHANGED)])
    answers = {rule: words for rule, words in (reasons or {}).items() if words.strip()}
    if unanswered := [o for o in plan.obstacles if o.blocks or o.rule not in answers]:
        raise NotPublished(unanswered)
    for warning in plan.warnings:
        _override(warning, meeting, answers[warning.rule], by)
    reason = (reason or Edition.Reason.SUPPLEMENT) if current else Edition.Reason.FIRST
    return issue(meeting, plan.parts, told=plan.changes, reason=reason, note=note, by=by)


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting for one publisher at a time, with what its agenda names."""
    return lock(meeting, "board__kind", "venue", "agenda_edition", "minutes_edition")


def issue(
    meeting: Meeting, parts: Sequence[Part], *, told: Sequence[dict[str, Any]], reason: str, note: str, by: User | None
) -> Edition:
    """Freeze these parts as the next edition of a locked meeting's agenda, show it at once and ask for its PDFs."""
    front = replace(parts[0], content={**parts[0].content, "changes": list(told)})
    edition = editions.publish(
        series=meeting.agenda_series, root=meeting.board.root, title=f"Agenda, {meeting}", parts=[front, *parts[1:]],
        reason=reason, note=note, by=by,
    )  # fmt: skip
    _open_files(parts)
    _close_files(parts, meeting.board.root)
    meeting.agenda_edition = edition
    meeting.agenda_published_at = meeting.agenda_published_at or edition.published_at
    meeting.announced_at = meeting.announced_at or edition.published_at
    meeting.announced_by = meeting.announced_by or by
    meeting.save()
    rendering.refresh_page(meeting)
    ask_for_pack(meeting, has_exempt=any(not part.is_open for part in parts))
    indexing.ask(edition)
    audit.record(by, "published the agenda", meeting, edition=edition.number, reason=reason)
    return edition


def ask_for_pack(meeting: Meeting, *, has_exempt: bool) -> None:
    """Ask for the PDFs of the edition in force: they follow, whatever becomes of the broker.

    The pack with what is exempt stays behind the wall.
    """
    root, now, kept = meeting.board.root, timezone.now(), _known_numbers(meeting)
    for kind in rendering.PRINTS if has_exempt else rendering.PDFS:
        is_open = kind in rendering.PDFS
        Rendering.objects.update_or_create(
            edition=meeting.agenda_edition,
            kind=kind,
            defaults={
                "subject": rendering.subject(meeting), "root": root, "opened_at": now if is_open else None,
                "exempt_root": "" if is_open else root,
                "asked_at": now, "started_at": None, "alive_at": None, "done_at": None, "failed_at": None,
                "failure": "", "step": "", "steps_done": 0, "steps": 0,
                "data": {"kept": kept} if kept and kind != "agenda" else {},
            },
        )  # fmt: skip
    work.later("boards.build_pack", edition_id=meeting.agenda_edition_id)


def _known_numbers(meeting: Meeting) -> dict[str, list[int | str]]:
    """Return the page numbers that readers know from the last pack, by paper; a supplement keeps them."""
    packs = Rendering.objects.filter(subject=rendering.subject(meeting), kind="pack")
    last = packs.exclude(edition=meeting.agenda_edition).order_by("-edition__number").first()
    if last is None:
        return {}
    if "numbers" in last.data or "parts" not in last.data:
        return last.data.get("numbers", last.data.get("kept", {}))
    return {key: list(range(first, end + 1)) for key, (first, end) in last.data["parts"].items()}


def _open_files(parts: Sequence[Part]) -> None:
    keys = _files([part for part in parts if part.is_open])
    # Files have no history: what was opened and when is the edition's to say.
    File.objects.filter(pk__in=keys, opened_at__isnull=True).update(opened_at=timezone.now())


def _close_files(parts: Sequence[Part], root: str) -> None:
    """Let those who read what is exempt have its files."""
    File.objects.filter(pk__in=_files([part for part in parts if not part.is_open])).update(exempt_root=root)


def _files(parts: Sequence[Part]) -> list[int]:
    of_appendices = [part.content for part in parts if part.content.get("letter")]
    return [key for content in of_appendices for name in ("file_id", "pages_file_id") if (key := content[name])]


def _record_circumstances(meeting: Meeting, circumstances: Mapping[int, tuple[str, str]]) -> None:
    for item in AgendaItem.objects.filter(meeting=meeting, pk__in=circumstances):
        because, agreed_by = circumstances[item.pk]
        if because and agreed_by:
            item.late_because, item.late_agreed_by = because, agreed_by
            item.save()


def _override(warning: Obstacle, meeting: Meeting, reason: str, by: User | None) -> None:
    Override.objects.create(
        board=meeting.board, meeting=meeting, rule=warning.rule, warning=warning.words, reason=reason, by=by
    )
