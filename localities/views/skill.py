"""Skills: what people say of themselves, and officers' search for somebody. Source: checklist A9, A41."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation import tenancy
from foundation.access import OWN, fetch
from foundation.paging import page_of
from localities import matching, offering
from localities.access import VIEW, anywhere
from localities.forms.skill import SkillForm, SkillSearch
from localities.models import Person, Skill
from localities.views.record import FORM, tried


def _me(request: HttpRequest) -> Person:
    """Return the person who is signed in, who reads what they have said of themselves."""
    person = fetch(request, Person.objects, OWN, user=request.user)
    tenancy.clear(f"self:person:{person.pk}")
    return person


@require_http_methods(FORM)
def my_skills(request: HttpRequest) -> HttpResponse:
    """Show what I have said that I can do, and take another."""
    person, form = _me(request), SkillForm.of(request)

    def act() -> HttpResponse:
        skill = offering.offer(person, **form.said, by=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Kept: {skill}.")
        return redirect("my_skills")

    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, act)):
        return answer
    return render(request, "localities/skill/mine.html", {"form": form, "skills": person.skills.all()})


@require_http_methods(FORM)
def my_skill(request: HttpRequest, skill_id: int) -> HttpResponse:
    """Change what I said, or who reads it."""
    skill = fetch(request, _me(request).skills, OWN, pk=skill_id)
    readers = "everybody" if skill.opened_at else "officers"
    said = {"name": skill.name, "experience": skill.experience, "readers": readers, "consent": True}
    form = SkillForm.of(request, initial=said)

    def act() -> HttpResponse:
        offering.reword(skill, **form.said, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "Saved.")
        return redirect("my_skills")

    if request.method == "POST" and form.is_valid() and (answer := tried(request, form, act)):
        return answer
    return render(request, "localities/skill/change.html", {"form": form, "skill": skill})


@require_POST
def my_skill_removal(request: HttpRequest, skill_id: int) -> HttpResponse:
    """Take back what I said; nothing of it stays."""
    skill = fetch(request, _me(request).skills, OWN, pk=skill_id)
    offering.take_back(skill, by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"“{skill.name}” is gone. Nobody finds it here any more.")
    return redirect("my_skills")


@require_safe
@anywhere(VIEW)
def skills(request: HttpRequest) -> HttpResponse:
    """Find people by what they can do."""
    form = SkillSearch(request.GET or None)
    asked = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    every = Skill.objects.filter(person__left_at__isnull=True).select_related("person")
    found = matching.saying(asked) if asked else every.order_by("person__name", "name")
    people = Skill.objects.aggregate(people=Count("person", distinct=True))["people"]
    context = {"search": form, "asked": asked, "page": page_of(request, found), "people": people}
    return render(request, "localities/skill/list.html", context)
