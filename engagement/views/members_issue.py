"""A councillor raises issues for residents of their ward, from their desk, and sees what becomes of them. E55."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from engagement import raising
from engagement.forms.issue import MemberForm
from engagement.listing_issues import SHOWN
from engagement.models import Issue
from engagement.views.handling import raised
from foundation import tenancy
from foundation.paging import page_of
from foundation.refusal import done, status
from foundation.resending import same
from localities.models import Area, Mandate


def _wards(request: HttpRequest) -> list[Area]:
    """Return the wards and parishes for which the person was elected."""
    rows = Mandate.objects.on(timezone.localdate()).filter(person__user=request.user.pk, area__isnull=False)
    return [row.area for row in rows.select_related("area") if row.area]


@require_safe
def my_issues(request: HttpRequest) -> HttpResponse:
    """List what a councillor raised for residents, and where it stands."""
    tenancy.clear(f"raiser:{request.user.pk}")
    rows = Issue.objects.filter(how=Issue.How.MEMBER, entered_by=request.user.pk).select_related(*SHOWN)
    return render(request, "engagement/issue/my_list.html", {"page": page_of(request, rows), "wards": _wards(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def my_issue_new(request: HttpRequest) -> HttpResponse:
    """Raise an issue for a resident; who sits for no area raises it like anybody else."""
    wards = _wards(request)
    if not wards:
        return redirect("issue_new")
    form = MemberForm.of(request, initial={"where_area": str(wards[0].pk)})

    def run() -> HttpResponse:
        contact = raising.raise_issue(by=request.user, how=Issue.How.MEMBER, **raised(form))
        messages.success(request, f"Sent. Its number is {contact.issue.reference}.")
        return redirect("my_issues")

    if form.is_valid():
        same(form)
    if answer := done(request, form, run):
        return answer
    context = {"form": form, "wards": wards}
    return render(request, "engagement/issue/my_new.html", context, status=status(form))
