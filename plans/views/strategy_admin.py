"""The register of strategies as officers keep it. Source: checklist A12, A25, C8, C13."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.views.order import move
from foundation import access
from foundation.paging import page_of
from foundation.refusal import told
from localities.access import anywhere
from localities.views.form_page import form_page
from plans import access as roles
from plans import keeping_strategies
from plans.forms.strategy import AimForm, LastDayForm, StrategyFilter, StrategyForm
from plans.models import Aim, Strategy
from plans.views.strategy import WHOLE, aims_of

LIST = "/manage/plans/strategies/"
PAGE = require_http_methods(["GET", "HEAD", "POST"])
AIMS = Aim.objects.select_related("strategy__board", "strategy__locality", "strategy__partnership")


@anywhere(roles.READ)
@require_safe
def manage_strategies(request: HttpRequest) -> HttpResponse:
    """List every strategy that the officer may see, drafts among them."""
    search = StrategyFilter(request.GET or None)
    rows = WHOLE.order_by("title", "pk")
    may = request.access.may_anywhere(roles.PLAN)
    context = {
        "page": page_of(request, search.narrow(rows) if request.GET else rows), "search": search, "may_add": may,
        "lacks_aims": request.access.may(roles.PLAN, request.partnership)
        and not Strategy.objects.filter(kind=Strategy.Kind.AIMS).exists(),
    }  # fmt: skip
    return render(request, "plans/strategy/manage_list.html", context)


@anywhere(roles.PLAN)
@PAGE
def strategy_new(request: HttpRequest) -> HttpResponse:
    """Add a strategy."""
    return _facts(request, Strategy(partnership=request.partnership), "Add a strategy", LIST)


@PAGE
def strategy_change(request: HttpRequest, strategy_id: int) -> HttpResponse:
    """Change a strategy."""
    found = access.fetch(request, WHOLE, roles.PLAN, pk=strategy_id)
    return _facts(request, found, f"Change {found}", _page(found))


def _facts(request: HttpRequest, strategy: Strategy, title: str, back: str) -> HttpResponse:
    form = StrategyForm.of(request, instance=strategy)
    form.offer(request.access, roles.PLAN, strategy)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = keeping_strategies.keep(form.put(form.save(commit=False)), by=request.user)
        messages.success(request, f"{kept} is saved.")
        return redirect("manage_strategy", kept.pk)

    return form_page(request, form, act, title=title, back=back)


def _page(strategy: Strategy) -> str:
    return reverse("manage_strategy", args=[strategy.pk])


@anywhere(roles.READ)
@require_safe
def manage_strategy(request: HttpRequest, strategy_id: int) -> HttpResponse:
    """Show an officer a strategy, its aims in order and what serves them; the wall keeps other places’ drafts."""
    found = access.fetch(request, WHOLE, access.PUBLIC, pk=strategy_id)
    context = {"strategy": found, "aims": aims_of(found), "may": request.access.may(roles.PLAN, found)}
    return render(request, "plans/strategy/manage.html", context)


@require_POST
def strategy_publication(request: HttpRequest, strategy_id: int) -> HttpResponse:
    """Let everybody read it."""
    found = access.fetch(request, WHOLE, roles.PLAN, pk=strategy_id)
    with told(request):
        keeping_strategies.publish(found, by=request.user)
        messages.success(request, "Everybody can read it now.")
    return redirect("manage_strategy", found.pk)


@PAGE
def strategy_ending(request: HttpRequest, strategy_id: int) -> HttpResponse:
    """Give it its last day."""
    found = access.fetch(request, WHOLE, roles.PLAN, pk=strategy_id)
    return _last_day(request, found, found, lambda on: keeping_strategies.end(found, on=on, by=request.user))


@PAGE
def aim_new(request: HttpRequest, strategy_id: int) -> HttpResponse:
    """Add an aim."""
    found = access.fetch(request, WHOLE, roles.PLAN, pk=strategy_id)
    return _aim(request, found, Aim(strategy=found, partnership=request.partnership), "Add an aim")


@PAGE
def aim_change(request: HttpRequest, aim_id: int) -> HttpResponse:
    """Change the words of an aim."""
    aim = access.fetch(request, AIMS, roles.PLAN, pk=aim_id)
    return _aim(request, aim.strategy, aim, "Change the aim")


def _aim(request: HttpRequest, strategy: Strategy, aim: Aim, title: str) -> HttpResponse:
    form = AimForm.of(request, instance=aim)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = keeping_strategies.keep_aim(strategy, form.save(commit=False), by=request.user)
        messages.success(request, f"{kept}: saved.")
        return redirect("aim_new" if "again" in request.POST else "manage_strategy", strategy.pk)

    page = {"title": title, "caption": strategy, "back": _page(strategy)}
    page |= {"again": "Save and add another"} if aim._state.adding else {}
    return form_page(request, form, act, **page)


@PAGE
def aim_ending(request: HttpRequest, aim_id: int) -> HttpResponse:
    """Say since when an aim is no longer pursued."""
    aim = access.fetch(request, AIMS, roles.PLAN, pk=aim_id)
    return _last_day(request, aim.strategy, aim, lambda on: keeping_strategies.end_aim(aim, on=on, by=request.user))


def _last_day(request: HttpRequest, strategy: Strategy, row: Any, end: Callable[[Any], Any]) -> HttpResponse:
    form = LastDayForm.of(request)

    def act() -> HttpResponse:
        end(form.cleaned_data["ends_on"])
        messages.success(request, f"{row}: its last day is kept.")
        return redirect("manage_strategy", strategy.pk)

    return form_page(
        request, form, act, title=f"The last day of {row}", back=_page(strategy), submit="Save the last day"
    )


@require_POST
def aims_order(request: HttpRequest, strategy_id: int) -> HttpResponse:
    """Move an aim."""
    found = access.fetch(request, WHOLE, roles.PLAN, pk=strategy_id)
    move(request, AIMS.filter(strategy=found), keeping_strategies.move_aim, by=request.user)
    return redirect("manage_strategy", found.pk)


@require_POST
def locality_aims(request: HttpRequest) -> HttpResponse:
    """Add the seven aims of locality working."""
    access.require(request, roles.PLAN, request.partnership)
    with told(request):
        made = keeping_strategies.take_locality_aims(by=request.user)
        messages.success(request, "The seven aims are there. Change their words as you need.")
        return redirect("manage_strategy", made.pk)
    return redirect(LIST)
