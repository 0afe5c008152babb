"""A plan as PDF: the same words as the page of its edition, tagged. Source: standards R17."""

from pathlib import Path

from django.template.loader import render_to_string

from boards import printing
from boards.printing import Job
from foundation import links, pagecache, work
from foundation.models import Edition, Partnership, Rendering
from foundation.pdf.packing import Paper
from foundation.pdf.storing import Sheet
from plans import adopting, saying_plans


def job(made: Rendering, folder: Path) -> Job:
    """Return what to print of an edition of a plan."""
    edition = Edition.objects.get(pk=made.edition_id)
    partnership = Partnership.objects.get(pk=made.partnership_id)
    address = links.address(partnership, f"/plans/{edition.series.removeprefix('plan:')}/")
    title = f"{edition.title}, edition {edition.number}"
    words = {**saying_plans.words(edition.parts.order_by("position")), "edition": edition, "address": address}
    html = render_to_string("plans/pdf/plan.html", {**words, "title": title, "in_print": True})
    sheet = Sheet(html, title, base_url=links.address(partnership, "/"))
    return Job([Paper("plan", edition.title, sheet)], title, foot=title, folder=f"plan-{edition.pk}")


def show(made: Rendering) -> None:
    """Let the page offer the file."""
    pagecache.changed()


def ask_for_owed() -> None:
    """Hand on the plans that are still owed as PDF."""
    for made in printing.waiting([adopting.PDF]):
        work.later("plans.print_plan", rendering_id=made.pk)
