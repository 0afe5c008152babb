"""The lists and rules that officers keep: audiences and subjects of the partnership, rules of each locality."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement import listing
from engagement.access import PLAN, READ
from engagement.forms.lists import AudienceForm, ThemeForm, WordForm
from engagement.models import Audience, EngagementRules, Theme
from engagement.views.hub import ROOMS, Room
from foundation import access
from localities.access import anywhere
from localities.views import rules
from localities.views.form_page import form_page

FORM = ["GET", "HEAD", "POST"]
HUB = ("Engagement", "/manage/engagement/")
RULES = rules.Book(EngagementRules, "Rules of engagement", "engagement_rules", HUB, PLAN)
ROOMS += [
    Room("Audiences and subjects", "/manage/engagement/lists/", "Who is to be heard, and what about."),
    Room("Rules", "/manage/engagement/rules/", "Every period and threshold, for the partnership or for one place."),
]


@require_safe
@anywhere(READ)
def engagement_lists(request: HttpRequest) -> HttpResponse:
    """Show the audiences and the subjects."""
    may = request.access.may(PLAN, request.partnership)  # type: ignore[attr-defined]
    context = {"audiences": Audience.objects.all(), "themes": Theme.objects.all(), "may_change": may}
    return render(request, "engagement/list/lists.html", context)


@require_http_methods(FORM)
def audience_new(request: HttpRequest) -> HttpResponse:
    """Add an audience."""
    new = Audience(partnership=request.partnership, position=Audience.objects.count())  # type: ignore[attr-defined]
    return _word(request, AudienceForm, new, "Add an audience")


@require_http_methods(FORM)
def audience_change(request: HttpRequest, audience_id: int) -> HttpResponse:
    """Change an audience, or offer it no more."""
    found = access.fetch(request, Audience.objects.all(), PLAN, pk=audience_id)
    return _word(request, AudienceForm, found, f"Change {found}")


@require_http_methods(FORM)
def theme_new(request: HttpRequest) -> HttpResponse:
    """Add a subject."""
    new = Theme(partnership=request.partnership, position=Theme.objects.count())  # type: ignore[attr-defined]
    return _word(request, ThemeForm, new, "Add a subject")


@require_http_methods(FORM)
def theme_change(request: HttpRequest, theme_id: int) -> HttpResponse:
    """Change a subject, or offer it no more."""
    found = access.fetch(request, Theme.objects.all(), PLAN, pk=theme_id)
    return _word(request, ThemeForm, found, f"Change {found}")


def _word(request: HttpRequest, kind: type[WordForm], row: Any, title: str) -> HttpResponse:
    access.require(request, PLAN, request.partnership)  # type: ignore[attr-defined]
    form = kind.of(request, instance=row)

    def act() -> HttpResponse:
        form.must_be_as_seen()
        kept = listing.keep_word(
            form.save(commit=False), retired=form.cleaned_data["retired"], by=request.user  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, f"{kept} is saved.")
        return redirect("engagement_lists")

    return form_page(request, form, act, title=title, back=reverse("engagement_lists"))


@require_safe
@anywhere(READ)
def engagement_rules(request: HttpRequest) -> HttpResponse:
    """Show whose rules hold in which locality, and what they say."""
    return rules.shown(request, RULES)


@require_http_methods(FORM)
def engagement_rules_change(request: HttpRequest, locality_id: int | None = None) -> HttpResponse:
    """Change the rules of the partnership, or give a locality its own."""
    return rules.changed(request, RULES, locality_id)


@require_POST
def engagement_rules_removal(request: HttpRequest, locality_id: int) -> HttpResponse:
    """Let a locality follow the partnership's rules again."""
    return rules.removed(request, RULES, locality_id)
