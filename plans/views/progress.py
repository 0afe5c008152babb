"""How an action of a plan goes, as its owner says it by a link that needs no account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from foundation.refusal import done
from foundation.secret_link import ended, private, unknown
from plans import delivering
from plans.forms.delivery import ReportForm


@login_not_required
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of the link say how it goes, as often as they like; opening the page changes nothing."""
    action = delivering.by_link(token)
    if action is None:
        return unknown(request, token, "an action of a plan")
    if not delivering.takes_reports(action):
        return ended(request, action, "an action of a plan", "boards/action/ended.html")
    initial = {"by_name": action.reached_at[0]}
    form = ReportForm.of(request, action=action, kinds=delivering.OWNERS, initial=initial)

    def act() -> HttpResponse:
        delivering.report(action, by=None, link=token, **form.cleaned_data)
        messages.success(request, "What you said is kept. This is how everybody reads it.")
        return redirect("plan_delivery", action.objective.plan_id)

    context = {"form": form, "action": action, "plan": action.objective.plan}
    return private(done(request, form, act) or render(request, "plans/delivery/report.html", context))
