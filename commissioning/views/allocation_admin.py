"""Officers set money aside, promise it, pay it, and take it back. Source: checklist A45, A35."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commissioning import access as roles
from commissioning import allocating, balances
from commissioning.forms.allocation import AllocateForm, MoveForm
from commissioning.models import Allocation, Move
from commissioning.views.fund import ALLOCATIONS, ENTRIES
from commissioning.views.fund_admin import FUNDS, page_of_fund
from foundation import access
from foundation.templatetags.words import pence as pounds
from localities.views.form_page import FORM, form_page

PLACED = ALLOCATIONS.select_related("board", "locality", "decision", "officer_decision", "into", "action")
# What can be done with what was set aside: the title of its page, its button, the pot it comes from, who may.
MOVES = {
    "promise": (Move.COMMITTED, "Promise money", "Promise it", "allocated", roles.ALLOCATE),
    "less-promised": (Move.UNCOMMITTED, "Promise less", "Take it back", "committed", roles.ALLOCATE),
    "release": (Move.RELEASED, "Set less aside", "Release it", "allocated", roles.ALLOCATE),
    "payment": (Move.PAID, "Book a payment", "Book it", "committed", roles.FUND),
    "repayment": (Move.RECOVERED, "Book money that is paid back", "Book it", "paid", roles.FUND),
}
LEFT = {"allocated": "is set aside and not promised", "committed": "is promised and not paid", "paid": "is paid"}


def allocation_new(request: HttpRequest, fund_id: int) -> HttpResponse:
    """Set money aside: say what for, see what would be left, then do it."""
    fund = access.fetch(request, FUNDS, roles.ALLOCATE, pk=fund_id)
    form = AllocateForm.of(request, instance=Allocation(fund=fund, partnership=fund.partnership))
    page = {"title": "Set money aside", "back": page_of_fund(fund_id), "caption": fund.title}
    free = balances.of_fund(fund_id).free

    def act() -> HttpResponse:
        if "sure" not in request.POST:
            return _checked(request, form, free, page)
        said = form.cleaned_data
        why = f"Set aside: {said['title']}"
        made = allocating.allocate(form.instance, said["pence"], on=said["on"], because=why, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{pounds(said['pence'])} is set aside.")
        return redirect("manage_allocation", made.pk)

    if "change" in request.POST:
        return render(request, FORM, {"form": form, "submit": "Continue", **page})
    lead = f"{pounds(free)} of the fund is not set aside."
    return form_page(request, form, act, submit="Continue", lead=lead, **page)


def _checked(request: HttpRequest, form: AllocateForm, free: int, page: dict[str, str]) -> HttpResponse:
    """Show what was entered and what the fund would have left, before it is done."""
    sent = [(key, value) for key, value in request.POST.items() if key != "csrfmiddlewaretoken"]
    context = {"form": form, "sent": sent, "free": free, "left": free - form.cleaned_data["pence"], **page}
    return render(request, "commissioning/allocation/check.html", context)


@require_safe
def manage_allocation(request: HttpRequest, allocation_id: int) -> HttpResponse:
    """Show what money is set aside for, and what can be done with it."""
    found = access.fetch(request, PLACED, roles.READ, pk=allocation_id)
    balance = balances.of_allocation(found.pk)
    held = request.access  # type: ignore[attr-defined]
    may = {permission: held.may(permission, found) for permission in (roles.ALLOCATE, roles.FUND)}
    moves = [
        (slug, title) for slug, (_, title, _, pot, permission) in MOVES.items()
        if may[permission] and getattr(balance, pot) and not found.fund.closed_at
    ]  # fmt: skip
    context = {
        "allocation": found, "balance": balance, "moves": moves, "may_reverse": may[roles.FUND],
        "entries": ENTRIES.filter(allocation=found).order_by("on", "pk"), "fund_path": page_of_fund(found.fund_id),
    }  # fmt: skip
    return render(request, "commissioning/allocation/officer.html", context)


def allocation_move(request: HttpRequest, allocation_id: int, step: str) -> HttpResponse:
    """Promise, pay, release or take back what was set aside."""
    if step not in MOVES:
        raise Http404
    what, title, submit, pot, permission = MOVES[step]
    found = access.fetch(request, PLACED, permission, pk=allocation_id)
    form = MoveForm.of(request, what=what, allocation=found)

    def act() -> HttpResponse:
        said = form.cleaned_data
        allocating.move(what, found, said.pop("pence"), by=request.user, **said)  # type: ignore[arg-type]
        messages.success(request, "It is booked.")
        return redirect("manage_allocation", found.pk)

    lead = f"{pounds(getattr(balances.of_allocation(found.pk), pot))} {LEFT[pot]}."
    back = f"/manage/money/allocations/{found.pk}/"
    return form_page(request, form, act, title=title, submit=submit, lead=lead, back=back, caption=found.title)
