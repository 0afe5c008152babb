"""Values that are due: given by a secret link without an account, and watched by officers. Source: R25, A14."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards import linking
from foundation import access
from foundation.paging import page_of
from foundation.refusal import done, status, told
from foundation.secret_link import ended, private, row_of, unknown
from localities.access import anywhere
from plans import access as roles
from plans import asking_values, wording
from plans.forms.value import ValueForm
from plans.judging_measures import silence
from plans.models import IndicatorValue, ValueRequest
from plans.periods import words, written

PAGE, EARLIER = 50, 4
KEPT = "The value is kept, and everybody can read it."
HIDDEN = "It counts only a few people, or would tell of a few: that it was given is kept, its number is not."
REQUESTS = ValueRequest.objects.select_related(
    "indicator__owner", "indicator__board", "indicator__locality", "area", "board", "locality"
)


def waits(request: HttpRequest) -> str:
    """Return how many values are late at the places that the person looks after, in words."""
    mine = roles.where(request.access, roles.MEASURE)  # type: ignore[attr-defined]
    late = ValueRequest.objects.waiting().filter(mine, due_on__lt=timezone.localdate()).count()
    return f"{late} late." if late else ""


@login_not_required
@never_cache
def value_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link give a value, look at it once more, and put it right while the link lasts."""
    found = row_of(token, REQUESTS)
    if found is None:
        return unknown(request, token, "a value")
    if not linking.works(found):
        return ended(request, found, "a value")
    form = ValueForm.of(request, initial=_before(found))
    context = {"form": form, "request_": found, "period": words(found.starts_on, found.ends_on)}
    if "confirm" not in request.POST:
        is_to_check = request.method == "POST" and "change" not in request.POST and form.is_valid()
        return private(_answer_page(request, context, is_to_check=is_to_check))

    def act() -> HttpResponse:
        asking_values.give(found, link=token, **form.cleaned_data)
        value = asking_values.given(found)
        messages.success(request, f"Thank you. {HIDDEN if value and value.is_withheld else KEPT}")
        return redirect(request.path)

    return private(done(request, form, act) or _answer_page(request, context))


def _answer_page(request: HttpRequest, context: dict, *, is_to_check: bool = False) -> HttpResponse:
    found, form = context["request_"], context["form"]
    same = {"indicator": found.indicator_id, "area": found.area_id, "replaced_at": None}
    rows = list(IndicatorValue.objects.filter(ends_on__lt=found.starts_on, **same).order_by("-ends_on")[:EARLIER])
    context["earlier"] = [(words(row.starts_on, row.ends_on), _said(found, row)) for row in rows]
    if is_to_check:
        said = form.cleaned_data
        context["figure"] = wording.figure(found.indicator, said["value"])
        context["interval"] = wording.interval(found.indicator, said["low"], said["high"])
        context["is_far"] = wording.is_far(said["value"], rows[0].value if rows else None)
        return render(request, "plans/value/check.html", context)
    return render(request, "plans/value/answer.html", context, status=status(form) if request.method == "POST" else 200)


def _said(found: ValueRequest, row: IndicatorValue) -> str:
    return wording.WITHHELD if row.value is None else wording.figure(found.indicator, row.value)


def _before(found: ValueRequest) -> dict:
    """Return what the form starts with: what was given, or who is asked."""
    value = asking_values.given(found)
    if value is None:
        return {"answered_by": found.indicator.keeper}
    return {name: getattr(value, name) for name in ("value", "low", "high", "note")} | {"answered_by": value.given_by}


@require_safe
@anywhere(roles.READ)
def value_requests(request: HttpRequest) -> HttpResponse:
    """List the values that have not come, the latest first due."""
    mine = roles.where(request.access, roles.READ)  # type: ignore[attr-defined]
    page = page_of(request, REQUESTS.waiting().filter(mine), PAGE)
    held, today = request.access, timezone.localdate()  # type: ignore[attr-defined]
    rows = [(row, silence(row, today), held.may(roles.MEASURE, row), _entering(held, row)) for row in page]
    return render(request, "plans/value/requests.html", {"page": page, "rows": rows})


def _entering(held: access.Access, row: ValueRequest) -> str:
    """Return where the value is entered by hand; nothing for whoever may not."""
    if row.indicator.retired_at or not held.may(roles.MEASURE, row.indicator):
        return ""
    said = urlencode({"area": row.area_id, "period": written(row.starts_on, row.ends_on)})
    return f"{reverse('indicator_value_new', args=[row.indicator_id])}?{said}"


@require_POST
def value_request_link(request: HttpRequest, value_request_id: int) -> HttpResponse:
    """Ask once more, with a new link."""
    found = access.fetch(request, REQUESTS, roles.MEASURE, pk=value_request_id)
    with told(request):
        asking_values.send_link(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"A new link went to {found.indicator.keeper_email}. The one before works no more.")
    return redirect("value_requests")
