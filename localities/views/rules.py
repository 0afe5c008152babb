"""The rules of a room, as officers see and change them: of the whole partnership, or of one locality."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import modelform_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from foundation import access
from foundation.refusal import told
from localities import ruling
from localities.forms.record import RecordForm
from localities.models import Locality
from localities.views.form_page import form_page


@dataclass(frozen=True)
class Book:
    """The rules of one room: what they are called, where they stand, and whose role changes them.

    Its addresses are named ``name``, ``name_usual``, ``name_change`` and ``name_removal``.
    """

    model: Any
    title: str
    name: str
    room: tuple[str, str]  # the words and the path of the room's first page
    change: str

    def form(self) -> type[RecordForm]:
        """Return the form that asks every rule of the book."""
        return modelform_factory(self.model, form=RecordForm, exclude=("board", "locality"))  # type: ignore[return-value]


def shown(request: HttpRequest, book: Book) -> HttpResponse:
    """Show whose rules hold in which locality, and what they say."""
    held = request.access  # type: ignore[attr-defined]
    own = {rules.locality_id: rules for rules in book.model.objects.select_related("locality", "partnership")}
    form = book.form()(instance=own.get(None) or book.model())
    context = {
        "book": book,
        "rows": [(place, own.get(place.pk), held.may(book.change, place)) for place in Locality.objects.all()],
        "said": [(field.label, field.value()) for field in form.visible_fields()],
        "may_change": held.may(book.change, request.partnership),  # type: ignore[attr-defined]
        "usual": reverse(f"{book.name}_usual"),
        "change": f"{book.name}_change",
        "removal": f"{book.name}_removal",
    }
    return render(request, "localities/rules/rules.html", context)


def changed(request: HttpRequest, book: Book, locality_id: int | None) -> HttpResponse:
    """Change the rules of the partnership, or give a locality its own, starting from what holds there now."""
    place = access.fetch(request, Locality.objects.all(), book.change, pk=locality_id) if locality_id else None
    where = place or request.partnership  # type: ignore[attr-defined]
    access.require(request, book.change, where)
    rules = book.model.objects.of(place)
    if rules.pk is None or rules.locality_id != locality_id:
        rules.pk, rules.locality, rules._state.adding = None, place, True
    rules.partnership = request.partnership  # type: ignore[attr-defined]
    form = book.form().of(request, instance=rules)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = ruling.keep_rules(form.save(commit=False), by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{kept}: saved.")
        return redirect(book.name)

    return form_page(request, form, act, title=book.title, caption=where, back=reverse(book.name))


def removed(request: HttpRequest, book: Book, locality_id: int) -> HttpResponse:
    """Let a locality follow the partnership's rules again."""
    rows = book.model.objects.select_related("locality", "partnership")
    rules = access.fetch(request, rows, book.change, locality=locality_id)
    with told(request):
        ruling.drop_rules(rules, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"{rules.locality} follows the partnership’s rules.")
    return redirect(book.name)
