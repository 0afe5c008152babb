"""Registers as administrators set them up: what they are called, their fields, who writes and who reads."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.access import fetch, require
from foundation.forms import answered
from localities import registering
from localities.access import SET_UP_REGISTERS, VIEW, anywhere, may_write
from localities.asking import KINDS
from localities.forms.register import FieldForm, RegisterForm
from localities.models import Field, Register
from localities.views.record import FORM, tried

Act = Callable[..., Register]
# What a button may ask of a register, and what is said when it is done.
STATES: dict[str, tuple[Act, str]] = {
    "open": (registering.open_register, "{} is public. Entries that officers kept to themselves stay so."),
    "close": (registering.close_register, "{} and all its entries are for officers only."),
    "open-entries": (registering.open_entries, "Everyone may read every entry of {}."),
    "retire": (registering.retire_register, "{} is retired. Nothing is deleted."),
    "restore": (registering.restore_register, "{} is in use again."),
}
FIELD_STATES: dict[str, tuple[Act, str]] = {
    "retire": (registering.retire_field, "The field is retired. What entries say under it stays with them."),
    "restore": (registering.restore_field, "The field is asked for again."),
    "delete": (registering.delete_field, "The field is deleted. No entry had anything under it."),
}


@require_safe
@anywhere(VIEW)
def manage_registers(request: HttpRequest) -> HttpResponse:
    """List every register with how many entries it has and how many are to be reviewed."""
    today = timezone.localdate()
    over = Q(entries__ends_on__lt=today)
    rows = Register.objects.annotate(
        number=Count("entries"), due=Count("entries", filter=Q(entries__review_on__lte=today) & ~over)
    ).order_by("name")
    standing: list[Register] = []
    retired: list[Register] = []
    for register in rows:
        register.may_write = may_write(request.access, register)
        (retired if register.retired_at else standing).append(register)
    may_set_up = request.access.may(SET_UP_REGISTERS, request.partnership)
    context = {"standing": standing, "retired": retired, "may_set_up": may_set_up}
    return render(request, "localities/register_admin/list.html", context)


def of_administrator(request: HttpRequest, register_id: int) -> Register:
    """Return a register that the person may set up; refuse one who may only read."""
    return fetch(request, Register.objects.all(), SET_UP_REGISTERS, pk=register_id)


def _form(request: HttpRequest, form: Any, act: Callable[[], HttpResponse], **page: Any) -> HttpResponse:
    """Show a form of a register or of one of its fields, and save what is sent once."""

    def save() -> HttpResponse:
        form.must_be_as_seen()
        return act()

    if answer := answered(request):
        return answer
    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, save)):
        return answer
    return render(request, "localities/manage/form.html", {"form": form, **page})


@require_http_methods(FORM)
@anywhere(VIEW)
def manage_register_new(request: HttpRequest) -> HttpResponse:
    """Add a register; its fields come next."""
    require(request, SET_UP_REGISTERS, request.partnership)
    form = RegisterForm.of(request, instance=Register(partnership=request.partnership))

    def act() -> HttpResponse:
        made = registering.keep_register(form.save(commit=False), by=request.user)
        messages.success(request, f"{made} is added, for officers only at first. Now say what each entry is asked for.")
        return redirect("manage_register_fields", made.pk)

    return _form(request, form, act, title="Add a register", submit="Add register", back=reverse("manage_registers"))


@require_http_methods(FORM)
@anywhere(VIEW)
def manage_register_change(request: HttpRequest, register_id: int) -> HttpResponse:
    """Change what a register is called, what it is for and who writes in it."""
    register = of_administrator(request, register_id)
    form = RegisterForm.of(request, instance=register)

    def act() -> HttpResponse:
        registering.keep_register(form.save(commit=False), by=request.user)
        messages.success(request, f"{register} is changed.")
        return redirect("manage_register", register.pk)

    return _form(request, form, act, title=f"Change {register}", back=reverse("manage_register", args=[register.pk]))


@require_POST
@anywhere(VIEW)
def manage_register_state(request: HttpRequest, register_id: int) -> HttpResponse:
    """Open a register to the public or close it, retire it or use it again."""
    register = of_administrator(request, register_id)
    act, words = STATES.get(request.POST.get("do", ""), (None, ""))
    if act is None:
        raise Http404
    _do(request, lambda: act(register, by=request.user), words.format(register))
    return redirect("manage_register", register.pk)


def _do(request: HttpRequest, act: Callable[[], Any], words: str) -> None:
    try:
        act()
        messages.success(request, words)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))


@require_safe
@anywhere(VIEW)
def manage_register_fields(request: HttpRequest, register_id: int) -> HttpResponse:
    """List what entries are asked for, in order, and what they are asked for no longer."""
    register = of_administrator(request, register_id)
    fields = [(field, KINDS[field.kind].words) for field in register.asked]
    retired = [(field, KINDS[field.kind].words) for field in register.every_field if field.retired_on]
    context = {"register": register, "fields": fields, "retired": retired}
    return render(request, "localities/register_admin/fields.html", context)


@require_http_methods(FORM)
@anywhere(VIEW)
def manage_register_field_new(request: HttpRequest, register_id: int) -> HttpResponse:
    """Ask entries for something more."""
    register = of_administrator(request, register_id)
    form, back = FieldForm.of(request, register=register), reverse("manage_register_fields", args=[register.pk])

    def act() -> HttpResponse:
        registering.add_field(register, form.wanted(), by=request.user)
        messages.success(request, f"Entries are now asked for “{form.cleaned_data['label']}”.")
        return redirect(back)

    return _form(request, form, act, title="Add a field", caption=register.name, submit="Add field", back=back)


@require_http_methods(FORM)
@anywhere(VIEW)
def manage_register_field(request: HttpRequest, register_id: int, field_key: str) -> HttpResponse:
    """Change a field; a change that would break values is refused with their number."""
    register = of_administrator(request, register_id)
    field = _field(register, field_key)
    form = FieldForm.of(request, register=register, field=field)
    back = reverse("manage_register_fields", args=[register.pk])

    def act() -> HttpResponse:
        registering.change_field(register, form.wanted(), by=request.user)
        messages.success(request, f"“{form.cleaned_data['label']}” is changed.")
        return redirect(back)

    title = f"Change “{field.label}”"
    return _form(request, form, act, title=title, caption=register.name, back=back)


def _field(register: Register, key: str) -> Field:
    found = next((field for field in register.every_field if field.key == key), None)
    if found is None:
        raise Http404
    return found


@require_POST
@anywhere(VIEW)
def manage_register_field_state(request: HttpRequest, register_id: int, field_key: str) -> HttpResponse:
    """Retire a field, ask for it again, delete an empty one, or move it a step."""
    register = of_administrator(request, register_id)
    field, wanted = _field(register, field_key), request.POST.get("do", "")
    if wanted in ("up", "down"):
        down = wanted == "down"
        _do(request, lambda: registering.move_field(register, field.key, down=down, by=request.user), "Moved.")
    elif wanted in FIELD_STATES:
        act, words = FIELD_STATES[wanted]
        _do(request, lambda: act(register, field.key, by=request.user), words)
    else:
        raise Http404
    return redirect("manage_register_fields", register.pk)
