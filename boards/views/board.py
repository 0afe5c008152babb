"""What the public reads of boards and of localities."""

import datetime
from collections import defaultdict

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, OuterRef, Prefetch, Subquery, Value
from django.db.models.functions import Coalesce, Concat, JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from boards.models import (
    Action,
    Board,
    BoardName,
    BoardOffice,
    BoardRelation,
    Meeting,
    Referral,
    Seat,
    SeatHolding,
    TermsAgreement,
    Vacancy,
)
from foundation import access, panels
from foundation.models import Edition
from localities.describing import linked_from
from localities.models import Locality, Mandate, PostLocality

# Who comes, and what they came for. Source: checklist A39.
MEETINGS = 24  # enough for the year behind and the year ahead
AUDIENCES = {
    "residents": "Residents",
    "businesses": "Businesses",
    "groups": "Voluntary and community groups",
}


@login_not_required
@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """List the boards, locality by locality, with the date of each one's next meeting."""
    rows = list(Board.objects.public().select_related("locality", "kind").order_by("locality__name", "name"))
    coming: dict[int, Meeting] = {}
    for meeting in Meeting.objects.public().going_ahead().upcoming():
        coming.setdefault(meeting.board_id, meeting)
    groups: dict[Locality | None, list[Board]] = defaultdict(list)
    for board in rows:
        board.next_meeting = coming.get(board.pk)  # type: ignore[attr-defined]
        groups[board.locality].append(board)
    return render(request, "boards/board/list.html", {"groups": groups.items(), "closed": Board.Stage.CLOSED})


@login_not_required
@require_safe
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a board is for, when it meets, who sits on it on a day, and what it has set in motion."""
    today = timezone.localdate()
    board = access.fetch(request, panels.beside("boards.board", _with_record(today)), access.PUBLIC, slug=slug)
    day = _date(request.GET.get("on", "")) or today
    announced = list(
        Meeting.objects.public().filter(board=board).select_related("venue").order_by("-starts_at")[:MEETINGS]
    )
    coming = [meeting for meeting in announced if meeting.ends_at >= timezone.now() and meeting.is_going_ahead]
    context = {
        "board": board,
        "day": day,
        "is_today": day == today,
        "next_meeting": coming[-1] if coming else None,
        "past_meetings": [meeting for meeting in announced if meeting.ends_at < timezone.now()][:6],
        "seats": seats_on(board, day),
        "offices": BoardOffice.objects.on(day).filter(board=board).select_related("person"),
        "relations": BoardRelation.objects.on(today).filter(board=board).select_related("other"),
        "panels": [one for one in panels.read("boards.board", [board])[board.pk] if one.found],
    }
    return render(request, "boards/board/detail.html", context)


def _announced(board: Board) -> list[Meeting]:
    rows = Meeting.objects.public().filter(board=board).select_related("venue")
    return list(rows.order_by("-starts_at")[:MEETINGS])


def _date(words: str) -> datetime.date | None:
    """Return the day that was typed; None for anything that is not one."""
    try:
        return parse_date(words)
    except ValueError:
        return None


def _with_record(today: datetime.date):
    """Return public boards, each with its earlier names and the count of its actions, in one query."""
    actions = Action.objects.public().filter(board=OuterRef("pk")).order_by().values("board")
    names = BoardName.objects.filter(board=OuterRef("pk"), ends_on__isnull=False).order_by("starts_on")
    changes = TermsAgreement.objects.filter(board=OuterRef("pk"), answer="")
    facts = JSONObject(name="name", ends_on="ends_on", is_working_title="is_working_title")
    return (
        Board.objects.public()
        .select_related("locality", "kind", "predecessor", "commission")
        .annotate(
            earlier_names=ArraySubquery(names.values(facts=facts)),
            has_terms=Exists(
                Edition.objects.filter(series=Concat(Value("terms:"), OuterRef("pk"), output_field=CharField()))
            ),
            terms_wait=ArraySubquery(
                changes.values(facts=JSONObject(council="council__name", number="edition__number"))
            ),
            entries=linked_from("board", "slug"),
            actions_done=_count(actions.filter(done_at__isnull=False)),
            actions_open=_count(actions.filter(done_at__isnull=True)),
            actions_late=_count(actions.filter(done_at__isnull=True, due_on__lt=today)),
            vacancies=_count(_advertised(today)),
            waits_out=_count(_waiting("from_board")),
            waits_in=_count(_waiting("to_board")),
        )
    )


def _advertised(today: datetime.date):
    return Vacancy.objects.standing(today).filter(board=OuterRef("pk")).order_by().values("board")


def _waiting(end: str):
    return Referral.objects.waiting().filter(**{end: OuterRef("pk")}).order_by().values(end)


def _count(rows) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def seats_on(board: Board, day: datetime.date) -> list[Seat]:
    """Return the seats of a day, each with ``holder`` (or None) and ``vacant_since``, in three queries."""
    holdings = SeatHolding.objects.filter(substitute_for__isnull=True).select_related("person", "organisation")
    mandates = Mandate.objects.on(day).select_related("council", "area", "group")
    seats = list(
        Seat.objects.on(day)
        .filter(board=board)
        .select_related("area", "organisation")
        .prefetch_related(
            Prefetch("holdings", holdings.order_by("starts_on")),
            Prefetch("holdings__person__mandates", mandates),
        )
    )
    for seat in seats:
        held = list(seat.holdings.all())
        seat.holder = next((h for h in held if h.holds_on(day)), None)
        left = [h.ends_on for h in held if h.ends_on and h.ends_on < day]
        seat.vacant_since = max(left) + datetime.timedelta(days=1) if left else seat.starts_on
    return seats


@login_not_required
@require_safe
def locality(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a locality: its places, its boards, what happens next."""
    today = timezone.localdate()
    place = access.fetch(request, Locality.objects.on(today), access.PUBLIC, slug=slug)
    held = Board.objects.public().open().filter(locality=place).select_related("kind")
    areas: dict[str, list[str]] = defaultdict(list)
    for area in place.areas(today):
        areas[area.get_kind_display()].append(area.name)
    meetings = Meeting.objects.public().going_ahead().upcoming().filter(board__locality=place)
    posts = PostLocality.objects.filter(locality=place).select_related("post__person", "post__employer", "post__host")
    context = {
        "locality": place,
        "areas": areas.items(),
        "boards": held,
        "meetings": meetings.select_related("board", "venue")[:5],
        "posts": [link.post for link in posts if link.post.holds_on(today)],
        "panels": panels.read("localities.locality", [place])[place.pk],
    }
    return render(request, "localities/locality/detail.html", context)


@login_not_required
@require_safe
def audience(request: HttpRequest, audience: str) -> HttpResponse:
    """Show residents, businesses or groups what is here for them."""
    if audience not in AUDIENCES:
        raise Http404
    meetings = Meeting.objects.public().going_ahead().upcoming().filter(board__public_access__in=["open", "watch"])
    context = {
        "audience": audience,
        "name": AUDIENCES[audience],
        "meetings": meetings.select_related("board", "venue")[:5],
    }
    return render(request, "boards/board/audience.html", context)
