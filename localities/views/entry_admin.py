"""Entries of registers as those write them who may."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.access import PUBLIC, fetch
from foundation.models import File
from localities import entering
from localities.access import SET_UP_REGISTERS, VIEW, anywhere, may_write, places_of
from localities.forms.register import DocumentForm, EntryForm
from localities.models import Register, RegisterEntry
from localities.tabulating import Sheet, columns
from localities.views.record import FORM, edit, tried
from localities.views.register import as_table, listed, told
from localities.views.sheet import sheet


@require_safe
@anywhere(VIEW)
def manage_register(request: HttpRequest, register_id: int) -> HttpResponse:
    """List a register's entries, those that officers keep to themselves among them."""
    register = fetch(request, Register.objects.all(), PUBLIC, pk=register_id)
    rows = register.entries.due(timezone.localdate()) if request.GET.get("due") else register.entries.all()
    context = {
        **listed(request, register, rows),
        "only_due": bool(request.GET.get("due")),
        "due": register.entries.due(timezone.localdate()).count(),
        "closed": register.entries.filter(opened_at__isnull=True).count(),
        "may_write": may_write(request.access, register),
        "may_set_up": request.access.may(SET_UP_REGISTERS, register),
    }
    return render(request, "localities/register_admin/detail.html", context)


@require_safe
@anywhere(VIEW)
def manage_register_csv(request: HttpRequest, register_id: int) -> HttpResponse:
    """Give the entries, narrowed as on the page, as a table that can be changed and read in again."""
    register = fetch(request, Register.objects.all(), PUBLIC, pk=register_id)
    return as_table(request, register, register.entries.all())


def _writable(request: HttpRequest, register_id: int) -> Register:
    """Return a register in which the person may write something; refuse one who may only read."""
    register = fetch(request, Register.objects.all(), PUBLIC, pk=register_id)
    if not may_write(request.access, register):
        raise PermissionDenied
    return register


def _entry(request: HttpRequest, entry_id: int) -> RegisterEntry:
    """Return an entry that the person may change; refuse one who may only read."""
    rows = RegisterEntry.objects.select_related("register", "organisation", "locality")
    entry = fetch(request, rows, PUBLIC, pk=entry_id)
    if not may_write(request.access, entry.register, entry):
        raise PermissionDenied
    return entry


@require_http_methods(FORM)
@anywhere(VIEW)
def manage_register_import(request: HttpRequest, register_id: int) -> HttpResponse:
    """Read entries from a table after a look at what each row would do."""
    register = _writable(request, register_id)
    act = Sheet(register, places_of(request.access, register))
    example = f"{','.join(columns(register))}\n,An example{',' * (len(columns(register)) - 2)}"
    lead = "Leave “id” empty for a new entry. To change entries, take the table from here, change it and send it back."
    lead += " New entries are open to everyone, as this register is." if register.opened_at else ""
    page = {"title": f"Import into {register}", "back": reverse("manage_register", args=[register.pk])}
    return sheet(request, act, {**page, "example": example, "lead": lead})


@require_http_methods(FORM)
@anywhere(VIEW)
def manage_entry_new(request: HttpRequest, register_id: int) -> HttpResponse:
    """Add an entry."""
    register = _writable(request, register_id)
    entry = RegisterEntry(register=register, partnership=request.partnership)
    back = reverse("manage_register", args=[register.pk])
    return _form(request, entry, title=f"Add {register.noun}", submit=f"Add {register.noun}", back=back)


@require_http_methods(FORM)
@anywhere(VIEW)
def manage_entry_change(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Put an entry right; of two who do it at once the later is told and shown both."""
    entry = _entry(request, entry_id)
    return _form(request, entry, title=f"Change {entry}", back=reverse("manage_entry", args=[entry.pk]))


def _form(request: HttpRequest, entry: RegisterEntry, **page: Any) -> HttpResponse:
    form = EntryForm.of(request, instance=entry, places=places_of(request.access, entry.register))

    def keep(kept: RegisterEntry, *, by: Any) -> RegisterEntry:
        return entering.keep_entry(kept, is_open=form.is_open, by=by)

    def then(kept: RegisterEntry) -> str:
        return reverse("manage_entry", args=[kept.pk])

    return edit(request, form, then=then, act=keep, caption=entry.register.name, **page)


@require_safe
@anywhere(VIEW)
def manage_entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show an entry as officers see it, with its documents and what was done to it."""
    rows = RegisterEntry.objects.select_related("register", "organisation", "locality")
    return _page(request, fetch(request, rows, PUBLIC, pk=entry_id), DocumentForm())


def _page(request: HttpRequest, entry: RegisterEntry, form: DocumentForm, status: int = 200) -> HttpResponse:
    may = may_write(request.access, entry.register, entry)
    context = {**told(entry), "form": form, "may_write": may, "today": timezone.localdate()}
    return render(request, "localities/register_admin/entry.html", context, status=status)


@require_POST
@anywhere(VIEW)
def manage_entry_document(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Add a document to an entry."""
    entry = _entry(request, entry_id)
    form = DocumentForm.of(request)

    def act() -> HttpResponse:
        file = entering.attach(entry, form.cleaned_data["file"], by=request.user)
        messages.success(request, f"{file} is added.")
        return redirect("manage_entry", entry.pk)

    if form.is_valid() and (answer := tried(request, form, act)):
        return answer
    return _page(request, entry, form, status=422)


@require_POST
@anywhere(VIEW)
def manage_entry_document_removal(request: HttpRequest, entry_id: int, file_id: int) -> HttpResponse:
    """Take a document off an entry."""
    entry = _entry(request, entry_id)
    file = fetch(request, File.objects.filter(root=entry.register.root), PUBLIC, pk=file_id)
    try:
        entering.detach(entry, file, by=request.user)
        messages.success(request, f"{file} is taken off.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("manage_entry", entry.pk)
