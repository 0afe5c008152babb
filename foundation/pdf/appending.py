"""An attached file as an appendix: a sheet with its letter and title, and what became of the file behind it."""

from django.template.loader import render_to_string

from foundation.pdf.packing import Paper
from foundation.pdf.receiving import Received
from foundation.pdf.storing import Sheet


def appendix(
    received: Received,
    *,
    key: str,
    letter: str,
    title: str,
    contact: str,
    alt: str = "",
    closed: str = "",
    lang: str = "en-GB",
) -> list[Paper]:
    """Return the papers of one appendix, at level 2 of the outline, under its report.

    The sheet says who to ask for another format (`contact`) when the file has no tags, and why when it could not be
    included. A picture stands on the sheet itself, with `alt` read out in its place. `closed` says why it is not for
    publication. All papers share `key`.
    """
    heading = f"Appendix {letter}: {title}"
    picture = f"picture.{received.image_type.removeprefix('image/')}" if received.image else ""
    words = {
        "lang": lang,
        "letter": letter,
        "title": title,
        "closed": closed,
        "name": received.name,
        "reason": received.reason,
        "tagged": received.tagged,
        "contact": contact,
        "picture": picture,
        "alt": alt or title,
    }
    files = {picture: received.image} if picture else {}
    sheet = Sheet(render_to_string("pdf/appendix.html", words), heading, lang, files)
    papers = [Paper(key, heading, sheet, level=2)]
    if received.pdf:
        papers.append(Paper(key, heading, pdf=received.pdf, level=2, follows_on=True))
    return papers
