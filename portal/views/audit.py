"""The act log: who did what to which record, for the auditor and the administrators."""

import datetime
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from boards.forms.role import places
from foundation.access import require
from foundation.models import Act
from foundation.paging import page_of
from foundation.roles import READ_AUDIT
from portal.forms.audit import AuditFilter


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """List the acts, the newest first, by who, where, what and when."""
    require(request, READ_AUDIT, request.partnership)  # type: ignore[attr-defined]
    kinds = names_of_kinds()
    where = places(request.access, request.partnership.vocabulary)  # type: ignore[attr-defined]
    form = AuditFilter(request.GET or None, places=where, kinds=sorted(kinds.items(), key=lambda pair: pair[1]))
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = page_of(request, _found(asked))
    names = {f"{root}": name for _, group in where for root, name in group}
    rows = [(act, kinds.get(act.target_kind, ""), names.get(act.root, ""), told(act)) for act in page]
    context = {"form": form, "asked": asked, "page": page, "rows": rows}
    return render(request, "portal/audit.html", context)


def names_of_kinds() -> dict[str, str]:
    """Return the kinds of record that something was done to here, each with its name."""
    labels = Act.objects.order_by().values_list("target_kind", flat=True).distinct()
    return {label: _name(label) for label in labels}


def _name(label: str) -> str:
    try:
        name = str(apps.get_model(label)._meta.verbose_name)
    except LookupError:  # a kind of record that the portal no longer has
        name = label.rpartition(".")[2]
    return name[:1].upper() + name[1:]


def _found(asked: dict[str, Any]) -> QuerySet[Act]:
    wanted = {"by_name__icontains": "by", "root": "root", "target_kind": "kind", "target_id": "target"}
    acts = Act.objects.filter(**{lookup: asked[name] for lookup, name in wanted.items() if asked.get(name)})
    if since := asked.get("since"):
        acts = acts.filter(at__gte=_midnight(since))
    if until := asked.get("until"):
        acts = acts.filter(at__lt=_midnight(until + datetime.timedelta(days=1)))
    return acts


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def told(act: Act) -> list[str]:
    """Return what the act tells besides, in words: numbers of records say nothing to a reader."""
    told = []
    for name, value in act.detail.items():
        values = value if isinstance(value, list) else [value]
        if words := ", ".join(str(each) for each in values if isinstance(each, str) and each):
            told.append(f"{name.replace('_', ' ')}: {words}")
    return told
