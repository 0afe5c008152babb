"""Settings that every installation shares; dev, test and prod add to them."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parents[2]


def database(url: str) -> dict:
    """Return Django's settings for one PostgreSQL address."""
    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", ""),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 16, "timeout": 10}},
        # PgBouncer in transaction mode may stand between: nothing may live longer than a transaction.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "CONN_HEALTH_CHECKS": False,
    }


SECRET_KEY = os.environ.get("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = ["*"]  # unknown hosts are refused by foundation.middleware: it knows the hosts of each partnership

INSTALLED_APPS = [
    "portal",
    "commissioning",
    "plans",
    "engagement",
    "boards",
    "localities",
    "foundation",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "guardian",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "foundation.middleware.PublicPageCache",
    "django.middleware.security.SecurityMiddleware",
    "portal.content_policy.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "foundation.middleware.Tenancy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "foundation.middleware.SameHouse",
    "foundation.drafts.KeepDrafts",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.second_factor.SecondFactor",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.context.house",
                "portal.navigation.navigation",
            ],
            "builtins": ["django.templatetags.static", "foundation.templatetags.words"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]

DATABASES: dict[str, dict] = {}  # filled by dev, test and prod
REDIS_URL = os.environ.get("REDIS_URL", "")
# How long a public page is kept ready that no act has changed: what time itself changes may be as old.
PAGE_CACHE_SECONDS = int(os.environ.get("PAGE_CACHE_SECONDS", "60"))

AUTH_USER_MODEL = "foundation.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

ACCOUNT_ADAPTER = "foundation.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "foundation.accounts.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation went to the address and came back from it
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # foundation.accounts writes that mail, which takes its time, and sends none
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
# Wrong passwords: five in five minutes for one account from one address, ten a minute from one address for all
# accounts; a hundred an hour for one account from all addresses from which its owner has not signed in lately.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login_failed_everywhere": "100/h/key"}
KNOWN_ADDRESS_SECONDS = 90 * 24 * 60 * 60
# Officers and administrators set up a second step before they manage anything; production turns it on.
REQUIRE_SECOND_FACTOR = os.environ.get("REQUIRE_SECOND_FACTOR", "0") == "1"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Locality boards"
# A council's own sign-in: OPENID_NAME, OPENID_SERVER, OPENID_CLIENT, OPENID_SECRET, and OPENID_THROUGH, which names the
# beginnings of other addresses that it leads through.
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "council",
                "name": os.environ.get("OPENID_NAME") or "your council",
                "client_id": os.environ["OPENID_CLIENT"],
                "secret": os.environ.get("OPENID_SECRET", ""),
                "settings": {"server_url": os.environ.get("OPENID_SERVER", "")},
            }
        ]
        if os.environ.get("OPENID_CLIENT")
        else []
    }
}
# Where forms may lead besides this portal: a browser holds what the button of single sign-on leads to against this.
FORM_ADDRESSES = [
    f"{begin.scheme}://{begin.netloc}"
    for begin in map(urlsplit, f"{os.environ.get('OPENID_SERVER', '')} {os.environ.get('OPENID_THROUGH', '')}".split())
]
# An account exists by invitation only, and its address was proved by the invitation.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "l j F Y"
TIME_FORMAT = "g:ia"
FORMAT_MODULE_PATH = None

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", BASE_DIR / ".data" / "files"))
UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024
# As many days as backups are kept: a backup finds every file that it names.
UNUSED_FILE_DAYS = int(os.environ.get("UNUSED_FILE_DAYS", "35"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # read from Redis, kept in the database
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# How links outside a page begin, in mails and calendars.
ADDRESS = os.environ.get("ADDRESS", "https://{host}")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "boards@localhost")
SESSION_COOKIE_AGE = 8 * 60 * 60
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    # An officer does not wait for a broker that is down: what was not sent is owed, and the clock sends it.
    "max_retries": 1,
    "interval_start": 0.1,
    "interval_step": 0,
    "interval_max": 0.1,
}

# The bare host (no partnership): it lists the partnerships.
BARE_HOSTS = os.environ.get("BARE_HOSTS", "localhost,127.0.0.1").split(",")
DEMO_PASSWORD = os.environ.get("DEMO_PASSWORD", "locality-demo")
DEMO = False

# How long the second sending of a form waits for the page that the first one leads to.
SENDING_WAIT_SECONDS = 8
FORM_RENDERER = "foundation.forms.GovukRenderer"
SIMPLE_HISTORY_ENABLED = True
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False
