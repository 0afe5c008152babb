"""How far locality working has come, for everybody: all localities, one of them, one outcome. Source: E3-E5, J8."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation import access, downloads
from localities.importing import sheet
from localities.models import Locality
from plans.charting_stages import half_years, over_time
from plans.forms.assessment import AsOnForm
from plans.maturity import Maturity, Standing, change, read
from plans.models import Framework

COLUMNS = ("locality", "outcome", "stage", "measures_met", "measures", "as_on")


@dataclass(frozen=True)
class Cell:
    """One outcome in one locality, now and a year before."""

    now: Standing
    before: Standing

    @property
    def moved(self) -> str:
        """Say from where it moved within the year, or nothing."""
        if self.now.reached == self.before.reached:
            return ""
        way = "up" if self.now.reached > self.before.reached else "down"
        return f"{way} from stage {self.before.reached}" if self.before.reached else f"{way} from before stage 1"


@login_not_required
@require_safe
def maturity(request: HttpRequest) -> HttpResponse:
    """Show the one framework that is running, or the list where there are several or none."""
    public, today = list(Framework.objects.filter(published_at__isnull=False)), timezone.localdate()
    running = [one for one in public if one.runs_on(today)]
    if len(running) == 1:
        return _matrix(request, running[0], [one for one in public if one != running[0]])
    return render(request, "plans/maturity/list.html", {"frameworks": public})


@login_not_required
@require_safe
def framework(request: HttpRequest, framework_id: int) -> HttpResponse:
    """Show each locality's stage for each outcome, as on a day, and what changed since a year before."""
    return _matrix(request, _fetched(request, framework_id))


def _fetched(request: HttpRequest, framework_id: int) -> Framework:
    return access.fetch(request, Framework.objects.all(), access.PUBLIC, pk=framework_id)  # type: ignore[no-any-return]


def _matrix(request: HttpRequest, found: Framework, others: Sequence[Framework] = ()) -> HttpResponse:
    form, on = _asked(request)
    before = on - relativedelta(years=1)
    seen = read(found, [on, before], Locality.objects.on(on).order_by("name"))
    rows = [(place, _cells(seen, place, on, before)) for place in seen.localities]
    moved = change((cell.before, cell.now) for _, cells in rows for cell in cells)
    context = {"rows": rows, "outcomes": seen.outcomes, "before": before, "change": moved, "others": others}
    context |= _day(found, form, on)
    return render(request, "plans/maturity/matrix.html", context)


def _cells(seen: Maturity, place: Locality, on: datetime.date, before: datetime.date) -> list[Cell]:
    return [Cell(now, was) for now, was in zip(seen.row(place, on), seen.row(place, before), strict=True)]


def _asked(request: HttpRequest) -> tuple[AsOnForm, datetime.date]:
    """Return the form with the day that the address asks for, and the day; today where it asks for none that was."""
    form = AsOnForm(request.GET or None)
    day = form.cleaned_data.get("on") if form.is_valid() else None
    return form, day or timezone.localdate()


def _day(found: Framework, form: AsOnForm, on: datetime.date) -> dict[str, Any]:
    today = timezone.localdate()
    asked = "" if on == today else f"?on={on}"  # which links keep
    return {"framework": found, "form": form, "on": on, "is_now": on == today, "asked": asked}


@login_not_required
@require_safe
def framework_csv(request: HttpRequest, framework_id: int) -> HttpResponse:
    """Give the stages of all localities as a table for spreadsheets."""
    found = _fetched(request, framework_id)
    _, on = _asked(request)
    seen = read(found, [on], Locality.objects.on(on).order_by("name"))
    rows = [_line(standing, on) for place in seen.localities for standing in seen.row(place, on)]
    return downloads.table(sheet(COLUMNS, rows), f"maturity-{found.pk}-{on}")


def _line(one: Standing, on: datetime.date) -> list[str]:
    met = [is_met for measures in one.met.values() for is_met in measures]
    return [one.locality.name, one.outcome.title, str(one.reached), str(sum(met)), str(len(met)), f"{on}"]


@login_not_required
@require_safe
def framework_locality(request: HttpRequest, framework_id: int, locality_slug: str) -> HttpResponse:
    """Show one locality: its stage for each outcome, what is missing for the next, its measures and what shows them."""
    found = _fetched(request, framework_id)
    form, on = _asked(request)
    place = access.fetch(request, Locality.objects.all(), access.PUBLIC, slug=locality_slug)
    seen = read(found, half_years(on), [place], every_word=True)
    picture = over_time(seen, place)
    context = {"locality": place, "row": seen.row(place, on), "picture": picture, **_day(found, form, on)}
    return render(request, "plans/maturity/locality.html", context)


@login_not_required
@require_safe
def framework_outcome(request: HttpRequest, framework_id: int, outcome_id: int) -> HttpResponse:
    """Show one outcome: the stage of each locality, and by how many each measure is met."""
    found = _fetched(request, framework_id)
    form, on = _asked(request)
    outcome = access.fetch(request, found.outcomes.all(), access.PUBLIC, pk=outcome_id)
    seen = read(found, [on], Locality.objects.on(on).order_by("name"), outcome)
    if outcome not in seen.measures:
        raise Http404
    places = [seen.at(outcome, place, on) for place in seen.localities]
    counted = [one for one in seen.measures[outcome] if one.counts_on(on)]
    measures = [(one, sum(_is_met(standing, one.pk) for standing in places)) for one in counted]
    context = {"outcome": outcome, "places": places, "measures": measures, **_day(found, form, on)}
    return render(request, "plans/maturity/outcome.html", context)


def _is_met(standing: Standing, measure_id: int) -> bool:
    return any(one.pk == measure_id and last and last.standing == "met" for one, last in standing.judged)
