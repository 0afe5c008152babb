"""What people are elected to and the posts they hold, as officers keep them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from foundation import panels
from foundation.access import PUBLIC, fetch
from foundation.paging import page_of
from localities.access import ADD_PEOPLE, VIEW, anywhere
from localities.forms.person import MandateForm, PostForm
from localities.models import Mandate, Person, Post
from localities.posting import ending_soon, keep_post
from localities.views.record import FORM, changeable, edit, ending

AGAIN = "Save and add another"


@require_http_methods(FORM)
@anywhere(ADD_PEOPLE)
def mandate_new(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say what somebody was elected to; the button for another keeps the page."""
    person = fetch(request, Person.objects.all(), PUBLIC, pk=person_id)
    form = MandateForm.of(request, instance=Mandate(partnership=request.partnership, person=person))
    back = reverse("person", args=[person.pk])
    then = request.path if "again" in request.POST else back
    return edit(
        request, form, then=lambda _: then, title="Add a mandate", caption=person, back=back, submit="Save mandate",
        again=AGAIN, lead="What somebody was elected to. One person may sit on several councils at once.",
    )  # fmt: skip


@require_http_methods(FORM)
@anywhere(VIEW)
def mandate_change(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Put a mandate right."""
    mandate = changeable(request, Mandate.objects.select_related("person", "council", "area"), pk=mandate_id)
    form = MandateForm.of(request, instance=mandate)
    back = reverse("person", args=[mandate.person_id])
    return edit(request, form, then=lambda _: back, title=f"Change {mandate}", caption=mandate.person, back=back)


@require_http_methods(FORM)
@anywhere(VIEW)
def mandate_ending(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Give a mandate its last day."""
    mandate = changeable(request, Mandate.objects.select_related("person", "council", "area"), pk=mandate_id)
    return _ending(request, mandate, [])


@require_http_methods(FORM)
@anywhere(VIEW)
def post_new(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give somebody a post."""
    person = changeable(request, Person.objects.all(), pk=person_id)
    form = PostForm.of(request, instance=Post(partnership=request.partnership, person=person))
    back = reverse("person", args=[person.pk])
    return edit(
        request, form, then=lambda _: back, act=keep_post, title="Add a post", caption=person, back=back,
        submit="Save post",
    )  # fmt: skip


@require_http_methods(FORM)
@anywhere(VIEW)
def post_change(request: HttpRequest, post_id: int) -> HttpResponse:
    """Put a post right, or let it go on for longer."""
    post = changeable(request, Post.objects.select_related("person"), pk=post_id)
    form = PostForm.of(request, instance=post)
    back = reverse("person", args=[post.person_id])
    shown = panels.read("localities.post", [post])[post.pk]
    return edit(
        request, form, then=lambda _: back, act=keep_post, title=f"Change {post}", caption=post.person, back=back,
        panels=shown,
    )  # fmt: skip


@require_http_methods(FORM)
@anywhere(VIEW)
def post_ending(request: HttpRequest, post_id: int) -> HttpResponse:
    """Give a post its last day."""
    post = changeable(request, Post.objects.select_related("person"), pk=post_id)
    return _ending(request, post, panels.read("localities.post", [post])[post.pk])


@require_safe
@anywhere(VIEW)
def posts_ending(request: HttpRequest) -> HttpResponse:
    """List the posts that end in the next 60 days, the first first. Source: checklist C18."""
    return render(request, "localities/person/ending.html", {"page": page_of(request, ending_soon())})


def _ending(request: HttpRequest, held: Mandate | Post, resting: list[panels.Shown]) -> HttpResponse:
    """Ask for the last day, and show what rests on it and what the person holds, which goes on until ended there."""
    person = held.person
    shown = [*resting, *panels.read("localities.person", [person])[person.pk]]
    lead = "What they hold on boards has days of its own, and goes on until it is ended there." if shown else ""
    back = reverse("person", args=[person.pk])
    return ending(request, held, then=back, caption=person, lead=lead, panels=shown)
