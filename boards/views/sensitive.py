"""Confidential notices of sensitive issues: issued, given to more people, taken back, opened by link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boards import confiding
from boards.access import SENSITIVE
from boards.forms.sensitive import PeopleForm, SensitiveForm
from boards.models import AgendaItem, Meeting, SensitiveNotice
from foundation import access
from foundation.refusal import done, told
from foundation.secret_link import ended, private, unknown
from foundation.templatetags.words import counted

NOTICES = SensitiveNotice.objects.select_related("board__locality", "item__meeting__board", "issued_by")


@require_safe
@never_cache
def notices(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """List the notices of a meeting's items, and the items of which one can be given."""
    meeting = access.fetch(request, Meeting.objects.select_related("board"), SENSITIVE, pk=meeting_id)
    issued = NOTICES.filter(item__meeting=meeting).prefetch_related("copies")
    items = AgendaItem.objects.standing().in_order().filter(meeting=meeting, key="")
    return render(request, "boards/sensitive/list.html", {"meeting": meeting, "issued": issued, "items": items})


@never_cache
def notice_new(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Issue a confidential notice of an item."""
    items = AgendaItem.objects.select_related("board__locality", "meeting__board")
    item = access.fetch(request, items, SENSITIVE, meeting_id=meeting_id, pk=item_id)
    form = SensitiveForm.of(request, board=item.board)

    def act() -> HttpResponse:
        notice = confiding.confide(item, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The notice is issued. Each person has a link of their own by email.")
        return redirect("sensitive_notice", notice.pk)

    words = {"form": form, "item": item, "meeting": item.meeting}
    return done(request, form, act) or render(request, "boards/sensitive/new.html", words)


@never_cache
def notice(request: HttpRequest, sensitive_id: int) -> HttpResponse:
    """Show a notice, who has it and when they opened it; give it to more people."""
    notice = access.fetch(request, NOTICES, SENSITIVE, pk=sensitive_id)
    form = PeopleForm.of(request, board=notice.board, but=notice)

    def act() -> HttpResponse:
        number = confiding.confide_also(notice, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"{counted(number, 'more person has', 'more people have')} it.")
        return redirect("sensitive_notice", sensitive_id)

    words = {
        "form": form, "notice": notice, "meeting": notice.item.meeting,
        "copies": notice.copies.select_related("person"),
    }  # fmt: skip
    return done(request, form, act) or render(request, "boards/sensitive/detail.html", words)


@require_POST
def notice_end(request: HttpRequest, sensitive_id: int) -> HttpResponse:
    """Take a notice back."""
    notice = access.fetch(request, NOTICES, SENSITIVE, pk=sensitive_id)
    confiding.take_back(notice, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The notice is taken back. Its links open nothing from now on.")
    return redirect("sensitive_notice", sensitive_id)


@login_not_required
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let a named person open their copy by pressing a button: opening the page itself keeps and shows nothing."""
    copy = confiding.by_link(token)
    if copy is None:
        return unknown(request, token, "a notice")
    if not copy.notice.is_open:
        return ended(request, copy, "a notice", "boards/sensitive/ended.html")
    with told(request):
        notice = confiding.open_copy(copy) if request.method == "POST" else None
        return private(render(request, "boards/sensitive/open.html", {"copy": copy, "notice": notice}))
    return redirect(request.path)
