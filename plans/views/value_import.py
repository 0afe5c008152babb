"""Files of values as officers bring them in: chosen, understood, checked, confirmed, undone."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.access import choice_of
from foundation import access
from foundation.forms import answered
from foundation.paging import page_of
from foundation.refusal import done, status, told
from localities.access import anywhere
from localities.views.form_page import form_page
from localities.views.record import FORM
from plans import access as roles
from plans import importing_values, taking_in_values
from plans.forms.value_import import ColumnsForm, ConfirmForm, FileForm
from plans.models import Indicator, ValueImport

ROWS = ValueImport.objects.select_related("locality", "board", "partnership", "by", "undone_by", "file")
LIST = "/manage/plans/imports/"
SAMPLE = 5


@require_safe
@anywhere(roles.READ)
def manage_imports(request: HttpRequest) -> HttpResponse:
    """List the files of values that were sent, the newest first."""
    page = page_of(request, ROWS.defer("faults"))
    may_add = request.access.may_anywhere(roles.MEASURE)
    return render(request, "plans/value_import/list.html", {"page": page, "may_add": may_add})


@require_http_methods(FORM)
@anywhere(roles.MEASURE)
def import_new(request: HttpRequest) -> HttpResponse:
    """Take a file of values."""
    places = choice_of(request.access, roles.MEASURE)
    mine = Indicator.objects.filter(roles.where(request.access, roles.MEASURE), retired_at__isnull=True)
    form = FileForm.of(request, places=places, indicators=mine)

    def act() -> HttpResponse:
        said = form.cleaned_data
        text, name = said["file"]
        try:
            made = importing_values.start(text, name, locality=said["locality"], only=said["only"], by=request.user)
        except ValidationError as wrong:
            raise ValidationError({"file": wrong.messages}) from wrong
        return redirect("import_columns", made.pk)

    if answer := answered(request):
        return answer
    return form_page(request, form, act, template="plans/value_import/new.html")


@require_safe
@anywhere(roles.READ)
def manage_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """Show what is wrong with a file, how far its values are taken in, or that they are."""
    found = access.fetch(request, ROWS, roles.READ, pk=import_id)
    is_asked = "asked" in found.columns
    is_working = not found.failed_because and (
        (is_asked and not found.checked_at and not found.undone_at)
        or (found.confirmed_at and not found.done_at and not found.undone_at)
        or (found.undone_at and found.done > 0)
    )
    context = {
        "one": found, "is_working": is_working, "is_asked": is_asked, "form": ConfirmForm(),
        "version": importing_values.version(found),
        "right": found.rows - found.faulty, "more": found.faulty - len(found.faults),
        "may_change": request.access.may(roles.MEASURE, found),
    }  # fmt: skip
    return render(request, "plans/value_import/detail.html", context)


@require_http_methods(FORM)
@anywhere(roles.MEASURE)
def import_columns(request: HttpRequest, import_id: int) -> HttpResponse:
    """Say what each column of a file holds."""
    found = access.fetch(request, ROWS, roles.MEASURE, pk=import_id)
    if found.confirmed_at or found.file is None:
        return redirect("manage_import", import_id)
    indicators = importing_values.indicators_of(found)
    form = ColumnsForm.of(request, one=found, indicators=indicators)

    def act() -> HttpResponse:
        only = next((one for one in indicators if one.pk == form.cleaned_data["only"]), None)
        replaces = form.cleaned_data["replaces"] == "yes"
        importing_values.name_columns(found, form.held, only=only, replaces=replaces, by=request.user)
        return redirect("manage_import", import_id)

    if answer := done(request, form, act):
        return answer
    context = {"one": found, "form": form, "sample": importing_values.table_of(found)[:SAMPLE]}
    return render(request, "plans/value_import/columns.html", context, status=status(form))


@require_POST
@anywhere(roles.MEASURE)
def import_confirmation(request: HttpRequest, import_id: int) -> HttpResponse:
    """Have the values of a file taken in."""
    found = access.fetch(request, ROWS, roles.MEASURE, pk=import_id)
    with told(request):
        sent = request.POST
        leaves_out, saw = bool(sent.get("leaves_out")), sent.get("saw", "")
        importing_values.confirm(found, leaves_out=leaves_out, saw=saw, by=request.user)
    return redirect("manage_import", import_id)


@require_http_methods(FORM)
@anywhere(roles.MEASURE)
def import_undoing(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take out every value of a file."""
    found = access.fetch(request, ROWS, roles.MEASURE, pk=import_id)
    page = reverse("manage_import", args=[import_id])
    if request.method == "POST":
        with told(request):
            taking_in_values.undo(found, by=request.user)
            messages.success(request, "The import is undone. What its values had replaced stands again.")
        return redirect(page)
    return render(request, "plans/value_import/undoing.html", {"one": found, "back": page})


@require_POST
@anywhere(roles.MEASURE)
def import_removal(request: HttpRequest, import_id: int) -> HttpResponse:
    """Forget a file that was not confirmed."""
    found = access.fetch(request, ROWS, roles.MEASURE, pk=import_id)
    with told(request):
        importing_values.give_up(found, by=request.user)
        messages.success(request, "The file is deleted. None of its values was taken in.")
        return redirect(LIST)
    return redirect("manage_import", import_id)
