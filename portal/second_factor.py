"""A second step when signing in: asked of everybody who runs something here, where the installation says so."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from portal.navigation import may_manage, signed_in

BEHIND = ("/manage/", "/admin/")
WHY = (
    "Set up a second step first. Officers and administrators can read what is not public and publish in the name of "
    "others, so a password alone is not enough."
)


class SecondFactor:
    """Sends officers who have no second step to where they set one up. Source: checklist section 7."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless the second step is missing."""
        if settings.REQUIRE_SECOND_FACTOR and request.path.startswith(BEHIND) and _owes(request):
            messages.warning(request, WHY)
            return redirect("mfa_index")
        return self.get_response(request)


def _owes(request: HttpRequest) -> bool:
    if not signed_in(request):
        return False
    runs_something = request.user.is_superuser or may_manage(request)  # type: ignore[union-attr]
    return runs_something and not is_mfa_enabled(request.user)
