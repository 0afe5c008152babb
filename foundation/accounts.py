"""Signing in: an account opens one partnership at a time, and is made by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.template.loader import render_to_string

from foundation import mail


class AccountAdapter(DefaultAccountAdapter):
    """How accounts work here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open no account without an invitation."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the desk; at the bare host there is none, and only its administrator signs in there."""
        if getattr(request, "partnership", None) is None:
            return "/admin/" if request.user.is_staff else "/"  # type: ignore[union-attr]
        return super().get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Post the mails of sign-in through the partnership's outbox."""
        if getattr(current.request, "partnership", None) is None:
            super().send_mail(template_prefix, email, context)
        elif template_prefix == "account/email/password_reset_key":
            mail.post(email, "password_reset", {"link": context["password_reset_url"]}, about="account:0")
        else:
            context = {"request": current.request, "email": email, **context}
            subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
            text = render_to_string(f"{template_prefix}_message.txt", context)
            mail.post(email, "account", {"subject": subject, "text": text}, about="account:0")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Single sign-on of a council: it proves who somebody is and opens no account by itself."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Let in only those who have an account."""
        return False


def remember_house(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Write into the session for which partnership it was opened; elsewhere it is anonymous."""
    partnership = getattr(request, "partnership", None)
    request.session["partnership"] = partnership.pk if partnership else None


def listen() -> None:
    """Hear every way of signing in: password, second factor, single sign-on, the Django admin."""
    user_logged_in.connect(remember_house, dispatch_uid="remember_house")
