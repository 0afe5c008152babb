"""Named roles of members: everybody reads who holds them; officers name them and find who could do it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import championing
from boards.access import EDIT_BOARD, boards_with
from boards.forms.board import EndForm
from boards.forms.member_role import MemberRoleForm, TermForm
from boards.models import MemberRole, RoleHolding
from foundation import access
from foundation.forms import Form
from foundation.refusal import done
from localities.matching import who_could

METHODS = ["GET", "HEAD", "POST"]
ROLES = MemberRole.objects.select_related("board__locality", "partnership")


@login_not_required
@require_safe
def member_roles(request: HttpRequest) -> HttpResponse:
    """List the roles of members, who holds each and until when."""
    parts = championing.parts()
    held = [part for part in parts if part.person]
    back = sum(not part.cabinet for part in held)
    return render(request, "boards/member_role/list.html", {"parts": parts, "held": len(held), "back": back})


@require_safe
def manage_member_roles(request: HttpRequest) -> HttpResponse:
    """List the roles that the officer may fill, those without a holder first."""
    if not request.access.may_anywhere(EDIT_BOARD):  # type: ignore[attr-defined]
        raise PermissionDenied
    mine = [role for role in championing.standing() if request.access.may(EDIT_BOARD, role)]  # type: ignore[attr-defined]
    mine.sort(key=lambda role: bool(role.now))  # type: ignore[attr-defined]
    return render(request, "boards/member_role/manage.html", {"roles": mine})


@require_safe
def manage_member_role(request: HttpRequest, role_id: int) -> HttpResponse:
    """Show a role, its holders so far and who could do it."""
    role = access.fetch(request, ROLES, EDIT_BOARD, pk=role_id)
    context = {
        "role": role, "holdings": role.holdings.select_related("person"), "today": timezone.localdate(),
        "could": who_could(f"{role.name} {role.about}"), "form": Form(),
    }  # fmt: skip
    return render(request, "boards/member_role/detail.html", context)


@require_http_methods(METHODS)
def member_role(request: HttpRequest, role_id: int | None = None) -> HttpResponse:
    """Name a role, or change what it is called and asks for."""
    whole = request.access.may(EDIT_BOARD, request.partnership)  # type: ignore[attr-defined]
    boards = boards_with(request.access, EDIT_BOARD)  # type: ignore[attr-defined]
    if not whole and not boards.exists():
        raise PermissionDenied
    row = access.fetch(request, ROLES, EDIT_BOARD, pk=role_id) if role_id else MemberRole()
    form = MemberRoleForm.of(request, instance=row, boards=boards.open(), whole=whole)

    def act() -> HttpResponse:
        kept = championing.keep_role(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Saved: {kept}.")
        return redirect("manage_member_role", kept.pk)

    words = {"form": form, "title": f"Change “{row}”" if role_id else "Name a role", "button": "Save"}
    return done(request, form, act) or render(request, "boards/member_role/form.html", words)


@require_http_methods(METHODS)
def member_role_term(request: HttpRequest, role_id: int) -> HttpResponse:
    """Give a role to a member for a term, with who could do it beside the form."""
    role = access.fetch(request, ROLES, EDIT_BOARD, pk=role_id)
    form = TermForm.of(request, initial={"starts_on": timezone.localdate()})

    def act() -> HttpResponse:
        held = championing.give(role, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Given: {held}.")
        return redirect("manage_member_role", role_id)

    could = who_could(f"{role.name} {role.about}")
    words = {"form": form, "title": "Give it to a member", "button": "Give it", "role": role, "could": could}
    return done(request, form, act) or render(request, "boards/member_role/form.html", words)


@require_http_methods(METHODS)
def role_holding_end(request: HttpRequest, holding_id: int) -> HttpResponse:
    """End a member's term."""
    rows = RoleHolding.objects.select_related("role__board__locality", "role__partnership", "person")
    holding = access.fetch(request, rows, EDIT_BOARD, pk=holding_id)
    form = EndForm.of(request, initial={"ends_on": timezone.localdate()})
    del form.fields["because"]

    def act() -> HttpResponse:
        championing.end_term(holding, ends_on=form.cleaned_data["ends_on"], by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{holding.person}’s term ends on that day.")
        return redirect("manage_member_role", holding.role_id)

    words = {"form": form, "title": f"End the term of {holding.person}", "button": "End it", "role": holding.role}
    return done(request, form, act) or render(request, "boards/member_role/form.html", words)


@require_POST
def member_role_ending(request: HttpRequest, role_id: int) -> HttpResponse:
    """Let a role be no more."""
    role = access.fetch(request, ROLES, EDIT_BOARD, pk=role_id)
    championing.end_role(role, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"“{role}” has ended. Who held it stays on record.")
    return redirect("manage_member_roles")
