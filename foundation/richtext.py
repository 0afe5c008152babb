"""Rich text as it is kept: a small, safe part of HTML whose paragraphs can be numbered and cited."""

import re
from html import escape

import nh3

from foundation import markup, plain_text

TAGS = {"p", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "sub", "sup", "blockquote", "br"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "caption"}
PASTED_TAGS = TAGS | {"b", "i", "div", "h1", "h2", "h5", "h6"}
DROPPED_WITH_CONTENT = {
    "script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math", "xml", "select", "textarea",
    "audio", "video", "canvas", "head", "frameset", "noembed", "noframes",
}  # fmt: skip
CELL = {"colspan", "rowspan", "scope"}
# The empty set stands against the sanitiser's own default, which lets every element have a title.
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "td": CELL, "th": CELL}
PASTED_ATTRIBUTES = {**ATTRIBUTES, "p": {"class", "style"}}
SCHEMES = {"http", "https", "mailto"}
WORD_LEVEL = re.compile(r"mso-list:[^;]*level(\d)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
TYPED_HTML = re.compile(r"</?(?:p|h[1-6]|ul|ol|li|table|tbody|tr|td|th|strong|em|b|i|a|br|div|blockquote)\b[^<>]*>")
NONE_ANSWERS = {"none", "nil", "n/a", "na", "not applicable", "none identified"}


def clean(html: str) -> str:
    """Return the text as it may be kept and shown: known elements, no residue of Word, tables and headings in order."""
    text = CONTROL.sub("", html)
    for _ in range(4):  # a mended tree may need mending once more; what is clean stays as it is
        before, text = text, _once(text)
        if before == text:
            break
    return text


def sanitise(html: str) -> str:
    """Return only what is safe to show of a text that was cleaned when it was kept; a tenth of the work of `clean`."""
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=DROPPED_WITH_CONTENT,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel="noopener noreferrer",
    )


def accept(value: str) -> str:
    """Return clean rich text from an editor's HTML or, where the page ran without script, from plain typing."""
    return clean(value) if TYPED_HTML.search(value) else from_plain(value)


def from_plain(text: str) -> str:
    """Return clean rich text from plain typing: a blank line parts paragraphs, dashes make a list."""
    return clean(plain_text.from_plain(text))


def is_empty(html: str) -> bool:
    """Say whether nothing can be read in it: no text, only spaces, or empty elements."""
    return not plain(html)


def is_none_answer(html: str) -> bool:
    """Say whether the text is an explicit "None" or "N/A", a valid answer where nothing applies (checklist B3)."""
    return plain(html).lower().rstrip(". ") in NONE_ANSWERS


def plain(html: str) -> str:
    """Return the text alone, a line for each block, for search and for mails."""
    lines = "".join(markup.walk_text(markup.parse(clean(html)))).split("\n")
    return "\n".join(tidy for line in lines if (tidy := " ".join(line.split())))


def blocks(html: str) -> list[str]:
    """Return the top-level blocks of clean rich text: paragraphs, headings, lists, tables."""
    return [_outer(child) for child in markup.parse(clean(html))]


def paragraphs(html: str) -> list[str]:
    """Return the citable paragraphs in order; together they are the whole text.

    A list or table after a paragraph belongs to it, and a heading to the paragraph that follows.
    """
    units: list[str] = []
    waiting, open_unit = "", False
    for block in blocks(html):
        if block.startswith(("<h3", "<h4")):
            waiting, open_unit = waiting + block, False
        elif open_unit and block.startswith(("<ul", "<ol", "<table", "<blockquote")):
            units[-1] += block
        else:
            units.append(waiting + block)
            waiting, open_unit = "", True
    return _with_last_heading(units, waiting)


def number(html: str, prefix: str, *, anchor: str = "para") -> str:
    """Return the text with its paragraphs numbered: 5.1, 5.2 for prefix "5", each with an id such as para-5-2."""
    units = paragraphs(html)
    return "".join(_numbered(unit, f"{prefix}.{place}", anchor) for place, unit in enumerate(units, start=1))


def _once(html: str) -> str:
    pasted = nh3.clean(
        html,
        tags=PASTED_TAGS,
        clean_content_tags=DROPPED_WITH_CONTENT,
        attributes=PASTED_ATTRIBUTES,
        attribute_filter=_pasted_attribute,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel=None,
    )
    root = markup.parse(pasted)
    markup.normalise(root)
    return sanitise(markup.serialise(root))  # the last word: nothing that was mended escapes it


def _pasted_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return "list" if "MsoList" in value else None
    if name == "style":
        level = WORD_LEVEL.search(value)
        return level[1] if level else None
    return _attribute(tag, name, value)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "scope":
        return value if value in ("col", "row", "colgroup", "rowgroup") else None
    if name in ("colspan", "rowspan"):
        return value if re.fullmatch(r"[1-9][0-9]?", value) and value != "1" else None
    return value


def _outer(element: markup.HtmlElement) -> str:
    element.tail = None
    return sanitise(markup.lxml_html.tostring(element, encoding="unicode"))


def _with_last_heading(units: list[str], waiting: str) -> list[str]:
    if waiting and units:
        return [*units[:-1], units[-1] + waiting]
    return [*units, waiting] if waiting else units


def _numbered(unit: str, label: str, anchor: str) -> str:
    headings = re.match(r"(?:<(h[34])>.*?</\1>)*", unit, re.DOTALL)
    end = headings.end() if headings else 0
    if not unit[end:]:
        return unit
    place = escape(f"{anchor}-{label.replace('.', '-')}")
    shown = f'<span class="app-paragraph__number">{escape(label)}</span>'
    return f'{unit[:end]}<div class="app-paragraph" id="{place}">{shown}{unit[end:]}</div>'
