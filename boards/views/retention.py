"""How long papers stay public, what has passed its date, and legal holds. Source: standards R4, R13, R38."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boards import disposing, retaining
from boards.access import EDIT_BOARD, PUBLISH_AGENDA, VIEW_DRAFTS, boards_with
from boards.forms.retention import GOOD, HoldForm, LiftForm, PassedForm, RetentionForm
from boards.models import Board, Disposal, Kept, LegalHold
from boards.models.retention import OF_DECISIONS
from foundation.access import fetch, require
from foundation.paging import page_of
from foundation.refusal import done

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """Show for how long each kind of paper stays public, the holds that stand, and what was deleted."""
    boards = _boards(request, VIEW_DRAFTS)
    log = Disposal.objects.filter(board__in=boards).select_related("meeting__board", "confirmed_by")
    holds = LegalHold.objects.filter(board__in=boards, lifted_at=None).select_related("meeting__board", "board")
    context = {
        "rules": [(rule, retaining.SOURCES[kind]) for kind, rule in retaining.rules().items()],
        "holds": holds.select_related("placed_by"), "page": page_of(request, log),
        "may_rule": request.access.may(EDIT_BOARD, request.partnership),
        "may_dispose": request.access.may_anywhere(PUBLISH_AGENDA),
    }  # fmt: skip
    return render(request, "boards/retention/rules.html", context)


def _boards(request: HttpRequest, permission: str) -> list[Board]:
    """Return the boards on which the person may do this; raises PermissionDenied where there can be none."""
    if not request.access.may_anywhere(permission):  # type: ignore[attr-defined]
        raise PermissionDenied
    return list(boards_with(request.access, permission))  # type: ignore[attr-defined]


@require_http_methods(METHODS)
def retention_rule(request: HttpRequest, kept: str) -> HttpResponse:
    """Change for how long one kind of paper stays public."""
    require(request, EDIT_BOARD, request.partnership)
    if kept not in Kept.values:
        raise Http404
    rule = retaining.rules()[kept]
    form = RetentionForm.of(request, initial={"how_long": GOOD if rule.years is None else "years", "years": rule.years})

    def act() -> HttpResponse:
        saved = retaining.change_rule(kept, years=form.kept_years, by=request.user)
        messages.success(request, f"{saved.get_kind_display()} are kept {saved.words}.")
        return redirect("retention")

    if answer := done(request, form, act):
        return answer
    lead = f"{retaining.SOURCES[kept]}. You may keep them for longer than the law asks, not for less."
    context = {"form": form, "title": rule.get_kind_display(), "caption": "How long papers stay public",
               "lead": lead, "submit": "Save", "back": reverse("retention")}  # fmt: skip
    return render(request, "localities/manage/form.html", context)


@require_http_methods(METHODS)
def passed(request: HttpRequest) -> HttpResponse:
    """List what has passed its date, and delete what the officer chooses and confirms."""
    found = disposing.passed(_boards(request, PUBLISH_AGENDA))
    form = PassedForm.of(request, found=found)
    if request.method == "POST" and form.is_valid() and "confirmed" not in request.POST:
        chosen = [one for one in found if one.key in form.cleaned_data["chosen"]]
        alone = [one for one in chosen if one.rule.kind in OF_DECISIONS]
        context = {"form": form, "found": chosen, "of_decisions": alone, "of_meetings": len(alone) < len(chosen)}
        return render(request, "boards/retention/check.html", context)

    def act() -> HttpResponse:
        asked = disposing.confirm([one for one in found if one.key in form.cleaned_data["chosen"]], by=request.user)
        messages.success(request, f"{len(asked)} confirmed. They are deleted in the next minutes; the list says when.")
        return redirect("retention")

    if answer := done(request, form, act):
        return answer
    return render(request, "boards/retention/passed.html", {"form": form, "page": page_of(request, found)})


@require_http_methods(METHODS)
def board_holds(request: HttpRequest, slug: str) -> HttpResponse:
    """List a board's legal holds, and place another."""
    board = fetch(request, Board.objects.select_related("locality"), EDIT_BOARD, slug=slug)
    form = HoldForm.of(request, board=board)

    def act() -> HttpResponse:
        hold = retaining.place_hold(board, by=request.user, **form.cleaned_data)
        messages.success(request, f"Nothing of {hold} is deleted until the hold is lifted.")
        return redirect("board_holds", slug)

    if answer := done(request, form, act):
        return answer
    rows = board.legal_holds.select_related("meeting__board", "placed_by", "lifted_by")
    return render(
        request, "boards/retention/holds.html", {"board": board, "form": form, "page": page_of(request, rows)}
    )


@require_http_methods(METHODS)
def hold_lifting(request: HttpRequest, hold_id: int) -> HttpResponse:
    """Lift a legal hold, with the reason; whoever comes second is told who lifted it."""
    holds = LegalHold.objects.select_related("board__locality", "meeting__board", "lifted_by")
    hold = fetch(request, holds, EDIT_BOARD, pk=hold_id)
    form, back = LiftForm.of(request), reverse("board_holds", args=[hold.board.slug])
    if hold.lifted_at:
        messages.error(request, retaining.lifted_already(hold))
        return redirect(back)

    def act() -> HttpResponse:
        retaining.lift_hold(hold, because=form.cleaned_data["because"], by=request.user)
        messages.success(request, f"The hold on {hold} is lifted.")
        return redirect(back)

    if answer := done(request, form, act):
        return answer
    context = {"form": form, "title": "Lift a legal hold", "caption": str(hold), "lead": hold.reason,
               "submit": "Lift the hold", "back": back}  # fmt: skip
    return render(request, "localities/manage/form.html", context)
