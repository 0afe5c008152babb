"""Attempts to climb the three walls."""

import contextlib

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import Error, connection, transaction

from boards.models import AgendaItem, Board, Meeting
from foundation import tenancy, work
from foundation.editions import Part, broken_seals, publish, withdraw
from foundation.models import Edition, EditionPart
from foundation.tenancy import only_readers
from tests.cast import browser

GLOBAL_TABLES = {
    "foundation_partnership",
    "foundation_host",
    "foundation_user",
    "foundation_user_groups",
    "foundation_user_user_permissions",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_admin_log",
    "django_content_type",
    "django_migrations",
    "django_session",
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_socialapp",
    "socialaccount_socialtoken",
    # django-guardian's generic tables: never used, each kind of root has its own walled one
    "guardian_userobjectpermission",
    "guardian_groupobjectpermission",
}


def tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - GLOBAL_TABLES)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_no_table_shows_a_row_without_a_tenant(cast):
    assert {table: count(table) for table in tables()} == dict.fromkeys(tables(), 0)


@pytest.mark.django_db
def test_every_tenant_table_forces_row_security_with_a_tenant_policy():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace "
            "AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS "
            "(SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant'))"
        )
        assert {row[0] for row in cursor.fetchall()} == GLOBAL_TABLES


@pytest.mark.django_db
def test_every_key_between_tenant_tables_holds_the_partnership_too():
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND array_length(conkey, 1) = 2")
        composite = {row[0] for row in cursor.fetchall()}
    for model in apps.get_models():
        if issubclass(model, tenancy.TenantModel):
            for key in model._meta.get_fields():
                if key.many_to_one and key.concrete and issubclass(key.related_model or object, tenancy.TenantModel):
                    assert f"{model._meta.model_name}_{key.name}_same_partnership" in composite


@pytest.mark.django_db
def test_the_serving_role_owns_nothing_and_bypasses_nothing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_only_the_serving_role_calls_what_reads_past_row_security():
    """In a database whose roles were made before the functions, too: there the migration finds the serving role."""
    called = "has_function_privilege('public', oid, 'EXECUTE'), has_function_privilege(%s, oid, 'EXECUTE')"
    past = "SELECT proname, {} FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1"
    serving = settings.DATABASES["default"]["USER"]
    with connection.cursor() as cursor:
        cursor.execute(past.format(called), [serving])
        found = {name: may for name, *may in cursor}
    assert {"foundation_search", "plans_alike"} <= set(found)
    assert all(may == [False, True] for may in found.values()), found
    address = settings.SERVERS["OWNER_DATABASE_URL"].rpartition("/")[0]
    with psycopg.connect(f"{address}/{settings.DATABASES['default']['NAME']}") as owner:
        owner.execute("CREATE TABLE looked (id int); CREATE ROLE some_serving; GRANT SELECT ON looked TO some_serving")
        owner.execute("CREATE FUNCTION looks() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'")
        owner.execute(f"GRANT EXECUTE ON FUNCTION looks() TO PUBLIC; {only_readers('looks()', 'looked').sql}")
        found_there = owner.execute(
            past.format(called).replace("ORDER", "AND proname = 'looks' ORDER"), ["some_serving"]
        )
        assert found_there.fetchall() == [("looks", False, True)]
        owner.rollback()


