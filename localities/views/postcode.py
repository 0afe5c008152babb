"""Postcodes and outlines, as administrators bring them in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.access import fetch, require
from foundation.forms import answered
from foundation.templatetags.words import counted
from localities import importing_postcodes, outlining
from localities.access import EDIT, VIEW, anywhere
from localities.forms.postcode import OutlinesForm, PostcodesForm
from localities.models import Area, Postcode, PostcodeTable
from localities.views.record import FORM, tried


@require_http_methods(FORM)
@anywhere(VIEW)
def postcodes(request: HttpRequest) -> HttpResponse:
    """Say which postcodes are known, and take a table of more."""
    require(request, EDIT, request.partnership)
    form = PostcodesForm.of(request)

    def check() -> HttpResponse:
        said = form.cleaned_data
        try:
            table = importing_postcodes.read(
                said["file"], called=form.called, leave_out=said["leave_out"], by=request.user
            )
        except ValidationError as wrong:
            raise ValidationError({"file": wrong.messages}) from wrong
        return redirect("postcode_table", table_id=table.pk)

    if answer := answered(request):
        return answer
    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, check)):
        return answer
    context = {
        "form": form, "known": Postcode.objects.count(), "problems": form.errors.get("file", []),
        "tables": PostcodeTable.objects.filter(started_at__isnull=False).defer("rows")[:10],
    }  # fmt: skip
    return render(request, "localities/postcode/list.html", context)


@require_safe
@anywhere(VIEW)
def postcode_table(request: HttpRequest, table_id: int) -> HttpResponse:
    """Show a table that was checked, or how far it is saved."""
    table = fetch(request, PostcodeTable.objects.select_related("sent_by"), EDIT, pk=table_id)
    names = dict(Area.objects.filter(kind__in=("ward", "parish")).values_list("pk", "name"))
    rows = [(code, names.get(ward), names.get(parish), y, x) for code, ward, parish, y, x in table.rows[:20]]
    return render(request, "localities/postcode/detail.html", {"table": table, "rows": rows})


@require_POST
@anywhere(VIEW)
def postcode_table_saving(request: HttpRequest, table_id: int) -> HttpResponse:
    """Begin to save a table that was checked."""
    table = fetch(request, PostcodeTable.objects.all(), EDIT, pk=table_id)
    table = importing_postcodes.start(table, by=request.user)
    if table.finished_at:
        messages.success(request, f"{table.total:,} postcodes are saved.")
        return redirect("postcodes")
    return redirect("postcode_table", table_id=table.pk)


@require_http_methods(FORM)
@anywhere(VIEW)
def outlines(request: HttpRequest) -> HttpResponse:
    """Say which areas have an outline, and take a boundary file."""
    require(request, EDIT, request.partnership)
    form = OutlinesForm.of(request)

    def take() -> HttpResponse:
        said = form.cleaned_data
        try:
            taken, others = outlining.take(said["file"], said["kind"], is_sketch=said["is_sketch"], by=request.user)
        except ValidationError as wrong:
            raise ValidationError({"file": wrong.messages}) from wrong
        rest = f" {others} in the file are not ours and were left out." if others else ""
        messages.success(request, f"{counted(taken, 'outline')} kept.{rest}")
        return redirect("outlines")

    if answer := answered(request):
        return answer
    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, take)):
        return answer
    page = {"title": "Outlines of areas", "back": reverse("places"), "kept": _kept(), "submit": "Keep these outlines"}
    return render(request, "localities/outline/list.html", {"form": form, **page})


def _kept() -> list[dict[str, Any]]:
    """Return for each kind how many areas there are today, and how many have an outline."""
    rows = Area.objects.on(timezone.localdate()).values("kind").annotate(there=Count("pk"), drawn=Count("outline"))
    kinds = dict(Area.Kind.choices)
    return [{**row, "words": kinds[row["kind"]]} for row in rows.order_by("kind")]
