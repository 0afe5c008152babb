"""What production must not have: each refusal is one line that says what is wrong and what to set instead."""

from collections.abc import Mapping

from django.contrib.auth import get_user_model
from django.db import connection

KNOWN_SECRETS = (
    "only-for-development",
    "only-for-the-test-suite",
    "django-insecure",
    "changeme",
    "change-me",
    "secret",
)
SECRET_LENGTH = 50
NEEDED = {
    "DATABASE_URL": "the address of PostgreSQL for the role that serves requests",
    "REDIS_URL": "the address of Redis or Valkey",
    "BARE_HOSTS": "the host names, joined by commas, that list the partnerships",
    "EMAIL_HOST": "the SMTP server that sends summonses and invitations",
    "DEFAULT_FROM_EMAIL": "the address that mail comes from",
}
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


def of_environment(environment: Mapping[str, str]) -> list[str]:
    """Return why production may not start with these settings, nothing being a good answer."""
    refused = [f"{name} is not set: give {what}." for name, what in NEEDED.items() if not environment.get(name)]
    secret = environment.get("SECRET_KEY", "")
    if not secret:
        refused.append(f"SECRET_KEY is not set: give a random text of {SECRET_LENGTH} characters or more.")
    elif len(secret) < SECRET_LENGTH or secret.lower().startswith(KNOWN_SECRETS) or len(set(secret)) < 10:
        refused.append(
            f"SECRET_KEY is a default or too short: give a random text of {SECRET_LENGTH} characters or more."
        )
    if environment.get("DEBUG", "0").lower() not in ("", "0", "false", "no"):
        refused.append("DEBUG is on: it shows settings and code to visitors. Remove it.")
    if environment.get("DEMO_PASSWORD"):
        refused.append("DEMO_PASSWORD is set: example accounts have no place here. Remove it.")
    hosts = {host.strip() for host in environment.get("BARE_HOSTS", "").split(",") if host.strip()}
    if "*" in hosts:
        refused.append("BARE_HOSTS holds *: name the hosts, or a forged host header is believed.")
    elif hosts and hosts <= LOCAL_HOSTS:
        refused.append("BARE_HOSTS names only this machine: name the host that visitors use.")
    return refused


def of_database() -> list[str]:
    """Return why the role of DATABASE_URL may not serve requests: it would stand above the walls."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT current_user, bool_or(rolsuper), bool_or(rolbypassrls) FROM pg_roles
               WHERE pg_has_role(current_user, oid, 'MEMBER')"""
        )
        role, superuser, bypasses = cursor.fetchone()
        if superuser:
            return [f"The database role {role} is a superuser: row security does not hold it. Use the serving role."]
        refused = []
        if bypasses:
            refused.append(f"The database role {role} bypasses row security. Use a role with NOBYPASSRLS.")
        cursor.execute(
            """SELECT count(*), min(relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
               WHERE relkind IN ('r', 'p') AND pg_has_role(current_user, relowner, 'MEMBER')
                 AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"""
        )
        owned, example = cursor.fetchone()
    if owned:
        refused.append(
            f"The database role {role} owns {owned} tables ({example} …). Only the migrating role may own them."
        )
    return refused


def of_accounts() -> list[str]:
    """Return why the accounts in the database may not be served: example accounts have a published password."""
    examples = get_user_model().objects.filter(email__endswith=".example", is_active=True).count()
    if examples:
        return [f"{examples} example accounts (….example) can log in. Delete them or make them inactive."]
    return []
