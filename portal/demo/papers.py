"""What the reports of the examples say, section by section; facts of the sources in words of our own."""

import io

from PIL import Image, ImageDraw

from boards import attaching, handing_in, reporting
from boards.models import AgendaItem, Report
from foundation import uploads
from foundation.models import User
from foundation.uploads import Inspected

from .held import hold

TEXTS = {
    "purpose": "<p>To ask the board to agree a first approach to {topic_small}, and who does what by when.</p>",
    "reasons": "<p>{why}</p><p>Acting together costs each partner less than acting alone.</p>",
    "communities": "<p>Residents named this at the last two community meetings. Older people and young people would "
    "notice the change first.</p>",
    "facts": "<p>{why}</p><table><thead><tr><th scope=\"col\">Year</th><th scope=\"col\">Reports from residents</th>"
    "<th scope=\"col\">Answered in time</th></tr></thead><tbody><tr><td>2024</td><td>112</td><td>71</td></tr>"
    "<tr><td>2025</td><td>148</td><td>96</td></tr><tr><td>2026, to June</td><td>83</td><td>69</td></tr></tbody></table>"
    "<p>The trend is upwards, and the share that is answered in time is rising as well.</p>",
    "legal": "<p>None. The board recommends; each partner decides under its own powers.</p>",
    "resources": "<p>Officer time from three partners, two days a month each, within existing budgets. A business case "
    "for anything further will come back to the board.</p>",
    "equality": "<p>An assessment stands below. It found benefits for older residents and for people "
    "without a car, and no adverse effect.</p>",
    "organisation": "<p>The lead officer coordinates the work. No post changes.</p>",
    "safety": "<p>None.</p>",
    "carbon": "<p>None.</p>",
    "risk": "<p>The main risk is that partners start at different times. The timetable sets one start for all.</p>",
    "consultation": "<p>Lead officers of the partners support the approach in principle. Ward members were asked in "
    "May.</p>",
    "options": "<p>Doing nothing was rejected, since the number of reports is rising.</p><p>A new partnership of its own "
    "was rejected: it would duplicate what exists.</p>",
    "financial": "<p>None beyond officer time within existing budgets.</p>",
    "equalities": "<p>Assessed; no adverse effect was found.</p>",
    "risks": "<p>Partners may start at different times. The timetable sets one start for all.</p>",
    "summary": "<p>{why}</p><p>This report sets out what was found, what could be done and by whom.</p>",
    "report": "<h3>What was found</h3><p>{why}</p><p>Three partners hold a part of the answer and none holds all of "
    "it.</p><h3>What is proposed</h3><p>One plan, with one start, that each partner has agreed.</p>",
}  # fmt: skip
PROPOSALS = (
    "That the approach to {topic_small} set out in this report is endorsed.",
    "That partners name a lead officer each within four weeks.",
)


def write_report(item: AgendaItem, why: str, *, by: User, author: str, handed_in: bool = True) -> Report:
    """Write the report of an item on the board's template, with every section answered."""
    report = reporting.start_report(item, by=by)
    small = item.title[:1].lower() + item.title[1:]
    facts = {"originators": author, "where_from": "Lead officers' group", "where_next": "The councils"}
    reporting.change_facts(report, by=by, contact=f"{author}, 01632 960 001", wards_notified="yes", **facts)
    for section in report.template.sections.all():
        if section.kind == "text":
            text = TEXTS[section.key].format(topic_small=small, why=why)
            reporting.save_section(report, section, by=by, text=text, version=0)
        elif section.kind == "recommendations":
            for words in PROPOSALS:
                reporting.add_recommendation(report, by=by, text=words.format(topic_small=small))
        else:
            reporting.say_none(report, section, by=by)
    hold(report, by=by)
    if handed_in:
        handing_in.hand_in(report, by=by)
    return report


def drawn() -> Inspected:
    """Return a drawn plan."""
    picture = Image.new("RGB", (1000, 620), "#f4f6f8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((80, 240, 920, 300), fill="#9aa5b1")
    draw.rectangle((470, 60, 530, 560), fill="#9aa5b1")
    for x in (200, 340, 660, 800):
        draw.ellipse((x, 180, x + 40, 220), fill="#d9822b")
    data = io.BytesIO()
    picture.save(data, "PNG")
    return uploads.inspect(data.getvalue(), "plan.png")


def attach_picture(report: Report, *, by: User) -> None:
    """Attach a drawn plan, described in words for those who cannot see it."""
    alternative = "A plan of the crossing of two main streets, with four places marked where lighting is proposed."
    attaching.attach(report, drawn(), by=by, title="Plan of the places named", alternative=alternative)
