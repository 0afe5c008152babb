"""A board drawn as its seats: rule, seat, holder; vacancies first."""

import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import seating
from boards.access import EDIT_BOARD, VIEW_DRAFTS
from boards.forms.board import EndForm
from boards.forms.seat import AppointForm, RuleForm
from boards.models import Board, Seat, SeatHolding, SeatRule, TaskGroup
from boards.views.board import seats_on
from foundation.access import fetch
from foundation.forms import Form
from foundation.refusal import done, told
from localities.matching import Match, who_could

SOON = datetime.timedelta(days=30)


@require_safe
def board_seats(request: HttpRequest, slug: str) -> HttpResponse:
    """Show rules, seats and holders, what is vacant first."""
    board = fetch(request, Board.objects.select_related("kind", "locality"), VIEW_DRAFTS, slug=slug)
    today = timezone.localdate()
    seats = seats_on(board, max(today, board.live_from or board.shadow_from or today))
    for seat in seats:
        seat.ends_soon = bool(seat.holder and seat.holder.ends_on and seat.holder.ends_on <= today + SOON)
        seat.next = next((h for h in seat.holdings.all() if h.starts_on and h.starts_on > today), None)
    seats.sort(key=lambda seat: seat.holder is not None)
    context = {
        "board": board, "seats": seats, "rules": board.seat_rules.all(), "form": Form(),
        "vacant": sum(1 for seat in seats if not seat.holder), "may_edit": request.access.may(EDIT_BOARD, board),
    }  # fmt: skip
    return render(request, "boards/seat/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_filling(request: HttpRequest, slug: str) -> HttpResponse:
    """Show which seats the rules would make or end today, then do it."""
    board = fetch(request, Board.objects.select_related("locality"), EDIT_BOARD, slug=slug)
    if request.method == "POST":
        made = seating.fill_seats(board, by=request.user)
        messages.success(request, f"The seats follow the rules. {len(made)} made.")
        return redirect("board_seats", slug)
    with transaction.atomic():
        before = list(Seat.objects.on(timezone.localdate()).filter(board=board))
        made = seating.fill_seats(board, by=request.user)
        after = set(Seat.objects.on(timezone.localdate()).filter(board=board).values_list("pk", flat=True))
        transaction.set_rollback(True)
    ended = [seat for seat in before if seat.pk not in after]
    return render(request, "boards/seat/filling.html", {"board": board, "made": made, "ended": ended, "form": Form()})


@require_http_methods(["GET", "HEAD", "POST"])
def seat_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a rule that makes seats."""
    board = fetch(request, Board.objects.select_related("locality"), EDIT_BOARD, slug=slug)
    form = RuleForm.of(request)

    def act() -> HttpResponse:
        made = seating.add_rule(board, by=request.user, **form.cleaned_data)
        messages.success(request, f"{len(made)} seats made.")
        return redirect("board_seats", slug)

    if answer := done(request, form, act):
        return answer
    return render(request, "boards/seat/rule.html", {"board": board, "form": form})


@require_POST
def seat_new(request: HttpRequest, slug: str, rule_id: int) -> HttpResponse:
    """Add one seat under a rule with a fixed number, up to that number."""
    board = fetch(request, Board.objects.all(), EDIT_BOARD, slug=slug)
    rule = fetch(request, SeatRule.objects.filter(board=board), EDIT_BOARD, pk=rule_id)
    with told(request):
        seat = seating.add_seat(rule, by=request.user)
        messages.success(request, f"Seat added: {seat}.")
    return redirect("board_seats", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_holder(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Put a person in a seat from a day; whoever holds it is asked to end first."""
    seat = fetch(request, Seat.objects.select_related("board", "area", "organisation"), EDIT_BOARD, pk=seat_id)
    return _appoint(request, seat, None)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_substitute(request: HttpRequest, holding_id: int) -> HttpResponse:
    """Name somebody who stands in for a seat's holder."""
    holdings = SeatHolding.objects.select_related("board", "seat__area", "seat__board", "person")
    holding = fetch(request, holdings, EDIT_BOARD, pk=holding_id)
    return _appoint(request, holding.seat, holding)


def _appoint(request: HttpRequest, seat: Seat, holder: SeatHolding | None) -> HttpResponse:
    form = AppointForm.of(request, seat=seat)

    def act() -> HttpResponse:
        return _saved(request, seating.appoint(seat, **form.cleaned_data, substitute_for=holder, by=request.user))

    if answer := done(request, form, act):
        return answer
    context = {"board": seat.board, "seat": seat, "holder": holder, "form": form, "could": _could(seat)}
    return render(request, "boards/seat/appoint.html", context)


def _could(seat: Seat) -> list[Match] | None:
    """Return who says that they can do what the seat's board does; nothing for a seat that an election fills."""
    if seat.area_id or seat.organisation_id:
        return None
    group = TaskGroup.objects.filter(board=seat.board_id).first()
    return who_could(f"{seat.label} {seat.board.name} {group.purpose if group else seat.board.about}")


@require_http_methods(["GET", "HEAD", "POST"])
def holding_end(request: HttpRequest, holding_id: int) -> HttpResponse:
    """End somebody's time in a seat; the record stays."""
    holdings = SeatHolding.objects.select_related("board", "seat", "person")
    holding = fetch(request, holdings, EDIT_BOARD, pk=holding_id)
    form = EndForm.of(request)

    def act() -> HttpResponse:
        return _saved(request, seating.end_holding(holding, by=request.user, **form.cleaned_data))

    if answer := done(request, form, act):
        return answer
    return render(request, "boards/seat/end.html", {"board": holding.board, "holding": holding, "form": form})


def _saved(request: HttpRequest, holding: SeatHolding) -> HttpResponse:
    messages.success(request, f"Saved: {holding}.")
    return redirect("board_seats", holding.board.slug)
