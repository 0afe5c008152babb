"""The table of single answers that goes with an edition of results: a file, since it may be long."""

from django.db import transaction
from django.utils import timezone

from engagement import tabulating
from engagement.models import SurveyResult
from engagement.publishing_results import ANSWERS
from foundation import pagecache, uploads
from foundation.models import Edition, Rendering
from foundation.wholepages import WHOLE


@transaction.atomic
def write(edition_id: int) -> None:
    """Write the table of an edition; one that was written, or superseded meanwhile, is let be."""
    made = Rendering.objects.select_for_update().get(edition=edition_id, kind=ANSWERS)
    if made.done_at is not None:
        return
    edition = Edition.objects.get(pk=edition_id)
    parts = list(edition.parts.order_by("position"))
    result = SurveyResult.objects.select_related("survey__locality").get(survey=parts[0].content["survey"])
    if result.edition_id == edition.pk and result.survey.forgotten_on is None:
        text = tabulating.answers(result.survey, parts)
        found = uploads.inspect(text.encode(), name=f"answers-{result.survey_id}.csv", kinds=["csv"])
        made.file = uploads.store(found, root=edition.root, by=None)
        made.file.opened_at = timezone.now()
        made.file.save(update_fields=["opened_at"])
        close(made.subject, besides=made)  # beside the new one it could tell of the answers that differ
    made.done_at = timezone.now()
    made.save()
    # The kept page says that the table is being made; a rendering has no history.
    Rendering.objects.filter(subject=made.subject, kind=WHOLE).update(html="", data={})
    pagecache.changed()


def close(series: str, besides: Rendering | None = None) -> None:
    """Delete the tables of answers of a series of results, all but one where it is named."""
    for made in Rendering.objects.filter(subject=series, kind=ANSWERS, file__isnull=False).select_related("file"):
        if made != besides and made.file:
            uploads.purge(made.file)
