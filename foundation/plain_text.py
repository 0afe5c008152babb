"""How a rich text is written without a script: blank lines, “- ”, “1. ” and “## ”."""

import re
from html import escape

from lxml import html as lxml_html

LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
BLOCKS = {"p", "h3", "h4", "ul", "ol"}


def from_plain(text: str) -> str:
    """Return HTML for text written with blank lines, “- ”, “1. ” and “## ”."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "\n".join(_block(block.strip("\n")) for block in blocks if block.strip())


def _block(block: str) -> str:
    lines = [line.strip() for line in block.split("\n")]
    if len(lines) == 1 and (heading := re.match(r"(##|###) (.+)", lines[0])):
        tag = "h3" if heading[1] == "##" else "h4"
        return f"<{tag}>{_inline(heading[2])}</{tag}>"
    if all(re.match(r"[-*•] ", line) for line in lines):
        return _list("ul", [line[2:] for line in lines])
    if all(re.match(r"\d+[.)] ", line) for line in lines):
        return _list("ol", [re.sub(r"^\d+[.)] ", "", line) for line in lines])
    return f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _list(tag: str, lines: list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{_inline(line)}</li>' for line in lines)}</{tag}>"


def _inline(line: str) -> str:
    return LINK.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', escape(line, quote=False))


def to_plain(text: str | None) -> str | None:
    """Return the text in the plain rules, or None where they would lose something (a table, bold, a named link)."""
    root = lxml_html.fragment_fromstring(text or "", create_parent="div")
    if (root.text or "").strip() or any((block.tail or "").strip() for block in root):
        return None
    if any(block.tag not in BLOCKS for block in root):
        return None
    plain = "\n\n".join(_plain_block(block) for block in root)
    return plain if _same(from_plain(plain), text or "") else None


def _plain_block(block) -> str:
    if block.tag in ("ul", "ol"):
        marks = ("- " if block.tag == "ul" else f"{n}. " for n in range(1, len(block) + 1))
        return "\n".join(mark + item.text_content().strip() for mark, item in zip(marks, block, strict=False))
    for newline in block.iter("br"):
        newline.tail = "\n" + (newline.tail or "").lstrip("\n")
    return {"h3": "## ", "h4": "### "}.get(block.tag, "") + block.text_content().strip()


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(html: str) -> str:
    """Leave out what does not show: link relations and the spaces between blocks."""
    html = re.sub(r' rel="[^"]*"', "", html)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()
