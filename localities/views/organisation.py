"""Organisations, what councils are composed of, and political groups, as officers keep them."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation import panels
from foundation.access import PUBLIC, fetch, require
from foundation.paging import page_of
from localities.access import EDIT, VIEW, anywhere
from localities.composing import composition
from localities.forms.organisation import GroupForm, OrganisationForm, OrganisationSearch
from localities.models import Mandate, Organisation, PoliticalGroup, Post
from localities.views.record import FORM, changeable, edit, ending

MOST = 30  # people named on an organisation's page; the list of people has them all


@require_safe
@anywhere(VIEW)
def organisations(request: HttpRequest) -> HttpResponse:
    """List organisations by type."""
    today, form = timezone.localdate(), OrganisationSearch(request.GET)
    rows = Organisation.objects.none()
    if form.is_valid():
        wanted = form.cleaned_data
        rows = Organisation.objects.filter(Q(name__icontains=wanted["q"]) | Q(short_name__icontains=wanted["q"]))
        rows = rows.filter(kind=wanted["kind"]) if wanted["kind"] else rows
        rows = rows.filter(ends_on__lt=today) if wanted["standing"] else rows.exclude(ends_on__lt=today)
    context = {
        "search": form,
        "page": page_of(request, rows.select_related("area").order_by("kind", "name")),
        "may_edit": request.access.may(EDIT, request.partnership),
    }
    return render(request, "localities/organisation/list.html", context)


@require_safe
@anywhere(VIEW)
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Show an organisation and who sits or works there today."""
    found = fetch(request, Organisation.objects.select_related("area"), PUBLIC, pk=organisation_id)
    today = timezone.localdate()
    mandates = Mandate.objects.on(today).filter(council=found).select_related("person", "area", "group")
    posts = Post.objects.on(today).filter(Q(employer=found) | Q(host=found))
    context = {
        "organisation": found,
        "today": today,
        "mandates": mandates.order_by("area__name", "person__name")[:MOST],
        "posts": posts.select_related("person", "employer", "host").order_by("person__name")[:MOST],
        "composition": composition(found, today) if found.is_council else None,
        "panels": panels.read("localities.organisation", [found])[found.pk],
        "may_edit": request.access.may(EDIT, request.partnership),
    }
    return render(request, "localities/organisation/detail.html", context)


@require_safe
@anywhere(VIEW)
def organisation_composition(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Hold a council's members, by group, against its number of seats. Source: checklist A7, A8."""
    councils = Organisation.objects.filter(kind__in=Organisation.COUNCILS)
    council = fetch(request, councils, PUBLIC, pk=organisation_id)
    today = timezone.localdate()
    members = Mandate.objects.on(today).filter(council=council).select_related("person", "area", "group")
    context = {
        "organisation": council,
        "composition": composition(council, today),
        "executive": members.exclude(executive_position="").order_by("person__name"),
        "groupless": members.filter(group__isnull=True).order_by("person__name")[:MOST],
        "may_edit": request.access.may(EDIT, request.partnership),
    }
    return render(request, "localities/organisation/composition.html", context)


@require_http_methods(FORM)
@anywhere(VIEW)
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    require(request, EDIT, request.partnership)
    form = OrganisationForm.of(request, instance=Organisation(partnership=request.partnership))
    back = reverse("organisations")
    return edit(request, form, then=_page, title="Add an organisation", submit="Add organisation", back=back)


@require_http_methods(FORM)
@anywhere(VIEW)
def organisation_change(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Put an organisation right."""
    found = changeable(request, Organisation.objects.all(), pk=organisation_id)
    form = OrganisationForm.of(request, instance=found)
    return edit(request, form, then=_page, title=f"Change {found}", back=_page(found))


@require_http_methods(FORM)
@anywhere(VIEW)
def organisation_ending(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Give an organisation its last day."""
    found = changeable(request, Organisation.objects.all(), pk=organisation_id)
    return ending(request, found, then=_page(found), lead="What it did stays on record under its name.")


def _page(found: Organisation) -> str:
    return reverse("organisation", args=[found.pk])


@require_safe
@anywhere(VIEW)
def groups(request: HttpRequest) -> HttpResponse:
    """List political groups with the number of mandates that name them today."""
    today = timezone.localdate()
    now = Q(mandates__in=Mandate.objects.on(today))
    rows = PoliticalGroup.objects.annotate(members=Count("mandates", filter=now)).order_by("name")
    context = {"page": page_of(request, rows), "may_edit": request.access.may(EDIT, request.partnership)}
    return render(request, "localities/group/list.html", context)


@require_http_methods(FORM)
@anywhere(VIEW)
def group_form(request: HttpRequest, group_id: int | None = None) -> HttpResponse:
    """Add a political group, or change its name."""
    require(request, EDIT, request.partnership)
    new = PoliticalGroup(partnership=request.partnership)
    group = fetch(request, PoliticalGroup.objects.all(), EDIT, pk=group_id) if group_id else new
    title, back = f"Change {group}" if group_id else "Add a political group", reverse("groups")
    return edit(request, GroupForm.of(request, instance=group), then=lambda _: back, title=title, back=back)
