"""The walls: which partnership a transaction serves, and which confidential rows it may see.

PostgreSQL keeps the walls (row-level security); this module only builds them and says who stands where.
Wall 1 shows the rows of one partnership, wall 2 lets no key point into another, wall 3 hides confidential
rows from a transaction that is not cleared for their root.
"""

import contextlib
from collections.abc import Iterable, Iterator
from functools import cache

from django.db import connection, models, transaction
from django.db.migrations import RunSQL
from django.db.models.base import ModelBase
from django.db.models.constraints import BaseConstraint
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

PARTNERSHIP = "nullif(current_setting('app.partnership', true), '')::bigint"
# A sub-select is evaluated once a query, not once a row.
CLEARED = "(SELECT string_to_array(current_setting('app.cleared', true), ','))"
ONLY_READERS = """
REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC;
DO $$ DECLARE reader oid;
BEGIN
    FOR reader IN SELECT DISTINCT grantee FROM pg_class, aclexplode(relacl)
        WHERE pg_class.oid = '{table}'::regclass AND privilege_type = 'SELECT' AND grantee NOT IN (0, relowner)
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION {function} TO %s', reader::regrole);
    END LOOP;
END $$;
"""
GLOBAL = {"foundation.Partnership", "foundation.User", "auth.Permission", "auth.Group", "contenttypes.ContentType"}


class CurrentPartnership(models.Func):
    """The partnership of this transaction, as the database knows it."""

    template = PARTNERSHIP
    output_field = models.BigIntegerField()


# What was served before is read first, since what is set is set from its row.
SERVE = """
WITH before AS MATERIALIZED (
    SELECT current_setting('app.partnership', true) AS partnership, current_setting('app.cleared', true) AS cleared
)
SELECT partnership, cleared, set_config('app.partnership', %s, true), set_config('app.cleared', %s, true) FROM before
"""


def activate(partnership_id: int | None, cleared: Iterable[str] = ()) -> tuple[int | None, list[str]]:
    """Serve this partnership until the transaction ends, cleared for these roots; return whom it served before."""
    with connection.cursor() as cursor:
        cursor.execute(SERVE, [str(partnership_id or ""), ",".join(cleared)])
        partnership, roots, *_ = cursor.fetchone()
    return int(partnership) if partnership else None, (roots or "").split(",")


