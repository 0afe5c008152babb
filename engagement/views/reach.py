"""Who took part against who lives there: for everybody by whole years, for officers between any two days.

Source: checklist C30, D13; standards R33, R35.
"""

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from engagement import keeping_shares, reaching
from engagement.access import PLAN, READ, choice_of
from engagement.forms.reach import ReachFilter, ShareForm
from engagement.models import GroupShare
from engagement.views.activity import FORM
from engagement.views.hub import ROOMS, Room
from foundation import access
from localities.access import anywhere
from localities.views.form_page import form_page
from localities.views.sheet import sheet

A_YEAR = datetime.timedelta(days=364)
EXAMPLE = """locality,group,year,percent,source
Hill and Vale,Older people,2021,24.8,"Census 2021, TS007"
"""
ROOMS += [
    Room("Reach", "/manage/engagement/reach/", "Who took part against who lives there, and whom that leaves out."),
]


@login_not_required
@require_safe
def reach(request: HttpRequest) -> HttpResponse:
    """Show everybody who took part in a whole year in a place."""
    found = reaching.for_everybody(request.partnership, request.GET.get("of", ""))  # type: ignore[attr-defined]
    place, year = found.chosen or (None, None)
    years = [(reaching.key_of(*one), *one, one == found.chosen) for one in found.years]
    context = {"years": years, "place": place, "year": year, "reach": found.reach}
    return render(request, "engagement/reach/reach.html", context)


@require_safe
@anywhere(READ)
def manage_reach(request: HttpRequest) -> HttpResponse:
    """Show officers who took part in a place between two days, as it may be published: first in their own."""
    own = choice_of(request.access, READ).only  # type: ignore[attr-defined]
    asked, today = ReachFilter(request.GET or {"place": own}), timezone.localdate()
    first, last = asked.period((today - A_YEAR, today))
    place = asked.cleaned_data.get("place")
    context = {
        "filter": asked,
        "first": first,
        "last": last,
        "place": place,
        "reach": reaching.reach(list(reaching.between(first, last, place)), place),
        "may_plan": request.access.may_anywhere(PLAN),  # type: ignore[attr-defined]
    }
    return render(request, "engagement/reach/manage.html", context)


@require_safe
@anywhere(READ)
def group_shares(request: HttpRequest) -> HttpResponse:
    """List what share of each place's people the groups are, and where the numbers come from."""
    rows = list(GroupShare.objects.select_related("locality", "partnership", "audience"))
    held = request.access  # type: ignore[attr-defined]
    for row in rows:
        row.may_change = held.may(PLAN, row)  # type: ignore[attr-defined]
    rows.sort(key=lambda one: (str(one.locality or ""), one.audience.position, -one.year))
    return render(request, "engagement/reach/shares.html", {"rows": rows, "may_plan": held.may_anywhere(PLAN)})


@require_http_methods(FORM)
@anywhere(PLAN)
def group_share_new(request: HttpRequest) -> HttpResponse:
    """Add the share of a group."""
    new = GroupShare(partnership=request.partnership)  # type: ignore[attr-defined]
    return _edit(request, new, "Add the share of a group")


@require_http_methods(FORM)
def group_share_change(request: HttpRequest, share_id: int) -> HttpResponse:
    """Put the share of a group right."""
    rows = GroupShare.objects.select_related("locality", "partnership", "audience")
    found = access.fetch(request, rows, PLAN, pk=share_id)
    return _edit(request, found, f"Change the share of {found}")


def _edit(request: HttpRequest, share: GroupShare, title: str) -> HttpResponse:
    form = ShareForm.of(request, instance=share, places=choice_of(request.access, PLAN))  # type: ignore[attr-defined]

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = keeping_shares.keep_share(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{kept}: saved.")
        return redirect("group_shares")

    return form_page(request, form, act, title=title, back=reverse("group_shares"))


@require_http_methods(FORM)
@anywhere(PLAN)
def group_shares_import(request: HttpRequest) -> HttpResponse:
    """Take the shares of groups from a table."""
    places = choice_of(request.access, PLAN)  # type: ignore[attr-defined]
    act: Any = keeping_shares.ShareSheet(set(places.localities.values_list("pk", flat=True)) if places.must else None)
    page = {"title": "Who lives here: take a table", "back": reverse("group_shares"), "example": EXAMPLE}
    return sheet(request, act, page)
