"""Call-in of what a sovereign body decided on a board's decision, as officers record it; and the rules of each body."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from boards import calling_in
from boards.access import RECORD
from boards.forms.call_in import CallInForm, CallInOutcomeForm, CallInRuleForm, HeldPublicationForm, WaiverForm
from boards.models import Hold
from foundation.access import fetch
from foundation.forms import Form
from foundation.refusal import done, status
from localities.access import EDIT
from localities.models import Organisation

METHODS = ["GET", "HEAD", "POST"]
HOLDS = Hold.objects.filter(decision__published_at__isnull=False).select_related("board", "organisation", "decision")
# By the last word of the address: what the page is called, its form, its act, what is said when it is done.
STEPS: dict[str, tuple[str, type[Form], Callable[..., Hold], str]] = {
    "publication": ("When it was published", HeldPublicationForm, calling_in.record_publication, "The hold runs."),
    "waiver": ("It is too urgent to be held", WaiverForm, calling_in.waive, "The decision is no longer held."),
    "call-in": ("It was called in", CallInForm, calling_in.call_in, "The call-in is recorded."),
    "outcome": ("What became of the call-in", CallInOutcomeForm, calling_in.conclude, "The outcome is recorded."),
}


@require_http_methods(METHODS)
def decision_hold(request: HttpRequest, key: int, step: str) -> HttpResponse:
    """Record a step of the hold of a decision: its publication, a waiver, a call-in, the outcome of that."""
    hold = fetch(request, HOLDS, RECORD, decision=key)
    if step not in STEPS:
        raise Http404
    title, form_class, act, told = STEPS[step]
    form = form_class.of(request)

    def save() -> HttpResponse:
        act(hold, **form.cleaned_data, by=request.user)
        messages.success(request, told)
        return redirect("decision", key)

    if answer := done(request, form, save):
        return answer
    context = {"hold": hold, "decision": hold.decision, "form": form, "title": title, "step": step}
    return render(request, "boards/call_in/form.html", context, status=status(form))


@require_http_methods(METHODS)
def call_in_rule(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Say what the constitution of a sovereign body says of call-in."""
    councils = Organisation.objects.filter(kind__in=Organisation.COUNCILS).select_related("partnership")
    body = fetch(request, councils, EDIT, pk=organisation_id)
    form = CallInRuleForm.of(request, instance=calling_in.rule_of(body))

    def save() -> HttpResponse:
        form.must_be_as_seen()
        calling_in.keep_rule(form.instance, fields=form.changed_data, by=request.user)
        messages.success(request, "The rule is saved. What is held already keeps the rule that it began under.")
        return redirect("organisation", organisation_id)

    if answer := done(request, form, save):
        return answer
    return render(request, "boards/call_in/rule.html", {"form": form, "body": body}, status=status(form))
