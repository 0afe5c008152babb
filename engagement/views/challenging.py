"""Officers of a board challenge a provider: put its plan on record, ask, judge, ask again, escalate, close."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from boards.access import REFER, VIEW_DRAFTS, boards_with
from boards.models import Board
from engagement import challenging
from engagement.forms.challenge import (
    AgainForm,
    ChallengeFilter,
    ChallengeForm,
    ClosingForm,
    DeliveryPlanForm,
    JudgementForm,
    ProviderAnswerForm,
)
from engagement.models import Challenge, DeliveryPlan
from engagement.views.challenge import CHALLENGES, ORDER, PAGE, WHOLE
from foundation import access
from foundation.forms import Form
from foundation.paging import page_of
from foundation.refusal import told
from localities.views.form_page import form_page

BOARDS = Board.objects.select_related("locality")


@require_safe
def manage_challenges(request: HttpRequest) -> HttpResponse:
    """List the challenges of the boards that the person serves, drafts among them."""
    if not request.access.may_anywhere(VIEW_DRAFTS):  # type: ignore[attr-defined]
        raise PermissionDenied
    held = request.access  # type: ignore[attr-defined]
    form = ChallengeFilter(request.GET or None)
    rows = CHALLENGES.filter(board__in=boards_with(held, VIEW_DRAFTS))
    page = page_of(request, (form.narrow(rows) if request.GET else rows).order_by(*ORDER), PAGE)
    context = {"page": page, "filter": form, "boards": boards_with(held, REFER).open().order_by("name")}
    return render(request, "engagement/challenge/manage.html", context)


@require_safe
def manage_challenge(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Show a challenge from the officers' side, with what can be done next."""
    found = access.fetch(request, WHOLE, VIEW_DRAFTS, pk=challenge_id)
    may = request.access.may(REFER, found.board)  # type: ignore[attr-defined]
    return render(request, "engagement/challenge/officer.html", {"challenge": found, "may": may})


def plan_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a provider's plan on record."""
    board = access.fetch(request, BOARDS, REFER, slug=slug)
    form = DeliveryPlanForm.of(request, board=board, instance=DeliveryPlan(board=board))

    def act() -> HttpResponse:
        plan = form.save(commit=False)
        challenging.record_plan(plan, by=request.user, document=form.cleaned_data["document"])  # type: ignore[arg-type]
        messages.success(request, f"“{plan}” is on record. Everybody can read it.")
        return redirect("challenge_new", slug)

    lead = "Everybody can read it. A challenge asks what the plan does for the priorities of the place."
    return _page(request, form, act, "Put a provider’s plan on record", "Put it on record", lead, caption=board.name)


def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft a challenge."""
    board = access.fetch(request, BOARDS, REFER, slug=slug)
    if not DeliveryPlan.objects.exists():
        messages.info(request, "A challenge is about a plan. Put the provider’s plan on record first.")
        return redirect("delivery_plan_new", slug)
    form = ChallengeForm.of(request, board=board)

    def act() -> HttpResponse:
        said = {name: value for name, value in form.cleaned_data.items() if name != "saw"}
        return redirect("manage_challenge", challenging.challenge(board, by=request.user, **said).pk)  # type: ignore[arg-type]

    return _page(request, form, act, "Challenge a provider", "Save the draft", caption=board.name)


def change(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Change a draft."""
    found = _mine(request, challenge_id)
    form = ChallengeForm.of(request, board=found.board, instance=found)

    def act() -> HttpResponse:
        challenging.change(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The draft is changed.")
        return redirect("manage_challenge", challenge_id)

    return _page(request, form, act, "Change the draft", "Save the draft", found=found)


@require_POST
def removal(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Throw a draft away."""
    found = _mine(request, challenge_id)
    with told(request):
        challenging.discard(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "The draft is thrown away.")
        return redirect("manage_challenges")
    return redirect("manage_challenge", challenge_id)


@require_POST
def sending(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Send a challenge."""
    found = _mine(request, challenge_id)
    with told(request):
        sent = challenging.send(found, by=request.user)  # type: ignore[arg-type]
        how = "They have been told." if sent.contact_email else "No e-mail address is known, so tell them yourself."
        messages.success(request, f"Sent to {sent.provider}. {how}")
    return redirect("manage_challenge", challenge_id)


@require_POST
def link(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Send a new link to who answers."""
    found = _mine(request, challenge_id)
    with told(request):
        challenging.send_link(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"A new link went to {found.contact_email}. The one before no longer works.")
    return redirect("manage_challenge", challenge_id)


def answer(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Keep an answer that came by another way."""
    found = _mine(request, challenge_id)
    form = ProviderAnswerForm.of(request, initial={"answered_by": found.contact_name})

    def act() -> HttpResponse:
        challenging.answer(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The answer is kept. Now say whether the board is satisfied.")
        return redirect("manage_challenge", challenge_id)

    return _page(request, form, act, "Record the answer", "Keep the answer", found=found)


def judgement(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Say whether the board is satisfied with the last answer."""
    found = _mine(request, challenge_id)
    form = JudgementForm.of(request)

    def act() -> HttpResponse:
        judged = challenging.judge(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        more = "The challenge is closed." if judged.closed_at else "Now ask again, bring it to a meeting, or close it."
        messages.success(request, f"Kept, and public. {more}")
        return redirect("manage_challenge", challenge_id)

    title = "What the board says of the answer"
    return _page(request, form, act, title, "Keep it", found.last.answer if found.last else "", found=found)


def again(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Ask once more."""
    found = _mine(request, challenge_id)
    form = AgainForm.of(request, board=found.board)

    def act() -> HttpResponse:
        challenging.ask_again(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, f"Sent to {found.provider}. The clock runs again.")
        return redirect("manage_challenge", challenge_id)

    return _page(request, form, act, "Ask again", "Send it", found=found)


@require_POST
def escalation(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """Propose it for the next meeting."""
    found = _mine(request, challenge_id)
    with told(request):
        meeting = challenging.escalate(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Proposed for the {meeting}. Accept it on the agenda of that meeting.")
    return redirect("manage_challenge", challenge_id)


def closing(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """End a challenge although the board is not satisfied."""
    found = _mine(request, challenge_id)
    form = ClosingForm.of(request)

    def act() -> HttpResponse:
        challenging.close(found, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, "The challenge is closed.")
        return redirect("manage_challenge", challenge_id)

    return _page(request, form, act, "Close the challenge", "Close it", found=found)


def _mine(request: HttpRequest, challenge_id: int) -> Challenge:
    return access.fetch(request, CHALLENGES, REFER, pk=challenge_id)


def _page(
    request: HttpRequest, form: Form, act: Callable[[], HttpResponse], title: str, submit: str, lead: str = "",
    *, found: Challenge | None = None, caption: str = "",
) -> HttpResponse:  # fmt: skip
    back = f"/manage/engagement/challenges/{found.pk}/" if found else "/manage/engagement/challenges/"
    return form_page(
        request, form, act, template="engagement/challenge/form.html", title=title, submit=submit, lead=lead,
        back=back, caption=found.title if found else caption,
    )  # fmt: skip
