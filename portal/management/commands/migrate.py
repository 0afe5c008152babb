"""Django's own migrate, without rendering every model anew after each added field and constraint.

Django renders a changed model and all its relations after every operation. Walls and keys give this portal some
thousand operations on tables that all know each other: minutes of rendering for seconds of SQL. Additions that follow
one another are therefore taken together: their state changes first, is rendered once, and then their SQL runs in order.
"""

from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations import AddConstraint, AddField, AddIndex
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation

ADDITIONS = (AddField, AddConstraint, AddIndex)


class Additions(Operation):
    """Additions to tables that exist, which need not see each other's steps in between."""

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
        """Say what is added."""
        return f"Add {len(self.operations)} fields, constraints and indexes"


class Executor(MigrationExecutor):
    """Takes additions together when it goes forwards."""

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        """Apply one migration with its additions taken together."""
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
    """Return the operations with each run of additions as one."""
    taken: list[Operation] = []
    for adds, run in groupby(operations, lambda operation: isinstance(operation, ADDITIONS)):
        members = list(run)
        taken += [Additions(members)] if adds else members
    return taken
