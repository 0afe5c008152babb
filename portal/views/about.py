"""Pages about the site itself: accessibility, privacy, cookies, contact."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement. Source: standards R16."""
    return render(request, "portal/accessibility.html")


@login_not_required
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Show what is known about people and why."""
    return render(request, "portal/privacy.html")


@login_not_required
@require_GET
def cookies(request: HttpRequest) -> HttpResponse:
    """Show which cookies are set."""
    return render(request, "portal/cookies.html")


@login_not_required
@require_GET
def contact(request: HttpRequest) -> HttpResponse:
    """Show how to reach the partnership."""
    return render(request, "portal/contact.html")
