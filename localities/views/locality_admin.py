"""Localities and what they are made of, as officers keep them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation.access import PUBLIC, fetch, require
from foundation.forms import answered
from foundation.paging import page_of
from foundation.templatetags.words import counted
from localities.access import EDIT, VIEW, anywhere
from localities.checking import coverage
from localities.forms.area import IncludeForm, LocalityForm
from localities.models import Area, Locality, LocalityArea
from localities.placing import include
from localities.views.record import FORM, changeable, edit, ending, tried

MOST = 400  # areas to tick on one page; more are found by a part of the name


@require_safe
@anywhere(VIEW)
def localities(request: HttpRequest) -> HttpResponse:
    """List localities with how many areas each has today."""
    today = timezone.localdate()
    now = Q(area_links__in=LocalityArea.objects.on(today))
    rows = Locality.objects.annotate(areas_now=Count("area_links", filter=now)).order_by("name")
    may_edit = request.access.may(EDIT, request.partnership)
    context = {"page": page_of(request, rows), "check": coverage(today), "may_edit": may_edit}
    return render(request, "localities/locality_admin/list.html", context)


@require_safe
@anywhere(VIEW)
def locality(request: HttpRequest, locality_id: int) -> HttpResponse:
    """Show what a locality is made of, was and will be."""
    found = fetch(request, Locality.objects.all(), PUBLIC, pk=locality_id)
    today = timezone.localdate()
    links = list(found.area_links.select_related("area").order_by("area__kind", "area__name", "starts_on"))
    over = [link for link in links if link.ends_on and link.ends_on < today]
    context = {
        "locality": found,
        "today": today,
        "links": [link for link in links if link not in over],
        "before": over,
        "may_edit": request.access.may(EDIT, found),
        "may_end": request.access.may(EDIT, request.partnership),
    }
    return render(request, "localities/locality_admin/detail.html", context)


@require_http_methods(FORM)
@anywhere(VIEW)
def locality_new(request: HttpRequest) -> HttpResponse:
    """Add a locality."""
    require(request, EDIT, request.partnership)
    form = LocalityForm.of(request, instance=Locality(partnership=request.partnership))
    title = f"Add a {request.partnership.vocabulary['locality']}"
    return edit(request, form, then=_page, title=title, back=reverse("localities_manage"))


@require_http_methods(FORM)
@anywhere(VIEW)
def locality_change(request: HttpRequest, locality_id: int) -> HttpResponse:
    """Change a locality and what it does its own way."""
    found = changeable(request, Locality.objects.all(), pk=locality_id)
    form = LocalityForm.of(request, instance=found)
    return edit(request, form, then=_page, title=f"Change {found}", back=_page(found))


@require_http_methods(FORM)
@anywhere(VIEW)
def locality_areas(request: HttpRequest, locality_id: int) -> HttpResponse:
    """Choose areas to become part of a locality from a day."""
    found = changeable(request, Locality.objects.all(), pk=locality_id)
    if answer := answered(request):
        return answer
    words = request.GET.get("q", "").replace("\x00", "")[:80]
    form = IncludeForm.of(request, areas=_free(found, words))

    def act() -> HttpResponse:
        made = include(found, by=request.user, **form.cleaned_data)
        messages.success(request, f"{counted(len(made), 'area')} added to {found}.")
        return redirect(_page(found))

    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, act)):
        return answer
    context = {
        "locality": found,
        "form": form,
        "words_typed": words,
        "none": not form.fields["areas"].queryset.exists(),
    }
    return render(request, "localities/locality_admin/areas.html", context)


def _free(found: Locality, words: str):
    """Return the areas that are not over and not in this locality already."""
    today = timezone.localdate()
    here = LocalityArea.objects.filter(locality=found).exclude(ends_on__lt=today).values("area")
    rows = Area.objects.exclude(ends_on__lt=today).exclude(pk__in=here)
    chosen = rows.filter(Q(name__icontains=words) | Q(gss_code__iexact=words)).order_by("kind", "name")
    return Area.objects.filter(pk__in=chosen.values("pk")[:MOST]).order_by("kind", "name")


@require_http_methods(FORM)
@anywhere(VIEW)
def locality_area_ending(request: HttpRequest, link_id: int) -> HttpResponse:
    """Let an area be part of a locality no longer."""
    link = changeable(request, LocalityArea.objects.select_related("locality", "area"), pk=link_id)
    return ending(request, link, then=_page(link.locality))


@require_http_methods(FORM)
@anywhere(VIEW)
def locality_ending(request: HttpRequest, locality_id: int) -> HttpResponse:
    """Give a locality its last day."""
    found = changeable(request, Locality.objects.all(), pk=locality_id)
    require(request, EDIT, request.partnership)
    return ending(request, found, then=_page(found), lead="What was done there stays on record under its name.")


def _page(found: Locality) -> str:
    return reverse("locality_manage", args=[found.pk])
