"""What the public reads of members: who they are on which board, how often they were there. Source: checklist A3."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards import counting_attendance as counting
from boards.championing import chairs_of_groups
from boards.forms.period import PeriodForm
from boards.models import Board, RoleHolding, SeatHolding
from foundation import access, downloads
from localities.models import Mandate, Person, Skill


def _board(request: HttpRequest, slug: str) -> Board:
    board = access.fetch(request, Board.objects.public().select_related("kind"), access.PUBLIC, slug=slug)
    if not board.kind.has_members:
        raise Http404
    return board


@login_not_required
@require_safe
def board_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how often the members of a board, their organisations and tiers were there in a period."""
    board, form = _board(request, slug), PeriodForm(request.GET or None)
    since, until = form.days
    rows = counting.published(form.days, board=board)
    context = {
        "board": board, "filter": form, "since": since, "until": until, "how": counting.shown(rows),
        "meetings": len({row.meeting.pk for row in rows}), "members": counting.by_member(rows),
        "groups": [("Organisation", counting.by_body(rows)), ("Tier", counting.by_tier(rows))],
    }  # fmt: skip
    return render(request, "boards/member/attendance.html", context)


@login_not_required
@require_safe
def board_attendance_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Return the same figures as a file for spreadsheets."""
    board = _board(request, slug)
    rows = counting.published(PeriodForm(request.GET or None).days, board=board)
    groups = {
        "member": counting.by_member(rows), "organisation": counting.by_body(rows), "tier": counting.by_tier(rows)
    }  # fmt: skip
    return downloads.table(counting.table(groups), f"attendance-{slug}")


@login_not_required
@require_safe
def member(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show what a member was elected to, the seats they hold and how often they were there in a period."""
    public = Board.objects.public()
    known = Q(pk__in=SeatHolding.objects.filter(board__in=public).values("person"))
    known |= Q(pk__in=Mandate.objects.values("person")) | Q(pk__in=RoleHolding.objects.values("person"))
    known |= Q(pk__in=chairs_of_groups().values("person"))
    person = access.fetch(request, _with_skills().filter(known), access.PUBLIC, pk=person_id)
    today, form = timezone.localdate(), PeriodForm(request.GET or None)
    since, until = form.days
    rows = counting.published(form.days, person=person, board__in=public)
    held = SeatHolding.objects.on(today).filter(person=person, board__in=public, substitute_for__isnull=True)
    context = {
        "person": person, "filter": form, "since": since, "until": until, "how": counting.shown(rows),
        "mandates": list(Mandate.objects.on(today).filter(person=person).select_related("council", "area", "group")),
        "roles": RoleHolding.objects.on(today).filter(person=person).select_related("role__board"),
        "seats": held.select_related("board", "seat", "organisation"),
        "boards": counting.by_board(rows),
    }  # fmt: skip
    return render(request, "boards/member/detail.html", context)


def _with_skills() -> QuerySet[Person]:
    """Return people, each with what they say to everybody that they can do, in one query."""
    opened = Skill.objects.filter(person=OuterRef("pk"), opened_at__isnull=False).order_by("name")
    facts = JSONObject(name="name", experience="experience")
    return Person.objects.annotate(offers=ArraySubquery(opened.values(facts=facts)))