def clear(*roots: str) -> None:
    """Clear this transaction for more roots, such as "draft:board:3"; it forgets them when it ends. Twice is once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.cleared', "
            "concat_ws(',', nullif(current_setting('app.cleared', true), ''), %s), true) "
            f"WHERE (string_to_array(%s, ',') <@ {CLEARED}) IS NOT TRUE",
            [",".join(roots)] * 2,
        )


class Clearing(models.Func):
    """Clears the transaction for more roots, said as text with commas, by the query that reads whose they are."""

    function = "set_config"
    template = (
        "%(function)s('app.cleared', "
        "concat_ws(',', nullif(current_setting('app.cleared', true), ''), %(expressions)s), true)"
    )
    output_field = models.TextField()


@contextlib.contextmanager
def tenant(partnership_id: int, cleared: Iterable[str] = ()) -> Iterator[None]:
    """Open a transaction that serves one partnership, and serve whom it served before when it closes."""
    with transaction.atomic(), glance(partnership_id, cleared):
        yield


@contextlib.contextmanager
def glance(partnership_id: int, cleared: Iterable[str]) -> Iterator[None]:
    """Do so for a few reads within a transaction, in two queries: what fails in it ends that transaction."""
    before = activate(partnership_id, cleared)
    try:
        yield
    except BaseException:
        transaction.set_rollback(True)  # nothing more is read by what it was cleared for
        raise
    activate(*before)


class Wall(BaseConstraint):
    """A constraint in SQL of its own, built when every table of the migration stands."""

    def sql(self, model) -> str:
        """Return the statements that build it."""
        raise NotImplementedError

    def constraint_sql(self, model, schema_editor):
        schema_editor.deferred_sql.append(self.sql(model))

    create_sql = constraint_sql

    def validate(self, model, instance, exclude=None, using=None):
        """Leave it to the database: no form could know."""

    def __eq__(self, other):
        return type(other) is type(self) and self.deconstruct() == other.deconstruct()

    __hash__ = BaseConstraint.__hash__


class TenantWall(Wall):
    """Wall 1: rows of the transaction's partnership only, for the table's owner too."""

    def sql(self, model):
        table = model._meta.db_table
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; "
            f"CREATE POLICY tenant ON {table} USING (partnership_id = {PARTNERSHIP})"
        )

    def remove_sql(self, model, schema_editor):
        return f"DROP POLICY IF EXISTS tenant ON {model._meta.db_table}"


class TenantKey(Wall):
    """Wall 2: a foreign key that cannot point into another partnership."""

    def __init__(self, *, name: str, field: str):
        super().__init__(name=name)
        self.field = field

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def sql(self, model):
        field = model._meta.get_field(self.field)
        return (
            f"ALTER TABLE {model._meta.db_table} ADD CONSTRAINT {self.name} "
            f"FOREIGN KEY (partnership_id, {field.column}) "
            f"REFERENCES {field.related_model._meta.db_table} (partnership_id, id) DEFERRABLE INITIALLY DEFERRED"
        )

    def remove_sql(self, model, schema_editor):
        return f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT IF EXISTS {self.name}"


class ConfidentialWall(Wall):
    """Wall 3: a row that is not open shows only to a transaction cleared for one of its roots.

    ``roots`` maps a prefix ("draft:board:") to the column that ends it; ``opened`` names the column that
    says when the row was opened to all who may read the partnership. "draft:board:*" clears every board.
    """

    def __init__(self, *, roots: dict[str, str], opened: str = "", name: str = "%(app_label)s_%(class)s_closed"):
        super().__init__(name=name)
        self.roots, self.opened = roots, opened

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "roots": self.roots, "opened": self.opened}

    def sql(self, model):
        keys = [key for prefix, column in self.roots.items() for key in _keys(prefix, column)]
        shown = f"ARRAY[{', '.join(keys)}]::text[] && {CLEARED}"
        shown = f"{self.opened} IS NOT NULL OR {shown}" if self.opened else shown
        return f"CREATE POLICY closed ON {model._meta.db_table} AS RESTRICTIVE USING ({shown})"

    def remove_sql(self, model, schema_editor):
        return f"DROP POLICY IF EXISTS closed ON {model._meta.db_table}"


def only_readers(function: str, table: str) -> RunSQL:
    """Return the operation that lets only those call a function who read the table that it reads past row security.

    PostgreSQL lets everybody call a new function; the serving role, whatever its name, is known by what it may read.
    """
    return RunSQL(
        ONLY_READERS.format(function=function, table=table), f"GRANT EXECUTE ON FUNCTION {function} TO PUBLIC"
    )


def _target(field: models.ForeignKey) -> str:
    to = field.remote_field.model
    return to if isinstance(to, str) else to._meta.label


def _keys(prefix: str, column: str) -> list[str]:
    """Return the clearance of one row, and that of all roots of its kind: "draft:board:3", "draft:board:*"."""
    one = f"'{prefix}' || {column}"
    if column.endswith("root"):
        return [one, f"'{prefix}' || split_part({column}, ':', 1) || ':*'"]
    return [one, f"'{prefix}*'"] if prefix.startswith("draft:") else [one]


class TenantBase(ModelBase):
    """Gives each concrete tenant model its walls, so that none can be forgotten."""

    def __new__(mcs, name, bases, attrs, **kwargs):
        meta = attrs.get("Meta")
        if "__module__" not in attrs or getattr(meta, "abstract", False):
            return super().__new__(mcs, name, bases, attrs, **kwargs)
        inherited = [f for base in bases if hasattr(base, "_meta") for f in base._meta.local_fields]
        keys = [(f.name, f) for f in inherited] + list(attrs.items())
        walls: list[BaseConstraint] = [
            TenantKey(name=f"{name.lower()}_{key}_same_partnership", field=key)
            for key, field in keys
            if isinstance(field, models.ForeignKey) and _target(field) not in GLOBAL
        ]
        # First the wall with its unique key, which the keys of other tables need.
        unique = models.UniqueConstraint(fields=["partnership", "id"], name=f"{name.lower()}_in_partnership")
        own = list(getattr(meta, "constraints", []))
        constraints = [unique, TenantWall(name=f"{name.lower()}_wall"), *walls, *own]
        attrs["Meta"] = type("Meta", (meta,) if meta else (), {"constraints": constraints})
        return super().__new__(mcs, name, bases, attrs, **kwargs)


class TenantModel(models.Model, metaclass=TenantBase):
    """A record of one partnership, behind the walls."""

    partnership = models.ForeignKey(
        "foundation.Partnership",
        on_delete=models.PROTECT,
        related_name="+",
        db_default=CurrentPartnership(),
        db_index=False,  # (partnership, id) is unique, and so indexed
        editable=False,
    )

    class Meta:
        abstract = True


class KeptManager(HistoryManager):
    """The manager of what rows were, whose class is made once and not with each save."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class TenantHistory(HistoricalRecords):
    """What each row was, behind the walls of the row itself."""

    def __init__(self, **options):
        super().__init__(history_manager=KeptManager, **options)

    def get_meta_options(self, model):
        closed = [c.clone() for c in model._meta.constraints if isinstance(c, ConfidentialWall)]
        for wall in closed:
            wall.name = f"historical_{wall.name}"
        walls = [TenantWall(name=f"historical{model._meta.model_name}_wall"), *closed]
        return {**super().get_meta_options(model), "constraints": walls}
