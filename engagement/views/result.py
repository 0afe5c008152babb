"""Results of a survey as everybody reads them: the edition in force, older ones, and tables to take away."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement import tabulating, withdrawing_results
from engagement.comparing_waves import series
from engagement.models import Survey
from engagement.publishing_results import ANSWERS, PAGE
from foundation import access, pagecache, panels, uploads, wholepages
from foundation.downloads import table
from foundation.models import Edition, Rendering

# It also shows the activity, and how the partnership looks: it stands until anybody does anything, an hour at most.
FIND = """
SELECT id, html, data ->> 'stamp', data ->> 'etag', concat_ws('/', %s::text, asked_at, date_trunc('hour', now()),
       (SELECT max(id) FROM foundation_act))
FROM foundation_rendering WHERE subject = %s AND kind = %s ORDER BY asked_at DESC LIMIT 1
"""


def _editions(request: HttpRequest, survey_id: int) -> tuple[Survey, list[Edition]]:
    """Return an opened survey and the editions of its results, the one in force first."""
    rows = Survey.objects.filter(opened_at__isnull=False).select_related("activity")
    survey = access.fetch(request, panels.beside("public.survey", rows), access.PUBLIC, pk=survey_id)
    editions = list(withdrawing_results.all_of(survey))
    if not editions:
        raise Http404
    return survey, editions


@login_not_required
@require_safe
def results(request: HttpRequest, survey_id: int, number: int | None = None) -> HttpResponse:
    """Show the results in force, or an older edition that says so; both were made when they were published."""
    kept = _kept(request, survey_id) if number is None else None
    if kept and kept.html:
        return HttpResponse(kept.html, headers={"ETag": kept.etag})
    response = _results(request, survey_id, number)
    if kept:
        pagecache.mark(response)
        wholepages.keep(kept, response.content.decode(), response["ETag"])
    return response


def _kept(request: HttpRequest, survey_id: int) -> wholepages.Kept | None:
    """Return the place of the whole page, where it is the same for everybody who is not signed in."""
    if request.GET or not pagecache.name(request):
        return None
    return wholepages.find(FIND, wholepages.look_of(request.partnership), series(survey_id), wholepages.WHOLE)


def _results(request: HttpRequest, survey_id: int, number: int | None) -> HttpResponse:
    survey, editions = _editions(request, survey_id)
    edition = next((each for each in editions if number in (None, each.number)), None)
    if edition is None:
        raise Http404
    made = {row.kind: row for row in Rendering.objects.filter(edition=edition, kind__in=(PAGE, ANSWERS))}
    gone = edition.parts.first() if edition.is_withdrawn else None  # type: ignore[attr-defined]
    words = {
        "gone": gone, "page": made.get(PAGE),
        "survey": survey, "edition": edition, "editions": editions, "newest": editions[0],
        "panels": panels.shown(survey, "public.survey"),
        "has_answers": survey.forgotten_on is None and ANSWERS in made and made[ANSWERS].file_id is not None,
    }  # fmt: skip
    return render(request, "engagement/result/detail.html", words)


def _sheet(request: HttpRequest, survey_id: int, write: Callable, name: str) -> HttpResponse:
    survey, editions = _editions(request, survey_id)
    return table(write(list(editions[0].parts.order_by("position"))), f"{name}-{survey.pk}")


@login_not_required
@require_safe
def results_csv(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Return the results in force as a table."""
    return _sheet(request, survey_id, tabulating.results, "results")


@login_not_required
@require_safe
def codebook_csv(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Return what the columns and values of the single answers mean, as a table."""
    return _sheet(request, survey_id, tabulating.codebook, "codebook")


@login_not_required
@require_safe
def answers_csv(request: HttpRequest, survey_id: int) -> HttpResponseBase:
    """Return the single answers without what tells of a few; while the file is made the page says so."""
    survey, editions = _editions(request, survey_id)
    made = Rendering.objects.filter(edition=editions[0], kind=ANSWERS).select_related("file").first()
    if made is None or made.file is None:
        return render(request, "engagement/result/waiting.html", {"survey": survey}, status=404)
    return uploads.serve(made.file, request=request)
