"""Assessing how far localities are: what is due, and one page for each outcome and locality. Source: E3, E4, R26."""

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation import access
from foundation.refusal import done, status
from foundation.templatetags.words import counted
from localities.access import anywhere
from localities.models import Locality
from localities.views.record import FORM
from plans import access as roles
from plans.assessing import assess, last_of
from plans.forms.assessment import AssessForm
from plans.maturity import read
from plans.models import Evidence, Framework, FrameworkOutcome

MOST_EVIDENCE = 300


@anywhere(roles.READ)
@require_safe
def stages_to_assess(request: HttpRequest, framework_id: int) -> HttpResponse:
    """Show each locality and outcome with its stage and what is due, leading to where it is assessed."""
    framework = access.fetch(request, Framework.objects.all(), access.PUBLIC, pk=framework_id)
    today, held = timezone.localdate(), request.access
    seen = read(framework, [today], Locality.objects.on(today).order_by("name"))
    rows = [
        (place, held.may(roles.ASSESS, place), [(one, one.due(today)) for one in seen.row(place, today)])
        for place in seen.localities
    ]
    context = {"framework": framework, "rows": rows, "outcomes": seen.outcomes}
    return render(request, "plans/assessment/list.html", context)


@require_http_methods(FORM)
@anywhere(roles.ASSESS)
def stage_assessment(request: HttpRequest, framework_id: int, locality_slug: str, outcome_id: int) -> HttpResponse:
    """Assess the measures of one outcome in one locality; only what changed is kept as new."""
    place = access.fetch(request, Locality.objects.all(), roles.ASSESS, slug=locality_slug)
    framework = access.fetch(request, Framework.objects.all(), access.PUBLIC, pk=framework_id)
    outcome = access.fetch(request, framework.outcomes.select_related("framework"), access.PUBLIC, pk=outcome_id)
    form = _form(request, outcome, place)

    def act() -> HttpResponse:
        said = form.cleaned_data
        days = {"assessed_on": said["assessed_on"], "next_review_on": said["next_review_on"]}
        kept = assess(outcome, place, form.judgements(), assessor=said["assessor"], **days, by=request.user)
        messages.success(request, _kept(kept))
        return redirect(_next(outcome, place) if "next" in request.POST else _list(framework, place))

    context = {"form": form, "outcome": outcome, "locality": place, "framework": framework, "next": _after(outcome)}
    answer = done(request, form, act)
    return answer or render(request, "plans/assessment/form.html", context, status=status(form))


def _form(request: HttpRequest, outcome: FrameworkOutcome, place: Locality) -> AssessForm:
    today = timezone.localdate()
    measures = [one for one in outcome.measures.order_by("stage", "position", "pk") if one.counts_on(today)]
    if not measures:
        raise Http404
    near = Q(locality__isnull=True) | Q(locality=place)
    library = Evidence.objects.current().filter(near).order_by("-found_on", "-pk")[:MOST_EVIDENCE]
    later = today + relativedelta(months=outcome.framework.review_months)
    initial = {"assessor": str(request.user), "assessed_on": today, "next_review_on": later}
    return AssessForm.of(
        request, measures=measures, last=last_of(outcome, place), library=list(library), initial=initial
    )


def _kept(number: int) -> str:
    if not number:
        return "Nothing was changed, so nothing new is kept."
    return f"{counted(number, 'measure is', 'measures are')} assessed."


def _after(outcome: FrameworkOutcome) -> FrameworkOutcome | None:
    rows = list(outcome.framework.outcomes.all())
    place = [one.pk for one in rows].index(outcome.pk) + 1
    return rows[place] if place < len(rows) else None


def _next(outcome: FrameworkOutcome, place: Locality) -> str:
    after = _after(outcome)
    if after is None:
        return _list(outcome.framework, place)
    return reverse("stage_assessment", args=[outcome.framework_id, place.slug, after.pk])


def _list(framework: Framework, place: Locality) -> str:
    return f"{reverse('stages_to_assess', args=[framework.pk])}#{place.slug}"
