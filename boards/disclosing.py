"""What the public is told in place of what is exempt: an open part stands in, the part itself is published closed.

An item that is exempt closes its report, a report its appendices; a section closes only its own words.
Source: standards R3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any, TypeVar

from foundation.editions import Part
from foundation.models import EditionPart

from .models import AgendaItem, Exemption, Meeting, Report, TemplateSection

Content = dict[str, Any]
AnyPart = TypeVar("AnyPart", bound=Part | EditionPart)
Marks = Mapping[str, Exemption]

EXEMPT = "exempt"  # the kind of a closed part
# What the public may know of an exempt item; whatever else it says is left out.
ITEM_KEPT = (
    "number", "purpose", "purpose_words", "minutes", "standing", "late_because", "late_agreed_by", "report",
    "to_follow", "withdrawn",
)  # fmt: skip
REPORT_KEPT = ("key", "number", "board", "status", "item")
APPENDIX_KEPT = ("key", "letter", "report")
MINUTE_KEPT = ("number", "item", "took_part", "interests", "late_because")
EMPTY: dict[str, Content] = {
    "item": {"text": "", "lead": "", "proposed_by": "", "about_meeting": None, "recommendations": []},
    "report": {
        "front": [], "sections": [], "recommendations": [], "background": [], "appendices": [], "trailer": [],
        "withdrawn": [],
    },
    "appendix": {
        "file_id": None, "pages_file_id": None, "name": "", "content_type": "", "size": 0, "pages": None,
        "alternative": "",
    },
    "minute": {"text": "", "decisions": [], "actions": []},
}  # fmt: skip
KEPT = {"item": ITEM_KEPT, "report": REPORT_KEPT, "appendix": APPENDIX_KEPT, "minute": MINUTE_KEPT}
HELD = TemplateSection.Holds.values  # what a section holds beside its text
# What a section that is a list of its own rows shows of them.
LISTS = {"recommendations": "recommendations", "background": "background"}


def marks_of(meeting: Meeting) -> dict[str, Exemption]:
    """Return what is marked exempt at a meeting, by key; one query."""
    return Exemption.objects.standing().filter(meeting=meeting).by_key()


def by_item(meeting: Meeting) -> dict[int, list[Exemption]]:
    """Return what is exempt under each item of a meeting: itself, its report, sections and appendices; two queries."""
    marks = marks_of(meeting)
    if not marks:
        return {}
    owners: dict[str, int] = {}
    for report, item, appendix in Report.objects.filter(item__meeting=meeting).values_list(
        "pk", "item_id", "appendices__pk"
    ):
        owners |= {f"report:{report}": item, f"appendix:{appendix}": item}
    found: dict[int, list[Exemption]] = {}
    for key, mark in marks.items():
        owner = key.partition("/")[0]
        item_id = int(key.partition(":")[2]) if key.startswith("item:") else owners.get(owner)
        if item_id:
            found.setdefault(item_id, []).append(mark)
    return found


def closed_key(key: str) -> str:
    """Return the key of the closed part behind an open one."""
    return f"{EXEMPT}:{key}"


def open_key(key: str) -> str:
    """Return the key of the open part in front of a closed one."""
    return key.removeprefix(f"{EXEMPT}:")


def split(parts: Sequence[Part], marks: Marks) -> list[Part]:
    """Return the parts as they may be published: those that are exempt twice, once as the public reads them."""
    if not marks:
        return list(parts)
    closing: dict[str, Exemption] = {}
    titles: dict[str, str] = {}
    found = []
    for part in parts:
        if mark := _mark(part, marks, closing):
            closing[part.key] = mark
        shown = _shown(part, marks, mark, titles)
        titles[part.key] = shown.content.get("title", shown.title)
        found.append(shown)
        if shown != part:
            found.append(_closed(part, mark))
    return found


def _mark(part: Part, marks: Marks, closing: Mapping[str, Exemption]) -> Exemption | None:
    """Return what closes a part as a whole: its own mark, or that of its item or report."""
    owner = part.content.get("item") or part.content.get("report") if part.kind != "item" else ""
    return marks.get(part.key) or closing.get(str(owner))


def _closed(part: Part, mark: Exemption | None) -> Part:
    told = {**stand_in(mark), "reason": mark.reason, "officer": mark.officer} if mark else {}
    content = {**part.content, "kind": part.kind, "of": part.key, "exempt": told}
    return Part(EXEMPT, closed_key(part.key), part.title, content, is_open=False)


def _shown(part: Part, marks: Marks, mark: Exemption | None, titles: Mapping[str, str]) -> Part:
    if mark:
        return replaced(part, mark, _public_title(part, mark, titles))
    return _with_gaps(part, marks) if part.kind == "report" else part


def replaced(part: Part, mark: Exemption, title: str) -> Part:
    """Return the open part that stands in for one that is exempt as a whole."""
    content = {name: part.content[name] for name in KEPT[part.kind] if name in part.content}
    content |= {**EMPTY[part.kind], "title": title, "exempt": stand_in(mark)}
    named = f"Appendix {content['letter']}{': ' if title else ''}{title}" if part.kind == "appendix" else title
    return Part(part.kind, part.key, named, content)


def behind(part: Part, mark: Exemption, resolution: str) -> list[Part]:
    """Return what stands in for the minute of private business, with its resolution, and the minute itself closed."""
    title = mark.public_title if mark.public_title and mark.key == part.content["item"] else part.title
    shown = replaced(part, mark, title)
    return [replace(shown, content={**shown.content, "text": resolution + notice_html(mark)}), _closed(part, mark)]


def _public_title(part: Part, mark: Exemption, titles: Mapping[str, str]) -> str:
    """Return the title as allowed: what is closed through its item or report has none of its own."""
    if mark.key == part.key:
        return mark.public_title or str(part.content.get("title", part.title))
    return titles.get(part.content.get("item", ""), "") if part.kind == "report" else ""


def stand_in(mark: Exemption) -> Content:
    """Return what the public is told of something exempt."""
    return {"paragraph": mark.paragraph, "words": mark.paragraph_words, "summary": mark.summary}


def _with_gaps(part: Part, marks: Marks) -> Part:
    """Return an open report without its exempt sections and with the titles of its exempt appendices as allowed."""
    content = dict(part.content)
    for section in content["sections"]:
        mark = marks.get(f"{part.key}/{section['key']}")
        if mark and (rows := LISTS.get(section["kind"])):
            content[rows] = []
    content["sections"] = [_gap(row, marks.get(f"{part.key}/{row['key']}")) for row in content["sections"]]
    content["appendices"] = [_named(row, marks.get(row["key"])) for row in content["appendices"]]
    return part if content == part.content else Part(part.kind, part.key, part.title, content)


def _gap(section: Content, mark: Exemption | None) -> Content:
    if mark is None:
        return section
    kept = {name: value for name, value in section.items() if name not in HELD}
    return {**kept, "html": notice_html(mark), "exempt": stand_in(mark)}


def notice_html(mark: Exemption) -> str:
    """Return what stands where words are kept from the public."""
    lines = "<br>".join(escape(line) for line in mark.summary.splitlines())
    return f"<p><strong>Not for publication:</strong> {escape(mark.paragraph_words)}.</p><p>{lines}</p>"


def _named(row: Content, mark: Exemption | None) -> Content:
    if mark is None:
        return row
    shown = {"key": row["key"], "letter": row["letter"], "title": mark.public_title or row["title"]}
    return {**EMPTY["appendix"], **shown, "exempt": stand_in(mark)}


def whole(parts: Iterable[AnyPart]) -> list[tuple[str, str, AnyPart]]:
    """Return the parts as those who are entitled read them, each with its kind and key as the open part has them."""
    rows = list(parts)
    behind = {open_key(part.key): part for part in rows if part.kind == EXEMPT}
    return [(part.kind, part.key, behind.get(part.key, part)) for part in rows if part.kind != EXEMPT]


def opened(parts: Iterable[AnyPart]) -> list[AnyPart]:
    """Return the parts as the public reads them."""
    return [part for part in parts if part.kind != EXEMPT]


def private_items(marks: Marks, reports: Mapping[int, int]) -> dict[int, Exemption]:
    """Return what makes the business of an item private, by its id: its own mark or that of its report.

    ``reports`` maps reports to their items. An exempt section or appendix leaves the business of its item public.
    """
    found = {}
    for key, mark in marks.items():
        kind, _, pk = key.partition(":")
        if kind == "item":
            found[int(pk)] = mark
        elif kind == "report" and pk.isdecimal() and int(pk) in reports:
            found.setdefault(reports[int(pk)], mark)
    return found


def told_of(item: int, report: Report | None, marks: Marks) -> str:
    """Return what of an item and its papers is exempt, for the officer, in a line; nothing where all is open."""
    if mark := marks.get(f"item:{item}"):
        return f"The item with all its papers, {mark.paragraph_words}"
    if report is None:
        return ""
    if mark := marks.get(f"report:{report.pk}"):
        return f"The report with its appendices, {mark.paragraph_words}"
    sections = [row.heading for row in report.template.sections.all() if f"report:{report.pk}/{row.key}" in marks]
    appendices = [f"Appendix {row.letter}" for row in report.appendices.all() if f"appendix:{row.pk}" in marks]
    return ", ".join([*sections, *appendices])


def allowed_title(report: Report) -> str:
    """Return the title of a report as it may stand in a mail, for whoever sees what is marked."""
    marks = Exemption.objects.standing().filter(key__in=[f"report:{report.pk}", f"item:{report.item_id}"])
    mark = marks.order_by("-key").first()  # its own before that of its item
    own = "A report" if mark and mark.key.startswith("item") else report.title
    return mark.public_title or own if mark else own


def allowed_item(item: AgendaItem, marks: Marks) -> str:
    """Return the title of an item as it may stand in a mail."""
    mark = marks.get(f"item:{item.pk}")
    return mark.public_title or "An item that is not for publication" if mark else item.title


def public_title(item: AgendaItem) -> str:
    """Return what the public may know an item by; one query."""
    mark = Exemption.objects.standing().filter(key=f"item:{item.pk}").first()
    return (mark and mark.public_title) or item.title


def tells(words: str, item: AgendaItem, mark: Exemption | None) -> bool:
    """Say whether words hold the title of an item for which another stands in. Source: R3."""
    stands_in = bool(mark and mark.public_title and mark.public_title != item.title)
    return stands_in and item.title.casefold() in words.casefold()


def pairs(parts: Iterable[Part]) -> list[tuple[Part, Part]]:
    """Return each closed part after the open one that stands before it."""
    rows = list(parts)
    shown = {part.key: part for part in rows if part.is_open}
    return [(shown[open_key(part.key)], part) for part in rows if not part.is_open]


def gaps(part: Part) -> list[str]:
    """Return what the public does not read of a report that is open as a whole."""
    headings = [row["heading"] for row in part.content.get("sections", []) if "exempt" in row]
    appendices = [f"Appendix {row['letter']}" for row in part.content.get("appendices", []) if "exempt" in row]
    return headings + appendices


def joined(parts: Iterable[EditionPart]) -> list[Part]:
    """Return published parts as they were before what is exempt was split from them."""
    found = []
    for kind, key, part in whole(parts):
        content = part.content
        if part.kind == EXEMPT:
            content = {name: value for name, value in content.items() if name not in ("kind", "of", "exempt")}
        found.append(Part(kind, key, part.title, content))
    return found
