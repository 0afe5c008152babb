"""People, as officers keep them."""

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation import panels
from foundation.access import PUBLIC, fetch
from foundation.forms import Form
from foundation.paging import page_of
from localities.access import ADD_PEOPLE, EDIT, INVITE, VIEW, anywhere
from localities.forms.person import PersonForm, PersonSearch
from localities.leaving import come_back, leave
from localities.models import Mandate, Person, Post
from localities.posting import SOON, ending_soon
from localities.views.record import FORM, changeable, edit, tried


@require_safe
@anywhere(VIEW)
def people(request: HttpRequest) -> HttpResponse:
    """List people with what they hold today."""
    today = timezone.localdate()
    form = PersonSearch(request.GET)
    rows = _searched(form.cleaned_data, today) if form.is_valid() else Person.objects.none()
    context = {
        "search": form,
        "page": page_of(request, _with_what_they_hold(rows, today)),
        "ending": ending_soon().count(),
        "may_add": request.access.may_anywhere(ADD_PEOPLE),
        "may_import": request.access.may(EDIT, request.partnership),
    }
    return render(request, "localities/person/list.html", context)


def _with_what_they_hold(rows: QuerySet, today: datetime.date) -> QuerySet:
    mandates = Mandate.objects.on(today).select_related("council", "area", "group").order_by("council__name")
    posts = Post.objects.on(today).select_related("employer").order_by("title")
    return rows.prefetch_related(
        Prefetch("mandates", mandates, to_attr="mandates_now"), Prefetch("posts", posts, to_attr="posts_now")
    )


def _searched(wanted: dict[str, Any], today: datetime.date) -> QuerySet:
    mandates, posts = Mandate.objects.on(today), Post.objects.on(today)
    if body := wanted["organisation"]:
        mandates, posts = mandates.filter(council=body), posts.filter(Q(employer=body) | Q(host=body))
    elected = Exists(mandates.filter(person=OuterRef("pk")))
    employed = Exists(posts.filter(person=OuterRef("pk")))
    rows = Person.objects.filter(left_at__isnull=wanted["standing"] != "left", name__icontains=wanted["q"])
    if wanted["standing"] == "members":
        return rows.filter(elected)
    if wanted["standing"] == "officers":
        return rows.filter(employed)
    return rows.filter(elected | employed) if body else rows


@require_safe
@anywhere(VIEW)
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show who somebody is and what they hold, held and will hold."""
    found = fetch(request, Person.objects.select_related("user"), PUBLIC, pk=person_id)
    today = timezone.localdate()
    mandates = list(found.mandates.select_related("council", "area", "group").order_by("-starts_on", "council__name"))
    posts = found.posts.select_related("employer", "host").prefetch_related("locality_links__locality")
    context = {
        "person": found,
        "mandates": [mandate for mandate in mandates if not mandate.ends_on or mandate.ends_on >= today],
        "mandates_before": [mandate for mandate in mandates if mandate.ends_on and mandate.ends_on < today],
        "posts": posts.order_by("-starts_on", "title"),
        "today": today,
        "soon": today + SOON,
        "panels": panels.read("localities.person", [found])[found.pk],
        "invitation": found.invitations.first(),
        "may_edit": request.access.may(EDIT, found),
        "may_add": request.access.may_anywhere(ADD_PEOPLE),
        "may_invite": request.access.may(INVITE, found),
    }
    return render(request, "localities/person/detail.html", context)


@require_http_methods(FORM)
@anywhere(ADD_PEOPLE)
def person_new(request: HttpRequest) -> HttpResponse:
    """Add somebody."""
    form = PersonForm.of(request, instance=Person(partnership=request.partnership))
    return edit(request, form, then=_page, title="Add a person", submit="Add person", back=reverse("people"))


@require_http_methods(FORM)
@anywhere(VIEW)
def person_change(request: HttpRequest, person_id: int) -> HttpResponse:
    """Change how somebody is known and reached."""
    found = changeable(request, Person.objects.all(), pk=person_id)
    form = PersonForm.of(request, instance=found)
    return edit(request, form, then=_page, title=f"Change {found}", back=_page(found))


@require_http_methods(FORM)
@anywhere(VIEW)
def person_leaving(request: HttpRequest, person_id: int) -> HttpResponse:
    """Ask, then let somebody leave, or come back."""
    found = changeable(request, Person.objects.all(), pk=person_id)
    form = Form.of(request)

    def act() -> HttpResponse:
        (come_back if found.left_at else leave)(found, by=request.user)
        messages.success(request, f"{found} is back." if found.left_at else f"{found} has left.")
        return redirect("person", found.pk)

    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, act)):
        return answer
    shown = panels.read("localities.person", [found])[found.pk]
    return render(request, "localities/person/leaving.html", {"person": found, "form": form, "panels": shown})


def _page(found: Person) -> str:
    return reverse("person", args=[found.pk])
