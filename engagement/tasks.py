"""Work of engagement that acts hand on."""

from engagement import counting, inviting, opening_answers
from engagement.access import EVERYWHERE
from engagement.models import Survey
from foundation import work


@work.task("engagement.count", cleared=(EVERYWHERE,))
def count(survey_id: int) -> None:
    """Count a survey that is closed; safe to run twice."""
    counting.count(Survey.objects.get(pk=survey_id))


@work.task("engagement.send_invitations", cleared=(EVERYWHERE,))
def send_invitations(survey_id: int) -> None:
    """Post the invitations of an open survey that were not posted; safe to run twice."""
    inviting.send_owed(Survey.objects.get(pk=survey_id))


@work.task("engagement.open_answers", cleared=(EVERYWHERE,))
def open_answers(edition_id: int) -> None:
    """Write the table of single answers that goes with an edition of results; safe to run twice."""
    opening_answers.write(edition_id)
