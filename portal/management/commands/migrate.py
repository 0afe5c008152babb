"""Django's own migrate, without rendering every model anew after each added field and constraint.

Django renders a changed model and all its relations after every operation. Walls and keys give this portal some
thousand operations on tables that all know each other: minutes of rendering for seconds of SQL. Operations of one sort
that follow one another are therefore taken together: their state changes first, is rendered once, and then their SQL
runs in order.
"""

from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation

# None of one sort sees what another of it did. A new table is made with all its fields, so additions are apart from it.
SORTS = ((CreateModel,), (AddField, AddConstraint, AddIndex), (AlterField,), (RemoveConstraint, RemoveIndex))


class Together(Operation):
    """Operations that need not see each other's steps in between."""

    def __init__(self, operations: list[Operation]):
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change the state by all of them; the next reader renders it once."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Run their SQL in order, between the state before all and the state after all."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what each of them does."""
        return "; ".join(operation.describe() for operation in self.operations)


class Executor(MigrationExecutor):
    """Takes operations of one sort together when it goes forwards."""

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        """Apply one migration with what can be taken together so."""
        if migration.atomic and not fake and not fake_initial:
            migration.operations = together(migration.operations)
        return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)


class Command(migrate.Command):
    """Django's command with our executor: Django offers no other place to name one."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as Django does."""
        migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]
        super().handle(*args, **options)


def together(operations: list[Operation]) -> list[Operation]:
    """Return the operations with each run of one sort as one."""
    taken: list[Operation] = []
    for sort, run in groupby(operations, _sort):
        members = list(run)
        taken += [Together(members)] if sort is not None and len(members) > 1 else members
    return taken


def _sort(operation: Operation) -> int | None:
    return next((place for place, sort in enumerate(SORTS) if isinstance(operation, sort)), None)
