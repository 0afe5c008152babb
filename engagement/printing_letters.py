"""Letters of invitation for people without an email address: to print and cut, or as a table. Source: standards R17."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from engagement.models import Survey
from foundation import links
from foundation.models import Partnership
from foundation.pdf.rendering import render
from localities import importing

Letters = Sequence[tuple[str, str]]  # name, code


def as_table(survey: Survey, letters: Letters, partnership: Partnership) -> str:
    """Return letters as a table for a mail merge."""
    where = _where(survey, partnership)
    return importing.sheet(("name", "address to type", "code"), ((name, where, code) for name, code in letters))


def as_pdf(survey: Survey, letters: Letters, partnership: Partnership) -> bytes:
    """Return letters as one tagged PDF, each in a box of its own."""
    context = {
        "survey": survey, "letters": letters, "partnership": partnership, "where": _where(survey, partnership),
    }  # fmt: skip
    html = render_to_string("engagement/pdf/letters.html", context)
    return render(html, title=f"Invitations to {survey}")


def _where(survey: Survey, partnership: Partnership) -> str:
    return links.address(partnership, survey.get_absolute_url())
