"""The shape of rich text: what a paste from Word or a browser becomes before it is kept.

Works on a tree that the sanitiser has already been through; `foundation.richtext` sanitises once more afterwards.
"""

import re
from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

INLINE = {"strong", "em", "a", "sub", "sup", "br"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = {"p", "div", "ul", "ol", "li", "table", "blockquote", *HEADINGS}
RENAMED = {"b": "strong", "i": "em"}
# What Word writes before the text of a list item: a bullet, or a number or letter with its stop.
BULLET = re.compile(r"^\s*(?:[·•▪§–‣◦*-]|o(?=\s{2}))\s*")
NUMBER = re.compile(r"^\s*\(?(?:\d{1,3}|[a-z]{1,4}|[A-Z])[.)]\s+")


def parse(html: str) -> HtmlElement:
    """Return a division that holds the fragment."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def serialise(root: HtmlElement) -> str:
    """Return what the division holds."""
    inner = [lxml_html.tostring(child, encoding="unicode") for child in root]
    return lxml_html.tostring(_text_only(root), encoding="unicode")[5:-6] + "".join(inner)


def normalise(root: HtmlElement) -> None:
    """Give the tree its house shape: two heading levels, whole lists, tables with headers, no empty or loose text."""
    _rename(root)
    _use_plain_spaces(root)
    _flatten_misplaced_blocks(root)
    _wrap_loose_text(root)
    _split_at_double_breaks(root)
    _level_headings(root)
    _gather_word_lists(root)
    _mend_lists(root)
    _head_tables(root)
    _drop_residue(root)
    _drop_empty(root)


def has_text(element: HtmlElement) -> bool:
    """Say whether anything of it can be read."""
    return bool(element.text_content().strip(" \t\r\n\f\xa0\u200b\u200c\u200d\ufeff"))


def _text_only(root: HtmlElement) -> HtmlElement:
    copy = lxml_html.Element("div")
    copy.text = root.text
    return copy


def _every(root: HtmlElement, *tags: str) -> list[HtmlElement]:
    # A list, since the tree changes under the loop.
    return list(root.iterdescendants(*tags))


def _rename(root: HtmlElement) -> None:
    for element in _every(root, *RENAMED):
        element.tag = RENAMED[element.tag]


def _use_plain_spaces(root: HtmlElement) -> None:
    for element in root.iter():
        element.text = (element.text or "").replace("\xa0", " ") or None
        element.tail = (element.tail or "").replace("\xa0", " ") or None


def _flatten_misplaced_blocks(root: HtmlElement) -> None:
    for element in _every(root, "strong", "em", "a", "sub", "sup"):
        if next(element.iterdescendants(*BLOCKS), None) is not None:
            element.drop_tag()
    for heading in _every(root, *HEADINGS):
        for block in _every(heading, *BLOCKS, "caption", "thead", "tbody", "tr", "th", "td"):
            block.drop_tag()
    for division in reversed(_every(root, "div")):
        if next(division.iterdescendants(*BLOCKS), None) is None:
            division.tag = "p"
        else:
            division.drop_tag()


def _wrap_loose_text(root: HtmlElement) -> None:
    children = list(root)
    loose = _paragraph_before(root, children[0] if children else None, root.text)
    root.text = None
    for position, child in enumerate(children):
        following = children[position + 1] if position + 1 < len(children) else None
        if child.tag in INLINE:
            if loose is None:
                loose = lxml_html.Element("p")
                child.addprevious(loose)
            loose.append(child)  # takes its tail along
            continue
        tail, child.tail = child.tail, None
        loose = _paragraph_before(root, following, tail)


def _paragraph_before(root: HtmlElement, following: HtmlElement | None, text: str | None) -> HtmlElement | None:
    if not text or not text.strip():
        return None
    paragraph = lxml_html.Element("p")
    paragraph.text = text.strip()
    if following is not None and following.tag in INLINE:
        paragraph.text = text.lstrip()
    if following is None:
        root.append(paragraph)
    else:
        following.addprevious(paragraph)
    return paragraph


def _split_at_double_breaks(root: HtmlElement) -> None:
    for paragraph in [child for child in root if child.tag == "p"]:
        while (second := _second_of_two_breaks(paragraph)) is not None:
            rest = lxml_html.Element("p")
            rest.text = second.tail
            rest.extend(list(second.itersiblings()))
            rest.tail, paragraph.tail = paragraph.tail, None
            paragraph.addnext(rest)
            paragraph.remove(second.getprevious())
            paragraph.remove(second)
            paragraph = rest


def _second_of_two_breaks(paragraph: HtmlElement) -> HtmlElement | None:
    for first, second in zip(list(paragraph), list(paragraph)[1:], strict=False):
        if first.tag == second.tag == "br" and not (first.tail or "").strip():
            return second
    return None


def _level_headings(root: HtmlElement) -> None:
    headings = [heading for heading in _every(root, *HEADINGS) if has_text(heading)]
    top = min((heading.tag for heading in headings), default="h3")
    under = False  # below a third-level heading, a fourth may stand
    for heading in headings:
        heading.tag = "h4" if under and heading.tag != top else "h3"
        under = True


def _gather_word_lists(root: HtmlElement) -> None:
    open_lists: list[HtmlElement] = []
    for paragraph in list(root):
        level = _word_level(paragraph)
        item = _list_item(paragraph) if level else None
        if item is None:
            open_lists = []
            continue
        kind, element = item
        del open_lists[level:]
        if level == 1 and open_lists and open_lists[0].tag != kind:
            open_lists = []
        while len(open_lists) < level:
            new = lxml_html.Element(kind)
            if not open_lists:
                paragraph.addprevious(new)
            elif len(open_lists[-1]):
                open_lists[-1][-1].append(new)
            else:
                open_lists[-1].append(new)
            open_lists.append(new)
        open_lists[-1].append(element)
        root.remove(paragraph)


def _word_level(paragraph: HtmlElement) -> int:
    """Return the list level that Word gave the paragraph, 0 for none."""
    level = paragraph.get("style") or ""
    if level.isdigit():
        return min(int(level), 4)
    return 1 if paragraph.get("class") == "list" else 0


def _list_item(paragraph: HtmlElement) -> tuple[str, HtmlElement] | None:
    text = paragraph.text or ""
    for kind, marker in (("ul", BULLET), ("ol", NUMBER)):
        if found := marker.match(text):
            item = lxml_html.Element("li")
            item.text = text[found.end() :].lstrip()
            item.extend(list(paragraph))
            return kind, item
    return None


def _mend_lists(root: HtmlElement) -> None:
    for item in _every(root, "li"):
        if item.getparent().tag not in ("ul", "ol"):
            _wrap_in_list(item)
    for parent in _every(root, "ul", "ol"):
        text, parent.text = parent.text, None
        if text and text.strip():
            item = lxml_html.Element("li")
            item.text = text.strip()
            parent.insert(0, item)
        for child in list(parent):
            _mend_child(parent, child)


def _wrap_in_list(item: HtmlElement) -> None:
    before = item.getprevious()
    if before is not None and before.tag == "ul" and not (before.tail or "").strip():
        before.append(item)
        return
    new = lxml_html.Element("ul")
    item.addprevious(new)
    new.tail, item.tail = item.tail, None
    new.append(item)


def _mend_child(parent: HtmlElement, child: HtmlElement) -> None:
    tail, child.tail = child.tail, None
    item = child
    if child.tag != "li":
        before = child.getprevious()
        if child.tag in ("ul", "ol") and before is not None:
            before.append(child)
            item = before
        else:
            item = lxml_html.Element("li")
            parent.replace(child, item)
            item.append(child)
    if tail and tail.strip():
        extra = lxml_html.Element("li")
        extra.text = tail.strip()
        item.addnext(extra)


def _head_tables(root: HtmlElement) -> None:
    for table in _every(root, "table"):
        rows = [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]
        if len(rows) > 1 and not any(cell.tag == "th" for row in rows for cell in row):
            for cell in rows[0]:
                cell.tag = "th"
        for row in rows:
            for cell in row:
                _scope(cell, first=row is rows[0])
        if len(rows) > 1 and rows[0].getparent().tag == "tbody":
            _lift_header_row(rows[0])


def _lift_header_row(row: HtmlElement) -> None:
    """Put a row of headers into the table's head, which repeats on every printed page."""
    body = row.getparent()
    if (
        any(cell.tag != "th" or cell.get("rowspan") for cell in row)
        or next(body.itersiblings("thead", preceding=True), None) is not None
    ):
        return
    head = lxml_html.Element("thead")
    body.addprevious(head)
    head.append(row)


def _scope(cell: HtmlElement, *, first: bool) -> None:
    if cell.tag == "th" and not cell.get("scope"):
        cell.set("scope", "col" if first else "row")
    if cell.tag == "td":
        cell.attrib.pop("scope", None)


def _drop_residue(root: HtmlElement) -> None:
    for element in _every(root):
        element.attrib.pop("class", None)
        element.attrib.pop("style", None)
        if element.tag == "a" and not element.get("href"):
            element.drop_tag()
    for cell in _every(root, "td", "th", "li"):
        inside = list(cell)
        alone = len(inside) == 1 and inside[0].tag == "p" and not (cell.text or "").strip()
        if alone and not (inside[0].tail or "").strip():
            inside[0].drop_tag()


def _drop_empty(root: HtmlElement) -> None:
    removable = {"p", "ul", "ol", "li", "table", "blockquote", "strong", "em", "a", "sub", "sup", "caption", *HEADINGS}
    for element in reversed(_every(root)):
        if element.tag in removable and not has_text(element):
            element.drop_tree() if element.tag in BLOCKS else element.drop_tag()


def walk_text(root: HtmlElement) -> Iterator[str]:
    """Yield the text in reading order, with a line break where a block ends and a space where a cell does."""
    if root.tag == "br":
        yield "\n"
    yield root.text or ""
    for child in root:
        yield from walk_text(child)
        yield "\n" if child.tag in BLOCKS or child.tag in ("tr", "caption") else ""
        yield " " if child.tag in ("td", "th") else ""
        yield child.tail or ""
