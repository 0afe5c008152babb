"""The public page of a meeting, made from the edition in force and kept ready, so that a reader waits for one row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from foundation import pagecache
from foundation.editions import Part
from foundation.models import Edition, EditionPart, Rendering
from foundation.templatetags.words import counted
from foundation.wholepages import WHOLE

from . import disclosing
from .models import Action, Decision, Exemption, ForwardEntry, Meeting
from .notice import notice_clock

EXEMPT_PACK = "exempt-pack"  # the pack with what is exempt, for those who are entitled
PDFS = ("agenda", "pack")
PRINTS = (*PDFS, EXEMPT_PACK)
PAGE = "html"
DRAFT_PACK = "draft-pack"
Words = dict[str, Any]
AnyPart = Part | EditionPart


def subject(meeting: Meeting) -> str:
    """Return the name of a meeting in the list of renderings."""
    return f"meeting:{meeting.pk}"


def slug(key: str) -> str:
    """Return a part's key as an address has it: report-7."""
    return key.replace(":", "-")


def refresh_page(meeting: Meeting) -> Rendering | None:
    """Make the public page of a meeting again, from its agenda, and what was published of its outcome.

    Called by whatever publishes something that the page shows: the agenda, its pack, the minutes, a decision.
    """
    edition = meeting.agenda_edition
    if edition is None:
        return None
    words = page_words(meeting, edition)
    Rendering.objects.filter(subject=subject(meeting), kind__in=(PAGE, WHOLE)).exclude(edition=edition).delete()
    page, _ = Rendering.objects.update_or_create(
        edition=edition,
        kind=PAGE,
        defaults={
            "subject": subject(meeting),
            "root": edition.root,
            "opened_at": edition.published_at,
            "asked_at": timezone.now(),
            "done_at": timezone.now(),
            "html": render_to_string("boards/meeting/_agenda.html", words),
            "data": {
                "aside": render_to_string("boards/meeting/_contents.html", words),
                "status": status_words(meeting),
            },
        },
    )
    place = {"subject": page.subject, "root": page.root, "opened_at": page.opened_at, "asked_at": page.asked_at}
    Rendering.objects.update_or_create(
        edition=edition, kind=WHOLE, defaults={**place, "done_at": page.done_at, "html": "", "data": {}}
    )
    pagecache.changed()
    return page


def status_words(meeting: Meeting) -> str:
    """Return when the agenda came out and what notice that gave, as a sentence. Source: standards R1."""
    clock = notice_clock(meeting)
    days = f"{counted(clock.given, 'clear working day')} before the meeting"
    asked = f"; the rule is {clock.clear_days}" if clock.is_late else ""
    return f"Agenda published {date_format(clock.published_on, 'j F Y')}, {days}{asked}."


def page_words(meeting: Meeting, edition: Edition, *, is_older: bool = False) -> Words:
    """Return what the page of an edition says: its items with their papers, the editions, the downloads."""
    # Whoever publishes may be cleared for more than the public reads.
    parts = disclosing.opened(edition.parts.all())
    pdfs = {row.kind: row for row in edition.renderings.filter(kind__in=PDFS).select_related("file")}
    pages = pdfs["pack"].data.get("parts", {}) if "pack" in pdfs else {}
    fronts = editions_of(meeting, {} if is_older else pages)
    page = f"/meetings/{meeting.pk}/" + (f"agenda/{edition.number}/" if is_older else "")
    return {
        "meeting": meeting,
        "edition": edition,
        "words": meeting.partnership.vocabulary,
        "base": f"{page}papers/",
        "front": front_words(parts[0].content),
        "items": item_words(parts, pages, {} if is_older else outcomes(meeting), key_decisions(parts)),
        "pdfs": pdfs,
        "editions": fronts,
        "is_older": is_older,
        "is_changed": len(fronts) > 1,
    }


def front_words(content: Words) -> Words:
    """Return the facts of the meeting as a template writes them."""
    times = {name: datetime.fromisoformat(content[name]) for name in ("starts_at", "ends_at")}
    return {**content, **times}


def editions_of(meeting: Meeting, pages: dict[str, list[int | str]] | None = None) -> list[Words]:
    """Return the editions of an agenda, newest first, each with what it changed and where that is in the pack."""
    fronts = EditionPart.objects.filter(edition__series=meeting.agenda_series, kind="front").select_related("edition")
    newest_first = fronts.order_by("-edition__number")
    return [{"edition": front.edition, "changes": _changed(front, pages or {})} for front in newest_first]


