"""Notices of decisions: acknowledged by a link or from the desk, sent again, sent to one organisation more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from boards import informing
from boards.access import RECORD, myself
from boards.asking_owners import spoken_for
from boards.forms.decision_notice import AcknowledgeForm, InformForm
from boards.models import Decision, DecisionNotice
from foundation import access
from foundation.models import User
from foundation.refusal import done, told
from foundation.secret_link import ended, private, unknown

NOTICES = DecisionNotice.objects.select_related(*informing.RELATED)


@login_not_required
@never_cache
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let an organisation read what was decided and say that it has it; opening the page changes nothing."""
    notices = informing.by_link(token)
    if not notices:
        return unknown(request, token, "a decision")
    if not informing.is_open(notices):
        return ended(request, notices[0], "a decision", "boards/decision_notice/ended.html", notices=notices)
    return private(_acknowledged(request, notices, by=None, name=""))


@never_cache
def my_notice(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Let who sits for an organisation say that it has the decision."""
    notice = access.fetch(request, NOTICES, access.PUBLIC, pk=notice_id, decision__published_at__isnull=False)
    person = myself(request.user)
    if notice.organisation_id not in spoken_for(person, notice.board):
        raise PermissionDenied
    return _acknowledged(request, [notice], by=request.user, name=str(person))  # type: ignore[arg-type]


def _acknowledged(request: HttpRequest, notices: list[DecisionNotice], *, by: User | None, name: str) -> HttpResponse:
    form = AcknowledgeForm.of(request, initial={"by_name": name})

    def act() -> HttpResponse:
        informing.acknowledge(notices, by=by, **form.cleaned_data)
        messages.success(request, "Thank you. It is kept that you have it.")
        return redirect(request.path)

    waits = [notice for notice in notices if not notice.acknowledged_at]
    words = {"form": form, "notices": notices, "first": notices[0], "waits": waits}
    return done(request, form, act) or render(request, "boards/decision_notice/acknowledge.html", words)


@require_POST
def notice_sending(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Send a notice again."""
    notice = access.fetch(request, NOTICES, RECORD, pk=notice_id)
    with told(request):
        informing.send_again(notice, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Sent to {notice.organisation.contact_email}.")
    return redirect("decision", notice.decision_id)


def notice_new(request: HttpRequest, key: int) -> HttpResponse:
    """Tell one organisation more of a decision."""
    decision = access.fetch(request, Decision.objects.public().select_related("board"), RECORD, pk=key)
    form = InformForm.of(request)

    def act() -> HttpResponse:
        notice = informing.inform_also(decision, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        if notice.told_at:
            messages.success(request, f"Sent to {notice.organisation.contact_email}.")
        else:
            who = f"No email address is known of {notice.organisation}, so nothing was sent."
            messages.warning(request, f"{who} Enter one with the organisation, then send it from here.")
        return redirect("decision", key)

    words = {"form": form, "decision": decision}
    return done(request, form, act) or render(request, "boards/decision_notice/new.html", words)
