"""The account of whoever is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def my_account(request: HttpRequest) -> HttpResponse:
    """Show by which address a person signs in; an invitation proved it, so they ask the team for another one."""
    return render(request, "portal/account.html")