def _changed(front: EditionPart, pages: dict[str, list[int | str]]) -> list[Words]:
    told = [{**row, "pages": pages.get(row["key"])} for row in front.content.get("changes", [])]
    return [] if front.edition.reason == Edition.Reason.FIRST else told


def item_words(
    parts: Iterable[AnyPart], pages: dict[str, list[int | str]], found: dict[str, Words],
    planned: Mapping[str, ForwardEntry],
) -> list[Words]:  # fmt: skip
    """Return the items of an edition with their papers, where these lie in the pack, and what became of them.

    ``planned`` says which are key decisions.
    """
    items: dict[str, Words] = {}
    for part in parts:
        if part.kind == "item":
            items[part.key] = {**_item(part, found), "planned": planned.get(part.key)}
        elif part.kind == "report" and (owner := items.get(part.content.get("item", _last(items)))):
            owner["papers"].append(_paper(part, pages))
        elif part.kind == "appendix" and items:
            items[_last(items)]["papers"].append(_paper(part, pages))
    return list(items.values())


def _last(items: dict[str, Words]) -> str:
    return next(reversed(items), "")


def _item(part: AnyPart, found: dict[str, Words]) -> Words:
    content = part.content
    asked = [row["key"] for row in content.get("recommendations", [])]
    return {
        **content,
        "key": part.key,
        "anchor": slug(part.key),
        "papers": [],
        "asked": asked,
        "outcome": found.get(part.key),
        "withdrawn": notices(content),
        "about_on": _moment(content.get("about_meeting")),
    }


def notices(content: Words) -> list[Words]:
    """Return the notices that stand where papers were withdrawn."""
    return [{**row, "at": datetime.fromisoformat(row["at"])} for row in content.get("withdrawn", [])]


def _moment(about: Words | None) -> datetime | None:
    return datetime.fromisoformat(about["starts_at"]) if about else None


def _paper(part: AnyPart, pages: dict[str, list[int | str]]) -> Words:
    first, last = pages.get(part.key, (None, None))
    return {
        **{name: part.content.get(name) for name in ("name", "size", "content_type", "letter", "exempt")},
        "recommendations": part.content.get("recommendations", []),
        "key": part.key,
        "kind": part.kind,
        "title": part.title,
        "slug": slug(part.key),
        "first": first,
        "last": last,
        "withdrawn_at": getattr(part, "withdrawn_at", None),  # a draft has none
        "withdrawn_because": getattr(part, "withdrawn_because", ""),
    }


def key_decisions(parts: Iterable[AnyPart]) -> dict[str, ForwardEntry]:
    """Return the entry of the forward plan of each item that is a key decision, in one query. Source: R6.

    An item whose title the public does not read is none: the entry would say what it is about (R3).
    """
    items = {part.key: part for part in parts if part.kind == "item"}
    rows = ForwardEntry.objects.public().standing().filter(is_key=True, item__in=[_id(key) for key in items])
    found = {f"item:{row.item_id}": row for row in rows}
    exempt = {key for key in found if "exempt" in items[key].content}
    if exempt:  # the wall shows the marks to officers alone: unseen, the title counts as kept
        marks = Exemption.objects.standing().filter(key__in=exempt, public_title="")
        exempt -= set(marks.values_list("key", flat=True))
    return {key: row for key, row in found.items() if key not in exempt}


def _id(key: str) -> int:
    return int(key.partition(":")[2])


def closed_words(meeting: Meeting) -> list[Words]:
    """Return what is exempt in the agenda in force, for those whom the wall shows it to, each with where it is read."""
    parts = EditionPart.objects.filter(edition=meeting.agenda_edition_id, kind=disclosing.EXEMPT)
    home = meeting.get_absolute_url()
    return [
        {
            "kind": part.content["kind"],
            "title": part.title,
            "exempt": part.content["exempt"],
            "content": part.content,
            "path": f"{home}papers/{slug(part.content['of'])}/",
        }
        for part in parts.filter(withdrawn_at__isnull=True).order_by("position")
        if part.content["kind"] != "item" or part.content["text"] or part.content["recommendations"]
    ]


def outcomes(meeting: Meeting) -> dict[str, Words]:
    """Return what was published of a meeting's outcome, by the item that it belongs to.

    A decision and an action each name their item: drafts are not read here.
    """
    found: dict[str, Words] = defaultdict(lambda: {"decisions": [], "actions": []})
    for decision in Decision.objects.filter(meeting=meeting, published_at__isnull=False).order_by("pk"):
        found[f"item:{decision.item_id}"]["decisions"].append(decision)
    for action in Action.objects.public().filter(meeting=meeting).select_related("owner").order_by("pk"):
        found[f"item:{action.item_id}"]["actions"].append(action)
    return dict(found)