@pytest.mark.django_db(transaction=True)
def test_a_tenant_sees_its_own_rows_and_no_other(cast, elsewhere):
    with cast.inside():
        assert set(Board.objects.values_list("partnership_id", flat=True)) == {cast.partnership.pk}
        assert not Board.objects.filter(pk=elsewhere.board.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_row_cannot_be_written_for_another_partnership(cast, elsewhere):
    with pytest.raises(Error, match="row-level security"), cast.inside():
        Board.objects.create(kind=cast.board.kind, name="Spy", slug="spy", partnership=elsewhere.partnership)


@pytest.mark.django_db(transaction=True)
def test_a_key_cannot_point_into_another_partnership(cast, elsewhere):
    with pytest.raises(Error, match="same_partnership"), cast.inside():
        Board.objects.create(kind_id=elsewhere.board.kind_id, name="Spy", slug="spy")


def draft_meeting(cast) -> Meeting:
    return Meeting.objects.create(board=cast.board, starts_at="2031-01-06T18:30:00Z", ends_at="2031-01-06T20:30:00Z")


def test_a_draft_is_invisible_to_sql_without_clearance(inside):
    meeting = draft_meeting(inside)
    AgendaItem.objects.create(board=inside.board, meeting=meeting, position=1, title="Secret plans")
    for cleared, seen in (("", 0), ("draft:board:0", 0), (f"draft:board:{inside.board.pk}", 1), ("draft:board:*", 1)):
        tenancy.activate(inside.partnership.pk, [cleared])
        assert AgendaItem.objects.filter(meeting_id=meeting.pk).count() == seen
        assert AgendaItem.history.filter(meeting_id=meeting.pk).count() == seen
    drafts = AgendaItem.objects.filter(meeting_id=meeting.pk)
    tenancy.activate(inside.partnership.pk, ["draft:board:0"])
    with tenancy.glance(inside.partnership.pk, ["draft:board:*"]):
        assert drafts.exists()
    assert not drafts.exists(), "a glance is over when it ends"
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        with contextlib.suppress(LookupError), tenancy.glance(inside.partnership.pk, ["draft:board:*"]):
            raise LookupError
        drafts.exists()  # who fails in a glance sees nothing more
    assert not drafts.exists()


def test_an_exempt_part_is_invisible_to_sql_without_clearance(inside):
    parts = [Part("item", "item:1", "Open", {"text": "all"}), Part("item", "item:2", "Shut", {"text": "few"}, False)]
    edition = publish(series="agenda:0", root=inside.board.root, title="T", parts=parts, reason="first", by=None)
    tenancy.activate(inside.partnership.pk, [f"draft:board:{inside.board.pk}"])
    assert [p.title for p in edition.parts.all()] == ["Open"]
    tenancy.activate(inside.partnership.pk, [f"exempt:board:{inside.board.pk}"])
    assert [p.title for p in edition.parts.all()] == ["Open", "Shut"]


def test_the_database_refuses_to_change_an_edition(inside):
    edition = publish(
        series="agenda:0",
        root=inside.board.root,
        title="T",
        parts=[Part("item", "i", "A", {"x": 1})],
        reason="first",
        by=None,
    )
    for change in (
        lambda: Edition.objects.filter(pk=edition.pk).update(title="Other"),
        lambda: EditionPart.objects.filter(edition=edition).update(content={"x": 2}),
        lambda: EditionPart.objects.filter(edition=edition)._raw_delete("default"),
    ):
        with pytest.raises(Error, match="never changed"), transaction.atomic():
            change()


def test_a_withdrawn_part_is_empty_and_the_chain_still_verifies(inside):
    edition = publish(
        series="agenda:0",
        root=inside.board.root,
        title="T",
        parts=[Part("item", "i", "A", {"x": 1})],
        reason="first",
        by=None,
    )
    part = edition.parts.get()
    withdraw(part, by=inside.users["clerk"], because="Published by mistake", ground="closed")
    part.refresh_from_db()
    assert part.content == {} and part.withdrawn_because
    assert broken_seals() == []


@pytest.mark.django_db(transaction=True)
def test_a_task_without_a_tenant_neither_reads_nor_writes(cast):
    @work.task("tests.count_boards")
    def count_boards():
        return Board.objects.count()

    with pytest.raises(TypeError, match="partnership_id"):
        count_boards()
    assert count_boards(partnership_id=cast.partnership.pk) == 1
    assert Board.objects.count() == 0
    with pytest.raises(Error), transaction.atomic():
        Board.objects.create(kind=cast.board.kind, name="Nowhere", slug="nowhere")


@pytest.mark.django_db(transaction=True)
def test_a_reused_connection_carries_nothing_over(cast):
    with cast.inside():
        assert Board.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() == backend
    assert not Board.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_session_of_one_partnership_is_anonymous_in_another(cast, elsewhere):
    here = browser(cast, cast.users["clerk"])
    assert here.get("/desk/").status_code != 302
    there = browser(elsewhere)
    there.cookies = here.cookies
    assert there.get("/desk/").headers["Location"].startswith("/accounts/login/")
