"""The HTML that GOV.UK Frontend's package says each part must have, compared without what does not show."""

import json
from pathlib import Path

from lxml import html as lxml_html

COMPONENTS = Path(__file__).resolve().parents[2] / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"


def fixture(component: str, name: str) -> dict:
    """Return one example of a component: its options and its HTML."""
    examples = json.loads((COMPONENTS / component / "fixtures.json").read_text(encoding="utf-8"))["fixtures"]
    return next(example for example in examples if example["name"] == name)


def shape(html: str) -> list:
    """Return the elements, attributes and words of some HTML; order of attributes and spaces do not count."""
    return [_element(child) for child in lxml_html.fragments_fromstring(html.strip()) if not isinstance(child, str)]


def _element(element) -> tuple:
    attributes = {name: value for name, value in element.attrib.items() if name != "class"}
    return (
        element.tag,
        tuple(sorted(element.get("class", "").split())),
        tuple(sorted(attributes.items())),
        _words(element.text),
        tuple((_element(child), _words(child.tail)) for child in element),
    )


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
