"""Pictures of results, drawn by pygal as SVG without script or style: the page gives the partnership's colours.

Each picture stands beside its table, which says the same, so that it is hidden from who listens to the page.
"""

import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree import ElementTree

import pygal
from django.utils.safestring import SafeString, mark_safe
from pygal.style import Style

# pygal asks to be asked at every import of the process, for maps that nobody has installed.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

WIDTH, BAR = 420, 34  # of the picture, and of one bar with its gap
LETTERS, LINES, LINE = 22, 3, 17  # of a line of a label, of a label, and the height of a line
SMALLEST = 0.08  # share of a bar that is wide enough for its number
PLAIN: dict[str, Any] = {
    "css": [], "js": [], "disable_xml_declaration": True, "no_prefix": True, "explicit_size": False, "width": WIDTH,
    "show_legend": False, "print_values": True, "margin": 0, "show_x_guides": False, "show_y_guides": False,
    "style": Style(label_font_size=15),  # by which it reckons the room of labels
    "show_x_labels": False, "range": (0, 1), "spacing": 6, "no_data_text": "",
}  # fmt: skip
# What pygal writes for a window with a pointer and its own script.
SVG = "{http://www.w3.org/2000/svg}"
NEEDLESS = ("desc", "title", "defs")
UNSEEN = ("background", "axis x", "titles", "plot overlay", "plot tooltip-overlay")

Bar = tuple[str, float | None]


def bars(rows: Iterable[Bar]) -> SafeString:
    """Return a bar for each row of words and share, the first on top; what is kept back has none."""
    shown = [(words, share) for words, share in rows if share is not None]
    if not shown:
        return SafeString("")
    labels = [_lines(words) for words, _ in reversed(shown)]
    chart = pygal.HorizontalBar(**PLAIN, height=_height(labels, BAR), print_values_position="top")
    chart.x_labels = _places(labels)
    chart.add("", [share for _, share in reversed(shown)], formatter=_percent)
    return drawn(chart, "app-picture--bars", labels)


def stacked(lines: Sequence[tuple[str, Sequence[float | None]]]) -> SafeString:
    """Return one bar for each line, of the shares of its answers in their order; what is kept back is left white."""
    if not lines:
        return SafeString("")
    labels = [_lines(words) for words, _ in reversed(lines)] if len(lines) > 1 else []
    chart = pygal.HorizontalStackedBar(**PLAIN, height=_height(labels or [[]], BAR + 10))
    if labels:
        chart.x_labels = _places(labels)
    for place in range(max(len(shares) for _, shares in lines)):
        chart.add("", [shares[place] for _, shares in reversed(lines)], formatter=_wide_enough)
    return drawn(chart, "app-picture--stacked", labels)


def _lines(words: str) -> list[str]:
    return textwrap.wrap(words, LETTERS, max_lines=LINES, placeholder="…")


def _height(labels: Sequence[Sequence[str]], bar: int) -> int:
    """Return the height of a picture whose bars have room for the longest of their labels."""
    return max(bar, LINE * max(map(len, labels))) * len(labels) + 4


def _places(labels: Sequence[Sequence[str]]) -> list[str]:
    """Return for each label its number, as wide as the longest line, by which pygal reckons the room of them all."""
    widest = max((len(line) for lines in labels for line in lines), default=0)
    return [str(place).ljust(widest, ".") for place in range(len(labels))]


def _write(text: ElementTree.Element, lines: Sequence[str]) -> None:
    """Write a label in lines around the middle at which it stood."""
    text.text = None
    for number, line in enumerate(lines):
        down = LINE if number else -LINE * (len(lines) - 1) / 2
        ElementTree.SubElement(text, f"{SVG}tspan", x=text.get("x", "0"), dy=f"{down:g}").text = line


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _wide_enough(share: float | None) -> str:
    return _percent(share) if share and share >= SMALLEST else ""


def drawn(chart: Any, kind: str, labels: Sequence[Sequence[str]] = ()) -> SafeString:
    """Return the picture as markup without what pygal adds for scripts; words in it are escaped by the writer.

    With ``labels`` the bars are named by them, line by line, in place of their numbers.
    """
    root = ElementTree.fromstring(chart.render())  # noqa: S314 (our own picture)
    for parent in root.iter():
        for child in list(parent):
            tag = str(child.tag).rpartition("}")[2]
            if tag in NEEDLESS or child.get("class") in UNSEEN:
                parent.remove(child)
    if labels:
        for text in root.iterfind(f".//{SVG}g[@class='guides']/{SVG}text"):
            _write(text, labels[int((text.text or "").rstrip("."))])
    root.attrib.pop("id", None)
    root.attrib |= {"class": f"app-picture {kind}", "aria-hidden": "true", "focusable": "false"}
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    return mark_safe(ElementTree.tostring(root, encoding="unicode"))  # noqa: S308
