"""The chain of sign-offs of a board: its steps in order, added, changed and taken out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import chaining
from boards.access import EDIT_BOARD
from boards.forms.sign_off import StepForm
from boards.models import Board, SignOffStep
from boards.views import order
from foundation import access
from foundation.refusal import done, told

BOARDS = Board.objects.select_related("locality", "kind")
STEPS = SignOffStep.objects.standing().select_related("board__locality", "person")


@require_safe
def steps(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who signs the reports of a board off, in order."""
    board = access.fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    rows = list(STEPS.filter(board=board))
    prints = board.report_template and board.report_template.sections.filter(kind="advice").exists()
    context = {"board": board, "rows": rows, "prints": prints, "asks_print": any(row.printed_as for row in rows)}
    return render(request, "boards/sign_off/steps.html", context)


@require_POST
def usual(request: HttpRequest, slug: str) -> HttpResponse:
    """Start with the usual chain."""
    board = access.fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    chaining.take_usual(board, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "This is the usual chain. Change it as your board does it.")
    return redirect("sign_off_steps", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, step_id: int | None = None) -> HttpResponse:
    """Add a step or change one."""
    board = access.fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    own = STEPS.filter(board=board)
    found = access.fetch(request, own, EDIT_BOARD, pk=step_id) if step_id else SignOffStep(board=board)
    form = StepForm.of(request, instance=found)

    def act() -> HttpResponse:
        saved = chaining.save_step(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{saved.name}” saved.")
        return redirect("sign_off_steps", slug)

    context = {"form": form, "title": f"Change {found.name}" if step_id else "Add a step", "caption": board.name,
               "submit": "Save", "back": reverse("sign_off_steps", args=[slug])}  # fmt: skip
    return done(request, form, act) or render(request, "localities/manage/form.html", context)


@require_POST
def order_of_steps(request: HttpRequest, slug: str) -> HttpResponse:
    """Move a step up or down."""
    board = access.fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    order.move(request, STEPS.filter(board=board), chaining.move_step, by=request.user)
    return redirect("sign_off_steps", slug)


@require_POST
def removal(request: HttpRequest, slug: str, step_id: int) -> HttpResponse:
    """Take a step out of the chain."""
    found = access.fetch(request, STEPS.filter(board__slug=slug), EDIT_BOARD, pk=step_id)
    with told(request):
        chaining.remove_step(found, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"“{found.name}” taken out. What was signed there stays with its reports.")
    return redirect("sign_off_steps", slug)
