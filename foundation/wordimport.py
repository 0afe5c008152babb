"""A Word file becomes the sections of a report, and says in words what was left behind."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import mammoth
from lxml.html import HtmlElement

from foundation import markup, richtext
from foundation.inspection import office
from foundation.inspection.kinds import Refused
from foundation.uploads import Inspected, inspect

NUMBER = re.compile(r"^\s*(\d{1,2})[.)]?\s+(?=\S)")
PARAGRAPH_NUMBER = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})+[.)]?\s+")
BOLD_LINE = 7  # stands below Word's six heading levels
LINE_LENGTH = 150
STYLES = "p[style-name='Title'] => p:fresh\np[style-name='Subtitle'] => p:fresh\nu => em"


@dataclass(frozen=True)
class Section:
    """One section of the document; the text before the first heading has none."""

    heading: str
    html: str

    def statements(self) -> list[str]:
        """Return each list item and each paragraph by itself, as recommendations are kept."""
        found = []
        for block in richtext.blocks(self.html):
            items = [item for item in markup.parse(block)[0] if item.tag == "li"]
            found += [richtext.clean(markup.serialise(item)) for item in items] or [block]
        return found


@dataclass(frozen=True)
class ImportedReport:
    """What was read: sections in order, the pictures apart, and what the author should know."""

    sections: list[Section]
    pictures: list[Inspected] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Matched:
    """Sections that a template asks for, those that it does not know, and headings that the document lacks."""

    found: dict[str, Section]
    unknown: list[Section]
    missing: list[str]


def import_report(data: bytes, headings: Sequence[str] = ()) -> ImportedReport:
    """Read a Word file into sections, cut at its headings; the template's headings help to know them.

    Raises Refused when the file is damaged, active or no Word document.
    """
    if office.check(data).extension != "docx":
        raise Refused("Choose a Word document (.docx).", "kind")
    pictures: list[tuple[bytes, str]] = []
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(_keep(pictures))
        )
    except (KeyError, ValueError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise Refused("The document cannot be read. Save it again in Word and try once more.", "damaged") from error
    root = markup.parse(made.value)
    taken, refused = _inspected(pictures)
    _name_pictures(root)
    sections = [_tidied(section) for section in _sections(root, {normal(heading) for heading in headings})]
    kept = [section for section in sections if section.heading or section.html]
    return ImportedReport(kept, taken, [*_left_behind(data), *_about_pictures(taken), *refused])


def match(sections: Sequence[Section], headings: Sequence[str]) -> Matched:
    """Lay the sections of a document beside the headings of a template, whatever their numbers, case and stops."""
    wanted = {normal(heading): heading for heading in headings}
    found: dict[str, Section] = {}
    unknown = []
    for section in sections:
        heading = wanted.get(normal(section.heading))
        if heading is None:
            unknown.append(section)
        elif heading in found:
            found[heading] = replace(found[heading], html=found[heading].html + section.html)
        else:
            found[heading] = section
    return Matched(found, unknown, [heading for heading in headings if heading not in found])


def normal(heading: str) -> str:
    """Return a heading without number, case, stops and small words, for comparison."""
    words = re.findall(r"[^\W_]+", NUMBER.sub("", heading).lower().replace("&", " and "))
    return " ".join(word for word in words if word not in ("the", "of", "and", "a", "for"))


def _keep(pictures: list[tuple[bytes, str]]):
    def keep(image) -> dict[str, str]:
        with image.open() as content:
            pictures.append((content.read(), image.alt_text or ""))
        return {"src": f"picture:{len(pictures)}", "alt": image.alt_text or ""}

    return keep


def _inspected(pictures: list[tuple[bytes, str]]) -> tuple[list[Inspected], list[str]]:
    taken, refused = [], []
    for number, (content, words) in enumerate(pictures, start=1):
        try:
            picture = inspect(content, "", kinds=("png", "jpg"))
            taken.append(
                replace(picture, name=f"Picture {number}{' ' + words[:80] if words else ''}.{picture.extension}")
            )
        except Refused as reason:
            refused.append(f"Picture {number} was left out. {reason.messages[0]}")
    return taken, refused


def _name_pictures(root: HtmlElement) -> None:
    for number, picture in enumerate(list(root.iter("img")), start=1):
        words = picture.get("alt")
        note = f"(Picture {number}: {words})" if words else f"(Picture {number})"
        picture.tail = note + (picture.tail or "")
        picture.drop_tree()


def _sections(root: HtmlElement, wanted: set[str]) -> list[Section]:
    blocks = list(root)
    cut = _cut_level(blocks, wanted)
    sections = [Section("", "")]
    for block in blocks:
        rows = _labelled_rows(block, wanted)
        if rows:
            sections += [*rows, Section("", "")]
        elif 0 < _level(block) <= cut or _is_wanted(block, wanted):
            sections.append(Section(_words(block), ""))
        else:
            block.tail = None
            added = markup.lxml_html.tostring(block, encoding="unicode")
            sections[-1] = replace(sections[-1], html=sections[-1].html + added)
    return sections


def _cut_level(blocks: list[HtmlElement], wanted: set[str]) -> int:
    """Return the heading level at which sections begin: the template's, else the first that stands more than once."""
    known = [_level(block) for block in blocks if _level(block) and normal(_words(block)) in wanted]
    if known:
        return max(set(known), key=known.count)
    levels = [_level(block) for block in blocks if _level(block)]
    repeated = [level for level in levels if levels.count(level) > 1]
    return min(repeated or levels, default=0)


