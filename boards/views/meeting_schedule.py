"""Setting and changing the dates of a board."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards import access as roles
from boards import changing_meetings, scheduling
from boards.forms.meeting import AdjournForm, CancelForm, ChangeForm, MeetingForm, PostponeForm, said
from boards.forms.year import MOST_IN_A_YEAR, ProposeForm, YearForm
from boards.models import Board, Meeting
from foundation import access
from foundation.forms import Form
from foundation.refusal import done
from foundation.templatetags.words import counted, moment

RELATED = ("kind", "locality", "follows")
MEETINGS = Meeting.objects.select_related("board__kind", "board__locality", "board__follows", "venue", "postponed_to")
Act = Callable[[], HttpResponse]


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Set the date of one meeting."""
    board = _board(request, slug)
    form = MeetingForm.of(request, board=board, initial=_usual(board))
    return done(request, form, lambda: _scheduled(request, form)) or render(
        request, "boards/meeting_schedule/form.html", {"form": form, "board": board}
    )


def year(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose a year of dates from the board's cadence; nothing is set yet."""
    board = _board(request, slug)
    rows = YearForm.number_in(request.POST) if request.method == "POST" else 0
    form = YearForm.of(request, board=board, number=rows) if rows else _proposal(request, board)
    return done(request, form, lambda: _scheduled_year(request, board, form)) or render(
        request, "boards/meeting_schedule/year.html", {"form": form, "board": board}
    )


@require_POST
def announcements(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell the public of every date of the board that it does not know yet."""
    board = _board(request, slug)
    told = scheduling.announce(Meeting.objects.filter(board=board).upcoming(), by=request.user)
    messages.success(request, _told(told))
    return redirect("manage_board_meetings", board.slug)


@require_POST
def announcement(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Tell the public of one date."""
    meeting = _meeting(request, meeting_id)
    messages.success(request, _told(scheduling.announce([meeting], by=request.user)))
    return redirect("manage_meeting", meeting.pk)


def change(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Change the time, the place or the way of meeting."""
    meeting = _meeting(request, meeting_id)
    form = ChangeForm.of(request, instance=meeting)
    return done(request, form, lambda: _changed(request, meeting, form)) or _page(
        request, meeting, form, "Change time or place", button="Change the meeting"
    )


def cancellation(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Cancel a meeting."""
    meeting = _meeting(request, meeting_id)
    form = CancelForm.of(request)
    act = _then(request, meeting, "Cancelled.", lambda: _cancel(meeting, form, request))
    return done(request, form, act) or _page(request, meeting, form, "Cancel the meeting", kind="warning")


def postponement(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put a meeting off to another time."""
    meeting = _meeting(request, meeting_id)
    form = PostponeForm.of(request, instance=meeting, initial={"to": None})
    return done(request, form, lambda: _postponed(request, meeting, form)) or _page(
        request, meeting, form, "Postpone the meeting"
    )


def adjournment(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Break off a meeting that has begun."""
    meeting = _meeting(request, meeting_id)
    form = AdjournForm.of(request)
    act = _then(request, meeting, "Adjourned.", lambda: _adjourn(meeting, form, request))
    return done(request, form, act) or _page(request, meeting, form, "Adjourn the meeting")


def _board(request: HttpRequest, slug: str) -> Board:
    return access.fetch(request, Board.objects.select_related(*RELATED), roles.SCHEDULE, slug=slug)


def _meeting(request: HttpRequest, meeting_id: int) -> Meeting:
    return access.fetch(request, MEETINGS, roles.SCHEDULE, pk=meeting_id)


def _page(
    request: HttpRequest, meeting: Meeting, form: Form, title: str, *, button: str = "", kind: str = ""
) -> HttpResponse:
    summoned = meeting.summonses.exclude(email="").count()
    context = {
        "form": form, "meeting": meeting, "summoned": summoned, "title": title, "button": button or title, "kind": kind,
    }  # fmt: skip
    return render(request, "boards/meeting_schedule/alteration.html", context)


def _then(request: HttpRequest, meeting: Meeting, words: str, act: Callable[[], object]) -> Act:
    def run() -> HttpResponse:
        act()
        messages.success(request, f"{words} {_who_is_told(meeting)}".strip())
        return redirect("manage_meeting", meeting.pk)

    return run


def _cancel(meeting: Meeting, form: Form, request: HttpRequest) -> None:
    changing_meetings.cancel(meeting, because=form.cleaned_data["because"], by=request.user)


def _adjourn(meeting: Meeting, form: AdjournForm, request: HttpRequest) -> None:
    data = form.cleaned_data
    changing_meetings.adjourn(meeting, because=data["because"], to=data["to"], by=request.user)


def _scheduled(request: HttpRequest, form: MeetingForm) -> HttpResponse:
    meeting = scheduling.schedule(form.meeting(), by=request.user, reason=form.cleaned_data["reason"])
    if form.cleaned_data["announce"]:
        scheduling.announce([meeting], by=request.user)
    messages.success(request, f"Meeting set for {moment(meeting.starts_at)}.")
    return redirect("manage_meeting", meeting.pk)


def _scheduled_year(request: HttpRequest, board: Board, form: YearForm) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    meetings = scheduling.schedule_year(form.meetings(), by=request.user, reason=reason)
    if form.cleaned_data["announce"]:
        scheduling.announce(meetings, by=request.user)
    messages.success(request, f"{counted(len(meetings), 'date')} set.")
    return redirect("manage_board_meetings", board.slug)


def _changed(request: HttpRequest, meeting: Meeting, form: ChangeForm) -> HttpResponse:
    data = form.cleaned_data
    traces = changing_meetings.change(
        meeting, form.values(), because=data.get("because", ""), reason=data["reason"], by=request.user
    )
    messages.success(request, f"Meeting changed. {_who_is_told(meeting) if traces else ''}".strip())
    return redirect("manage_meeting", meeting.pk)


def _postponed(request: HttpRequest, meeting: Meeting, form: PostponeForm) -> HttpResponse:
    data = form.cleaned_data
    instead = changing_meetings.postpone(
        meeting, to=data["to"], because=data["because"], reason=data["reason"], by=request.user
    )
    words = f"Put off to {moment(instead.starts_at)}. Its business has moved along. {_who_is_told(meeting)}"
    messages.success(request, words.strip())
    return redirect("manage_meeting", instead.pk)


def _told(meetings: list[Meeting]) -> str:
    if not meetings:
        return "The public knows of every date already."
    return "The date is public." if len(meetings) == 1 else f"{len(meetings)} dates are public."


def _who_is_told(meeting: Meeting) -> str:
    """Say how many of those summoned learn of a change by e-mail, and who must be told by hand."""
    summonses = list(meeting.summonses.select_related("person"))
    by_mail = sum(bool(summons.email) for summons in summonses)
    by_hand = ", ".join(str(summons.person) for summons in summonses if not summons.email)
    words = f"{counted(by_mail, 'person is', 'people are')} told by e-mail." if by_mail else ""
    return f"{words} Without e-mail, so tell them by hand: {by_hand}." if by_hand else words


def _usual(board: Board) -> dict:
    """Return what the board's last meeting was like, for the next one to start from."""
    last = Meeting.objects.filter(board=board).going_ahead().order_by("-starts_at").first()
    return {key: value for key, value in said(last).items() if key not in ("day", "purposes")} if last else {}


def _proposal(request: HttpRequest, board: Board) -> ProposeForm | YearForm:
    """Return the question how often and from when or, once it is answered, the dates to take or change."""
    often = board.least_meetings or board.most_meetings or scheduling.USUAL_NUMBER
    if not request.GET.get("number"):
        return ProposeForm(initial={"number": min(often, MOST_IN_A_YEAR), "first": timezone.localdate()})
    asked = ProposeForm(request.GET)
    if not asked.is_valid():
        return asked
    days = scheduling.propose_dates(board, asked.cleaned_data["first"], asked.cleaned_data["number"])
    dates = {f"date_{place}": day for place, day in enumerate(days, start=1)}
    return YearForm(board=board, number=len(days), initial={**_usual(board), **dates, "number": len(days)})
