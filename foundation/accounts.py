"""Signing in: an account opens one partnership at a time, and is made by invitation only."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.core.internal import ratelimit
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from foundation import links, mail
from foundation.models import Partnership

# The count of wrong passwords for an account from all addresses, in ACCOUNT_RATE_LIMITS.
EVERYWHERE = {"app": "allauth.account", "action": "login_failed_everywhere"}


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
        """Post the mails of sign-in through the partnership's outbox, with links to its registered host."""
        partnership = getattr(current.request, "partnership", None)
        context = {**context, **_at_home(context, partnership)}
        if template_prefix == "account/email/unknown_account":
            _spend_as_long(email, partnership)
        elif partnership is None:
            super().send_mail(template_prefix, email, context)
        elif template_prefix == "account/email/password_reset_key":
            mail.post(email, "password_reset", {"link": context["password_reset_url"]}, about="account:0")
        else:
            context = {"request": current.request, "email": email, **context}
            subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
            text = render_to_string(f"{template_prefix}_message.txt", context)
            mail.post(email, "account", {"subject": subject, "text": text}, about="account:0")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse too many wrong passwords: soon from one address, later from all addresses that never signed in."""
        super().pre_authenticate(request, **credentials)
        email = _login(credentials)
        if cache.get(self._place_of(request, email)):
            return
        everywhere = ratelimit.consume(request, **EVERYWHERE, key=email)
        if not everywhere:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += everywhere.usage  # given back with the rest when the password is right

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Remember that the account's owner signs in from this address."""
        cache.set(self._place_of(request, user.email), True, settings.KNOWN_ADDRESS_SECONDS)
        return super().post_login(request, user, **kwargs)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By account alone a stranger could lock its owner out; by the Host header they could count anew.
        return self._place_of(request, _login(credentials))

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        # A password that was set anew through the owner's mailbox ends what strangers did.
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(request, **EVERYWHERE, key=_login(credentials))

    def _place_of(self, request: HttpRequest, email: str) -> str:
        address = self.get_client_ip(request)
        return f"signs-in:{salted_hmac('foundation.accounts', f'{address} {email.lower()}').hexdigest()}"


def _login(credentials: dict[str, Any]) -> str:
    return credentials.get("email", "").lower()


def _at_home(context: dict[str, Any], partnership: Partnership | None) -> dict[str, Any]:
    """Return the links of a mail at the registered host, and that host as the site that sends it."""
    links_home = {
        name: links.address(partnership, urlsplit(value).path)
        for name, value in context.items()
        if name.endswith("_url")
    }
    home = links.address(partnership)
    name = partnership.name if partnership else urlsplit(home).hostname
    return {**links_home, "current_site": {"name": name, "domain": urlsplit(home).netloc}}


def _spend_as_long(email: str, partnership: Partnership | None) -> None:
    """Write the mail of a forgotten password and throw it away, so that no delay tells who has an account."""
    if partnership:
        with transaction.atomic():
            mail.post(email, "password_reset", {"link": links.address(partnership)}, about="account:0")
            transaction.set_rollback(True)


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
