"""What the public may put to a board's meetings: the rules of a board, and those that its kind starts with."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from boards import setting_up, taking_part
from boards.access import EDIT_BOARD, VIEW_DRAFTS
from boards.forms.question import PublicRuleForm
from boards.models import Asked, Board, BoardKind, PublicRule
from boards.presets.public_rules import DEFAULTS
from foundation.access import fetch
from foundation.refusal import done

BOARDS = Board.objects.select_related("locality", "kind")
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def public_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the public may put to a board, and where each rule comes from."""
    board = fetch(request, BOARDS, VIEW_DRAFTS, slug=slug)
    rules = taking_part.rules_of(board).values()
    context = {
        "board": board,
        "rules": [(rule, taking_part.until(rule), taking_part.said(rule)) for rule in rules],
        "may_edit": request.access.may(EDIT_BOARD, board),
    }
    return render(request, "boards/public_rule/list.html", context)


@require_http_methods(METHODS)
def public_rule(request: HttpRequest, slug: str, asked: str) -> HttpResponse:
    """Give a board a rule of its own; it starts from the one that counts now."""
    board = fetch(request, BOARDS, EDIT_BOARD, slug=slug)
    rule = taking_part.rules_of(board)[_asked(asked)]
    if rule.board_id is None:  # the kind's: the board gets one of its own from it
        rule = PublicRule(kind=asked, board=board, **{name: getattr(rule, name) for name in setting_up.PUBLIC_RULE})
    return _change(request, rule, "public_rules", slug)


@require_http_methods(METHODS)
def kind_public_rule(request: HttpRequest, kind_id: int, asked: str) -> HttpResponse:
    """Change the rule that the boards of a kind have while they have none of their own."""
    kind = fetch(request, BoardKind.objects.all(), EDIT_BOARD, pk=kind_id)
    found = PublicRule.objects.filter(board_kind=kind, kind=_asked(asked)).first()
    return _change(request, found or PublicRule(board_kind=kind, kind=asked, **DEFAULTS[asked]), "kind", kind_id)


def _asked(asked: str) -> str:
    if asked not in Asked.values:
        raise Http404
    return asked


def _change(request: HttpRequest, rule: PublicRule, where: str, key: str | int) -> HttpResponse:
    form = PublicRuleForm.of(request, instance=rule)

    def act() -> HttpResponse:
        setting_up.set_public_rule(form.save(commit=False), by=request.user, fields=form.changed_data)
        messages.success(request, f"Saved: {rule.get_kind_display().lower()}s.")
        return redirect(where, key)

    if answer := done(request, form, act):
        return answer
    context = {
        "form": form, "title": f"{rule.get_kind_display()}s from the public", "caption": rule.board or rule.board_kind,
        "back": reverse(where, args=[key]),
    }  # fmt: skip
    return render(request, "localities/manage/form.html", context)