def _level(block: HtmlElement) -> int:
    """Return the level of a heading, a bold numbered line among them; 0 for ordinary text."""
    if block.tag in markup.HEADINGS:
        return int(block.tag[1]) if markup.has_text(block) else 0
    return BOLD_LINE if _is_bold_line(block) and NUMBER.match(_words(block)) else 0


def _is_wanted(block: HtmlElement, wanted: set[str]) -> bool:
    if block.tag != "p" or normal(_words(block)) not in wanted:
        return False
    return _is_bold_line(block) or bool(NUMBER.match(_words(block)))


def _is_bold_line(block: HtmlElement) -> bool:
    words = _words(block)
    bold = " ".join(" ".join(part.text_content() for part in block.iterchildren("strong")).split())
    without_number = NUMBER.sub("", words)
    return block.tag == "p" and 0 < len(words) <= LINE_LENGTH and bold != "" and bold in (words, without_number)


def _words(block: HtmlElement) -> str:
    return " ".join(block.text_content().split())


def _labelled_rows(table: HtmlElement, wanted: set[str]) -> list[Section]:
    """Return the rows of a summary box whose first cells are the template's headings (checklist C2)."""
    if table.tag != "table":
        return []
    rows = [list(row) for row in table.iter("tr")]
    if not rows or any(len(row) != 2 for row in rows) or not any(normal(_words(row[0])) in wanted for row in rows):
        return []
    return [Section(_words(label), markup.serialise(content)) for label, content in rows]


def _tidied(section: Section) -> Section:
    html = richtext.clean(section.html)
    root = markup.parse(html)
    if len(root) == 1 and root[0].tag == "ol":
        _open_outline(root)
    for paragraph in root.iterchildren("p"):
        paragraph.text = PARAGRAPH_NUMBER.sub("", paragraph.text or "")  # the report numbers its paragraphs itself
    return Section(NUMBER.sub("", section.heading).strip(" :"), richtext.clean(markup.serialise(root)))


def _open_outline(root: HtmlElement) -> None:
    """Make paragraphs of a section that is one numbered list: Word's own way to number paragraphs."""
    while len(root) == 1 and root[0].tag == "ol" and len(root[0]) == 1 and not (root[0][0].text or "").strip():
        root[0][0].drop_tag()
        root[0].drop_tag()
    for outline in list(root.iterchildren("ol")):
        for item in outline:
            item.tag = "div"  # an item may hold a list, which a paragraph may not
        outline.drop_tag()


def _left_behind(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        document = archive.read("word/document.xml")
        notes = {name: archive.read(name) for name in names if name in ("word/comments.xml", "word/footnotes.xml")}
    warnings = []
    if re.search(rb"<w:(?:ins|del|moveFrom|moveTo)\b", document):
        warnings.append("The document has tracked changes. They were taken as accepted; check the text.")
    if comments := len(re.findall(rb"<w:comment\b", notes.get("word/comments.xml", b""))):
        warnings.append(f"{_counted(comments, 'comment')} left out.")
    if b"<w:footnoteReference" in document:
        warnings.append("Footnotes were moved to the end of the text.")
    if b"<w:txbxContent" in document:
        warnings.append("Text boxes were taken into the text. Check that they stand in the right place.")
    if re.search(rb"<c:chart\b|<dgm:relIds\b|<m:oMath\b", document):
        warnings.append(
            "Charts, diagrams and formulas were left out. Save them as pictures and add them as appendices."
        )
    return warnings


def _about_pictures(taken: list[Inspected]) -> list[str]:
    if not taken:
        return []
    return [f"{_counted(len(taken), 'picture')} taken out of the text. Add what is needed as an appendix."]


def _counted(count: int, noun: str) -> str:
    return f"1 {noun} was" if count == 1 else f"{count} {noun}s were"
