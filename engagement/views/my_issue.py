"""By the link in their mail: where somebody’s issue stands, their address confirmed, taken back, not solved. J1."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagement import answering_issues, raising
from engagement.forms.issue import NotSolvedForm
from engagement.models import Issue, IssueContact
from foundation import tenancy
from foundation.forms import Form
from foundation.refusal import done, status, told
from foundation.secret_link import private, row_of, unknown

WHAT = "an issue"


def _by_link(token: str) -> IssueContact | None:
    """Return who holds the link, with their issue in view, public or not."""
    contact = row_of(token, IssueContact.objects.all()) if token else None
    if contact is None:
        return None
    key = contact.issue_id
    tenancy.clear(f"issue:{key}")
    main = Issue.objects.filter(pk=key).values_list("joined_to_id", flat=True).first()
    tenancy.clear(f"issue:{main or key}")
    related = ("issue__joined_to", "issue__locality", "issue__area", "issue__owner_board", "issue__owner_agency")
    return IssueContact.objects.select_related(*related, "issue__owner_project").get(pk=contact.pk)


def _show(request: HttpRequest, contact: IssueContact, token: str, form: Form) -> HttpResponse:
    issue = contact.issue.joined_to or contact.issue
    context = {
        "contact": contact, "issue": issue, "steps": issue.steps.all(), "token": token, "form": form,
        "may_object": answering_issues.may_object(contact),
    }  # fmt: skip
    return private(render(request, "engagement/issue/mine.html", context, status=status(form)))


@login_not_required
@never_cache
@require_safe
def issue_mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody what they sent and where it stands; opening the page changes nothing."""
    contact = _by_link(token)
    return _show(request, contact, token, NotSolvedForm()) if contact else unknown(request, token, WHAT)


def _done(request: HttpRequest, token: str, act: Callable[[IssueContact], Any], words: str, to: str) -> HttpResponse:
    contact = _by_link(token)
    if contact is None:
        return unknown(request, token, WHAT)
    with told(request):
        act(contact)
        messages.success(request, words)
    return private(redirect(to))


@login_not_required
@never_cache
@require_POST
def issue_confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """Take the address as the person's own."""
    thanks = "Thank you. We write to you when something happens."
    return _done(request, token, raising.confirm, thanks, reverse("issue_mine", args=[token]))


@login_not_required
@never_cache
@require_POST
def issue_withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Delete what somebody sent."""
    return _done(
        request, token, raising.withdraw, "What you sent is deleted, and so is how we reach you.", reverse("issues")
    )


@login_not_required
@never_cache
@require_POST
def issue_not_solved(request: HttpRequest, token: str) -> HttpResponse:
    """Open an issue again that is not solved."""
    contact = _by_link(token)
    if contact is None:
        return unknown(request, token, WHAT)
    form = NotSolvedForm.of(request)

    def act() -> HttpResponse:
        answering_issues.say_not_solved(contact, form.cleaned_data["words"])
        messages.success(request, "Thank you. It is open again.")
        return redirect("issue_mine", token)

    return private(done(request, form, act) or _show(request, contact, token, form))
