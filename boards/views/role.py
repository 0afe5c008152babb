"""Who holds which role where; giving roles, changing their days, taking them away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards import entrusting
from boards.access import GIVE_ROLES
from boards.forms.role import DatesForm, PlaceForm, RoleFilter, RoleForm, places
from boards.models import Board
from foundation.access import PUBLIC, fetch
from foundation.forms import Form
from foundation.models import Grant
from foundation.paging import page_of
from foundation.refusal import done
from foundation.roles import READ_AUDIT
from localities.access import anywhere
from localities.models import Person

METHODS = ["GET", "HEAD", "POST"]


@require_safe
@anywhere(GIVE_ROLES, READ_AUDIT)
def roles(request: HttpRequest) -> HttpResponse:
    """List who holds which role where, as far as the person's own role reaches."""
    groups = places(request.access, request.partnership.vocabulary)
    form = RoleFilter(request.GET or None, places=groups)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = entrusting.holders(
        request.access, place=asked.get("place", ""), words=asked.get("q", ""), ended=asked.get("ended", False)
    )
    page = page_of(request, found)
    page.object_list = _told(list(page.object_list), dict(pair for _, group in groups for pair in group))
    context = {"page": page, "form": form, "asked": asked, "may_give": request.access.may_anywhere(GIVE_ROLES)}
    return render(request, "boards/role/list.html", context)


def _told(rows: list[dict[str, Any]], where: dict[str, str]) -> list[dict[str, Any]]:
    """Return the rows as the page writes them: the person, the role and the place by name, and whence it comes."""
    today, followed = timezone.localdate(), entrusting.following(rows)
    boards = [row["root_id"] for row in rows if row["kind"] == "board"]
    slugs = dict(Board.objects.filter(pk__in=boards).values_list("pk", "slug"))
    people = {p.user_id: p for p in Person.objects.filter(user__in={row["user_id"] for row in rows})}
    for row in rows:
        row["name"] = str(people.get(row["user_id"]) or row["holder"])
        row["words"] = dict(entrusting.ROOTS[row["kind"]]._meta.permissions)[row["role"]]
        row["where"] = where[f"{row['kind']}:{row['root_id']}"]
        row["follows"] = (row["user_id"], row["root_id"], row["role"]) in followed and row["kind"] == "board"
        row["slug"] = slugs.get(row["root_id"]) if row["follows"] else ""
        row["ended"] = row["ends_on"] is not None and row["ends_on"] < today
        row["to_come"] = row["starts_on"] is not None and row["starts_on"] > today
    return rows


@require_safe
@anywhere(GIVE_ROLES)
def role_place(request: HttpRequest) -> HttpResponse:
    """Ask where the role is given."""
    form = PlaceForm(request.GET or None, places=places(request.access, request.partnership.vocabulary))
    if form.is_bound and form.is_valid():
        kind, _, key = form.cleaned_data["place"].partition(":")
        return redirect("role_new", kind, int(key))
    return render(request, "boards/role/place.html", {"form": form})


def _root(request: HttpRequest, kind: str, root_id: int) -> Any:
    """Return the partnership, locality or board whose roles the person may give."""
    if kind not in entrusting.ROOTS:
        raise Http404
    # Partnerships know no wall: this one is the only one there is.
    known = {"pk": request.partnership.pk} if kind == "partnership" else {}
    return fetch(request, entrusting.ROOTS[kind].objects.filter(**known), GIVE_ROLES, pk=root_id)


@require_http_methods(METHODS)
def role_new(request: HttpRequest, kind: str, root_id: int) -> HttpResponse:
    """Give a person a role on one root."""
    root = _root(request, kind, root_id)
    form = RoleForm.of(request, roles=entrusting.names_of(root))

    def act() -> HttpResponse:
        said = dict(form.cleaned_data)
        person, role = said.pop("person"), said.pop("role")
        entrusting.entrust(person, role, root, by=request.user, **said)
        messages.success(request, f"{person}: {entrusting.names_of(root)[role]}, {root}.")
        return redirect("roles")

    if answer := done(request, form, act):
        return answer
    return _new(request, root, form)


def _new(request: HttpRequest, root: Any, form: Form) -> HttpResponse:
    return render(request, "boards/role/new.html", {"root": root, "form": form}, status=422 if form.errors else 200)


def _grant(request: HttpRequest, kind: str, root_id: int, grant_id: int) -> Grant | HttpResponse:
    """Return a role that was given; whoever acts on one that somebody took away before is told, and led back."""
    root = _root(request, kind, root_id)
    found = entrusting.GRANTS[kind].objects.filter(content_object=root)
    if request.method == "POST" and not found.filter(pk=grant_id).exists():
        messages.error(request, "Somebody has taken this role away already.")
        return redirect("roles")
    return fetch(request, found.select_related("user", "permission", "content_object"), PUBLIC, pk=grant_id)


@require_http_methods(METHODS)
def role(request: HttpRequest, kind: str, root_id: int, grant_id: int) -> HttpResponse:
    """Change the days of a role that was given."""
    grant = _grant(request, kind, root_id, grant_id)
    if isinstance(grant, HttpResponse):
        return grant
    form = DatesForm.of(request, initial={"starts_on": grant.starts_on, "ends_on": grant.ends_on})

    def act() -> HttpResponse:
        entrusting.change_days(grant, by=request.user, **form.cleaned_data)
        messages.success(request, "The days are saved.")
        return redirect("roles")

    if answer := done(request, form, act):
        return answer
    return _detail(request, grant, form)


def _detail(request: HttpRequest, grant: Grant, form: Form) -> HttpResponse:
    kind = entrusting.kind_of(grant.content_object)
    person = Person.objects.filter(user=grant.user).first() or grant.user
    context = {"grant": grant, "form": form, "kind": kind, "person": person, "words": request.partnership.vocabulary}
    return render(request, "boards/role/detail.html", context, status=422 if form.errors else 200)


@require_POST
def role_ending(request: HttpRequest, kind: str, root_id: int, grant_id: int) -> HttpResponse:
    """Take a role away now."""
    grant = _grant(request, kind, root_id, grant_id)
    if isinstance(grant, HttpResponse):
        return grant
    try:
        entrusting.take_away(grant, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("role", kind, root_id, grant_id)
    messages.success(request, f"{grant.user} is no longer {grant.permission.name.lower()}, {grant.content_object}.")
    # Whoever took their own role away may not be allowed to see this list any more.
    return redirect("/desk/" if grant.user == request.user else "roles")
