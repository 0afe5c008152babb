"""Meetings with an agenda and papers, for the tests of publication."""

import io

from PIL import Image

from boards import publishing
from boards.models import AgendaItem, Appendix, Meeting, Recommendation, Report, ReportSection
from boards.publishing import NotPublished
from foundation import uploads
from foundation.models import Edition
from tests.boards.dates import held
from tests.cast import Cast

REASONS = {"invitations": "They were told by telephone.", "notice": "The hall was only free then."}
TEXT = "<p>Buses stop at six.</p><p>Nobody can get home.</p>"


def picture() -> bytes:
    """Return a small PNG."""
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "#1d70b8").save(out, "PNG")
    return out.getvalue()


def item(cast: Cast, meeting: Meeting, title: str, position: int, **fields) -> AgendaItem:
    """Return an item of the draft agenda."""
    return AgendaItem.objects.create(board=cast.board, meeting=meeting, title=title, position=position, **fields)


def report(
    cast: Cast, item: AgendaItem, title: str, text: str = "<p>Buses stop at six.</p><p>Nobody can get home.</p>"
):
    """Return a complete report with one recommendation, under an item."""
    made = Report.objects.create(
        board=cast.board, item=item, template=cast.template, title=title, where_from="Transport group"
    )
    for section in cast.template.sections.all():
        words = text if section.kind == "text" else ""
        ReportSection.objects.create(board=cast.board, report=made, template_section=section, text=words)
    Recommendation.objects.create(
        board=cast.board, item=item, report=made, position=1, text="agree to pay for an evening bus"
    )
    return made


def appendix(cast: Cast, report: Report, title: str = "Map of stops", position: int = 1) -> Appendix:
    """Return a picture attached to a report."""
    kept = uploads.store(uploads.inspect(picture(), "map.png"), root=cast.board.root, by=cast.users["clerk"])
    return Appendix.objects.create(
        board=cast.board, report=report, position=position, title=title, file=kept, alternative="Four stops on a road"
    )


def drafted(cast: Cast, *, weeks: int = 6, items: int = 2, with_report: bool = True, **fields) -> Meeting:
    """Return a meeting with a draft agenda, not announced yet: a welcome, then business, the first with a report."""
    meeting = held(cast, weeks, announced_at=None, **fields)
    item(cast, meeting, "Welcome", 1, key="welcome")
    for place in range(2, items + 1):
        business = item(cast, meeting, f"Evening buses {place}", place, purpose="decision", lead="Chair", minutes=20)
        if place == 2 and with_report:
            report(cast, business, "Evening buses: options")
    return meeting


def publish(cast: Cast, meeting: Meeting, **kwargs) -> Edition:
    """Publish the draft as the clerk, with a reason for whatever an informal board is warned of."""
    kwargs.setdefault("reasons", REASONS)
    edition = publishing.publish_agenda(meeting, by=cast.users["clerk"], **kwargs)
    meeting.refresh_from_db()
    return edition


def refusals(cast: Cast, meeting: Meeting, **kwargs) -> list[str]:
    """Return the rules that refuse publication."""
    try:
        publish(cast, meeting, **kwargs)
    except NotPublished as refused:
        return [obstacle.rule for obstacle in refused.obstacles]
    return []


def with_appendix(cast: Cast) -> Meeting:
    """Return a meeting with a published agenda, one report and one appendix."""
    meeting = drafted(cast, items=3)
    appendix(cast, Report.objects.get(item__meeting=meeting))
    publish(cast, meeting)
    return meeting
