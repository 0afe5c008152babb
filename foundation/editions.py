"""Publishing: freezes content as a numbered edition and seals each part in the partnership's register."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from foundation.models import Edition, EditionPart, EditionSeal, User

from . import audit

GENESIS = "0" * 64
AT_ONCE = 500  # entries verified together: their content fits in memory


@dataclass(frozen=True)
class Part:
    """One part to publish; a part that is not open goes behind the confidentiality wall."""

    kind: str
    key: str
    title: str
    content: dict[str, Any]
    is_open: bool = True


@transaction.atomic
def publish(
    *, series: str, root: str, title: str, parts: Sequence[Part], reason: str, note: str = "", by: User | None
) -> Edition:
    """Freeze these parts as the next edition of a series."""
    _lock_register()
    number = (Edition.objects.filter(series=series).aggregate(n=Max("number"))["n"] or 0) + 1
    now = timezone.now()
    edition = Edition.objects.create(
        series=series, number=number, root=root, title=title, reason=reason, note=note,
        published_at=now, published_by=by, published_by_name=str(by) if by else audit.CLOCK,
    )  # fmt: skip
    rows = EditionPart.objects.bulk_create(
        EditionPart(
            edition=edition, position=position, kind=part.kind, key=part.key, title=part.title[:500],
            content=part.content, root=root, opened_at=now if part.is_open else None,
        )
        for position, part in enumerate(parts, start=1)
    )  # fmt: skip
    _seal(rows)
    audit.record(by, "published", edition, name=str(edition), reason=reason)
    return edition


def _lock_register() -> None:
    """Let one publication at a time extend this partnership's chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(1, current_setting('app.partnership')::int)")


def _seal(parts: Iterable[EditionPart]) -> None:
    last = EditionSeal.objects.order_by("-number").first()
    number, previous = (last.number, last.seal) if last else (0, GENESIS)
    seals = []
    for part in parts:
        number += 1
        salt = secrets.token_hex(16)
        content_hash = hash_content(salt, part)
        seal = hash_seal(number, content_hash, previous)
        seals.append(
            EditionSeal(number=number, part=part, salt=salt, content_hash=content_hash, previous=previous, seal=seal)
        )
        previous = seal
    EditionSeal.objects.bulk_create(seals)


def hash_content(salt: str, part: EditionPart) -> str:
    """Return the salted SHA-256 of what a part says."""
    words = json.dumps([part.kind, part.key, part.title, part.content], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{salt}{words}".encode()).hexdigest()


def hash_seal(number: int, content_hash: str, previous: str) -> str:
    """Return the hash of an entry, which holds the hash of the entry before."""
    return hashlib.sha256(f"{number}:{content_hash}:{previous}".encode()).hexdigest()


def broken_seals(tell: Callable[[int], None] = lambda done: None) -> list[int]:
    """Return the numbers of the entries in this partnership's register that do not verify; empty when all is well.

    A withdrawn part has no content left to verify, but its place in the chain still does. Parts behind the
    confidentiality wall are verified by whoever is cleared for them. ``tell`` hears how many entries are done.
    """
    broken, previous, expected = [], GENESIS, 0
    while entries := list(EditionSeal.objects.filter(number__gt=expected).order_by("number")[:AT_ONCE]):
        parts = EditionPart.objects.in_bulk([seal.part_id for seal in entries])
        for seal in entries:
            expected += 1
            if not _verifies(seal, parts.get(seal.part_id), expected, previous):
                broken.append(seal.number)
            previous, expected = seal.seal, seal.number
        tell(expected)
    return broken


def _verifies(seal: EditionSeal, part: EditionPart | None, expected: int, previous: str) -> bool:
    chained = seal.previous == previous and seal.number == expected
    chained = chained and seal.seal == hash_seal(seal.number, seal.content_hash, seal.previous)
    kept = part is None or part.withdrawn_at is not None or hash_content(seal.salt, part) == seal.content_hash
    return chained and kept


@transaction.atomic
def withdraw(part: EditionPart, *, by: User | None, because: str, ground: str) -> None:
    """Purge what a part said on a ground; its entry, its hash and a notice stay, so that the chain still verifies."""
    part = EditionPart.objects.select_for_update().get(pk=part.pk)
    if part.withdrawn_at:
        return
    part.withdrawn_at, part.withdrawn_by, part.withdrawn_because = timezone.now(), by, because
    part.content, part.withdrawn_ground = {}, ground
    part.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because", "withdrawn_ground", "content"])
    # The log is open to more people than the part was.
    audit.record(by, "withdrew", part, name="" if part.opened_at else part.key, because=because, ground=ground)
