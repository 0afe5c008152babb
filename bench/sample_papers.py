"""Papers that look like a board's own: a front sheet, an agenda, reports of any length and minutes, as HTML."""

import io
import os
from pathlib import Path
from random import Random

from django.conf import settings
from django.template import Context, Engine
from PIL import Image, ImageDraw

from foundation.pdf.packing import Paper
from foundation.pdf.storing import Sheet

ROOT = Path(__file__).resolve().parents[1]
if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    settings.configure(USE_I18N=False)  # templates need settings, and a measurement needs nothing else of the product
ENGINE = Engine(dirs=[ROOT / "templates", ROOT / "bench" / "papers"])
SECTIONS = [
    "Why this report is here",
    "Background",
    "What is proposed",
    "What people told us",
    "Other choices considered",
    "Money",
    "Law and powers",
    "Risk",
    "Equality and fairness",
    "Health and wellbeing",
    "Climate and nature",
    "Crime and disorder",
    "Staff and property",
    "Consultation with ward members",
    "Next steps",
]
MINUTED = [
    "Welcome and apologies",
    "Declarations of interest",
    "Minutes of the last meeting",
    "Questions from the public",
    "Warm spaces this winter",
    "Police priorities",
    "Youth provision",
    "Actions",
    "Date of the next meeting",
]
LINES = [
    (
        "The board set aside money for young people at its meeting in December 2024 and asked officers to "
        "invite applications."
    ),
    (
        "Three organisations applied. A panel of two members, the youth worker and two young people read each"
        " application."
    ),
    (
        "In 2025 the locality had 1,870 residents aged 11 to 19, of whom 310 took part in a regular activity."
        " Transport in the evening was the barrier named most often: 64 per cent of those who answered said "
        "that they cannot get home after 6pm."
    ),
    (
        "The law allows the council to do this under section 1 of the Localism Act 2011. No other power is "
        "needed, and the monitoring officer has no objection to what is proposed."
    ),
    "None.",
    (
        "Members may choose to fund one application only, to fund all three in part, or to hold the money "
        "over to the next year. Holding it over would leave the four evenings without a worker from April, "
        "when the present grant ends, and the panel advises against it."
    ),
    (
        "An equality impact assessment was made in January 2026. It finds a positive effect for young people "
        "in rural parishes and for those in households without a car, and no negative effect on any group."
    ),
]
ROWS = [
    ("Millom Youth Partnership", "Detached youth work, four evenings", "41,000", "38,400"),
    ("Black Combe Rural Transport", "Evening bus, four evenings", "22,800", "22,800"),
    ("Haverigg Beach Sports", "Coaching, equipment and shelter", "33,100", "0"),
]
TITLES = [
    "Youth provision 2026 to 2027",
    "Road safety on the A5093",
    "Health on the high street",
    "Locality plan: progress",
    "Community centres",
    "Flood resilience",
    "Parks and play",
    "Skills and work",
    "Warm homes",
    "Libraries",
]


def chart() -> bytes:
    """Return a small bar chart as a PNG."""
    picture = Image.new("RGB", (900, 420), "white")
    draw = ImageDraw.Draw(picture)
    for rank, height in enumerate((140, 190, 260, 370)):
        draw.rectangle((80 + rank * 200, 400 - height, 200 + rank * 200, 400), fill="#1d70b8")
    draw.line((40, 400, 880, 400), fill="#0b0c0c", width=3)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


CHART = chart()


def page(template: str, **words: object) -> str:
    """Return a paper's HTML."""
    return ENGINE.get_template(template).render(Context({"lang": "en-GB", **words}))


def paragraphs(seed: int, count: int) -> list[str]:
    """Return the same paragraphs for the same seed."""
    chance = Random(seed)
    return [chance.choice(LINES) for _ in range(count)]


def items(reports: int) -> list[dict[str, object]]:
    """Return the agenda items that have reports, from item 5 on."""
    return [
        {"number": rank + 5, "key": f"report-{rank}", "title": TITLES[rank % len(TITLES)], "about": LINES[rank % 3]}
        for rank in range(reports)
    ]


def report(number: int, title: str, *, per_section: int = 3) -> Sheet:
    """Return a report of fifteen sections; eleven paragraphs a section make about ten pages."""
    html = page(
        "report.html",
        number=number,
        title=title,
        sections=SECTIONS,
        paragraphs=paragraphs(number, per_section),
        rows=ROWS * (1 + per_section // 3),
    )
    return Sheet(html, title, files={"chart.png": CHART})


def minutes() -> Sheet:
    """Return minutes of a meeting."""
    html = page("minutes.html", title="Minutes", sections=MINUTED, paragraphs=paragraphs(3, 3))
    return Sheet(html, "Minutes, 3 December 2025")


def pack(reports: int, *, per_section: int = 3) -> list[Paper]:
    """Return the papers of a whole meeting."""
    listed = items(reports)
    papers = [
        Paper("front", "Front sheet", Sheet(page("front.html", title="Front sheet", papers=listed), "Front sheet")),
        Paper("agenda", "Agenda", Sheet(page("agenda.html", title="Agenda", papers=listed), "Agenda")),
        Paper("minutes", "Minutes, 3 December 2025", minutes()),
    ]
    for item in listed:
        number, title = int(str(item["number"])), str(item["title"])
        papers.append(Paper(str(item["key"]), f"{number} {title}", report(number, title, per_section=per_section)))
    return papers
