"""Vacant seats: everybody reads how to stand and until when; officers advertise them. Source: checklist E56."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import advertising
from boards.access import EDIT_BOARD
from boards.forms.vacancy import VacancyForm
from boards.models import Seat, Vacancy
from boards.models.vacancy import VacancyQuerySet
from foundation import access, downloads, links
from foundation.refusal import done


def _standing() -> VacancyQuerySet:
    rows = Vacancy.objects.public().standing(timezone.localdate())
    return rows.select_related("board__locality", "seat__area", "seat__organisation")


@login_not_required
@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    """List the seats for which people may put themselves forward, and say how one becomes a councillor."""
    return render(request, "boards/vacancy/list.html", {"vacancies": _standing()})


@login_not_required
@require_safe
def vacancies_feed(request: HttpRequest) -> HttpResponse:
    """Return the same as an Atom feed, newest first."""
    mine = request.partnership  # type: ignore[attr-defined]
    rows = _standing().order_by("-published_on", "-pk")
    text = advertising.feed(rows, title=f"Vacancies: {mine}", site=links.address(mine))
    return downloads.feed(text)


@require_http_methods(["GET", "HEAD", "POST"])
def seat_vacancy(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Advertise a vacant seat, or change its advert."""
    seat = access.fetch(request, Seat.objects.select_related("board__locality"), EDIT_BOARD, pk=seat_id)
    there = Vacancy.objects.filter(seat=seat).first()
    said = {name: getattr(there, name) for name in ("about", "how", "closes_on")} if there else {}
    form = VacancyForm.of(request, initial=said)

    def act() -> HttpResponse:
        advertising.advertise(seat, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{seat} is advertised until it is filled or the last day is over.")
        return redirect("board_seats", seat.board.slug)

    stands = bool(there and Vacancy.objects.standing(timezone.localdate()).filter(pk=there.pk).exists())
    words = {"form": form, "seat": seat, "board": seat.board, "vacancy": there, "stands": stands}
    return done(request, form, act) or render(request, "boards/vacancy/form.html", words)


@require_POST
def seat_vacancy_removal(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Take the advert of a seat down."""
    rows = Vacancy.objects.select_related("board__locality", "seat")
    vacancy = access.fetch(request, rows, EDIT_BOARD, seat=seat_id)
    advertising.take_down(vacancy, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"{vacancy.seat} is no longer advertised.")
    return redirect("board_seats", vacancy.board.slug)
