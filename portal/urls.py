"""Every address of the portal, each app's own list under it."""

from django.urls import include, path

from . import admin
from .views import about, account, audit, health, home, partnership, register, richtext, search, theme

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("theme.css", theme.theme_css, name="theme"),
    path("logo", theme.logo, name="logo"),
    path("richtext/cleaned/", richtext.cleaned, name="richtext_cleaned"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("cookies/", about.cookies, name="cookies"),
    path("contact/", about.contact, name="contact"),
    path("manage/audit/", audit.audit, name="audit"),
    path("manage/register/", register.register, name="register"),
    path("manage/register/verification/", register.verification, name="register_verification"),
    path("manage/partnership/", partnership.partnership, name="manage_partnership"),
    path("manage/partnership/words/", partnership.words, name="manage_words"),
    path("manage/partnership/logo/", partnership.logo, name="manage_logo"),
    path("", include("foundation.urls")),
    path("", include("localities.urls")),
    path("", include("boards.urls")),
    path("", include("engagement.urls")),
    path("", include("plans.urls")),
    path("", include("commissioning.urls")),
    # Before the library's page at this address, where anyone could give their account any address.
    path("accounts/email/", account.my_account, name="my_account"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
