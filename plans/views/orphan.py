"""The orphan report: what is linked to nothing, with the way to mend it. Source: checklist A25."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation import downloads
from localities.access import anywhere
from plans import access as roles
from plans import orphaning


def _report(request: HttpRequest) -> list[orphaning.Section]:
    return orphaning.report(roles.where(request.access, roles.READ), timezone.localdate())


@anywhere(roles.READ)
@require_safe
def orphans(request: HttpRequest) -> HttpResponse:
    """Show what is linked to nothing in the officer's places."""
    found = _report(request)
    context = {"sections": found, "number": sum(len(section.rows) for section in found)}
    context["may"] = request.access.may_anywhere(roles.PLAN)
    return render(request, "plans/strategy/orphans.html", context)


@anywhere(roles.READ)
@require_safe
def orphans_csv(request: HttpRequest) -> HttpResponse:
    """Return the same as a table for spreadsheets."""
    site = request.build_absolute_uri("/").rstrip("/")
    return downloads.table(orphaning.table(_report(request), site=site), "linked-to-nothing")
