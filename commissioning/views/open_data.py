"""Open data: what there is and what its columns mean, and each table under its stable address. Source: R20, R21."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commissioning import opening_data
from commissioning.open_data import BY_NAME, LICENCE, TABLES, VERSION, described
from foundation import downloads, links, uploads

HEADER = "Data-Version"
WAIT_SECONDS = 120


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Say what there is, how often it is made, under which licence, and what each column means."""
    context = {"tables": TABLES, "version": VERSION, "licence": LICENCE, "at_once": opening_data.AT_ONCE}
    return render(request, "commissioning/open_data/list.html", context)


@login_not_required
@require_safe
def package(request: HttpRequest) -> HttpResponse:
    """Return what there is as a data package, by which programs read and check the tables."""
    partnership = request.partnership  # type: ignore[attr-defined]
    found = described(links.address(partnership), str(partnership))
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def sheet(request: HttpRequest, table: str) -> HttpResponseBase:
    """Return a table: a short one as it is now, a long one as the file that was made last."""
    found = BY_NAME[table]
    answer: HttpResponseBase
    if opening_data.is_short(found):
        answer = downloads.table(opening_data.text_of(found, request.partnership), table)  # type: ignore[attr-defined]
    elif (made := opening_data.kept(found)) and made.file:
        answer = uploads.serve(made.file, request=request)
    else:
        answer = render(
            request, "commissioning/open_data/waiting.html", {"table": found}, status=202
        )  # a 5xx would take the asking back
        answer["Retry-After"] = str(WAIT_SECONDS)
    answer[HEADER] = VERSION
    return answer
