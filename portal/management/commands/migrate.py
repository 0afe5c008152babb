"""Django's own migrate, without rendering every model anew after each added field and constraint.

Django renders a changed model and all its relations after every operation. Walls and keys give this portal some
thousand operations on tables that all know each other: minutes of rendering for seconds of SQL. Operations of one sort
that follow one another are therefore taken together: their state changes first, is rendered once, and then their SQL
runs in order. Rendered are only the models that they name, with what the keys of these point to.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelManagers,
    AlterModelOptions,
    AlterUniqueTogether,
    CreateModel,
    RemoveConstraint,
    RemoveField,
    RemoveIndex,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.utils import resolve_relation

# None of one sort sees what another of it did. A new table is made with all its fields, so additions are apart from it.
SORTS = (
    (CreateModel,),
    (AddField, AddConstraint, AddIndex),
    (AlterField,),
    (AlterUniqueTogether,),
    (AlterModelOptions, AlterModelManagers),
    (RemoveField,),
    (RemoveConstraint, RemoveIndex),
)


class Together(Operation):
    """Operations that need not see each other's steps in between."""

    def __init__(self, operations: list[Operation]):
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change the state by all of them; whoever reads its models next renders them."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Run their SQL in order, between the state before all and the state after all."""
        if not any(map(_is_pointed_to, self.operations)):
            from_state, to_state = (self._seen(app_label, state) for state in (from_state, to_state))
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what each of them does."""
        return "; ".join(operation.describe() for operation in self.operations)

    def _seen(self, app_label: str, state: ProjectState) -> ProjectState:
        """Return the part of the state that the operations see."""
        named = {(app_label, _model_of(operation).lower()) for operation in self.operations} & set(state.models)
        targets = {target for key in named for target in _targets(state.models[key])} - named
        part = ProjectState({key: state.models[key] for key in named}, state.real_apps)
        part.models |= {key: _without_keys(state.models[key]) for key in targets & set(state.models)}
        return part


def _is_pointed_to(operation: Any) -> bool:
    """Say whether keys of other models may have to follow the change, or a table between two."""
    return isinstance(operation, AlterField) and bool(operation.field.unique or operation.field.many_to_many)


def _model_of(operation: Any) -> str:
    return operation.model_name if hasattr(operation, "model_name") else operation.name


def _targets(model: ModelState) -> Iterator[tuple[str, str]]:
    """Name the models that this one stands on and that its keys point to."""
    yield from (resolve_relation(base) for base in model.bases if isinstance(base, str))
    for field in model.fields.values():
        for target in (getattr(field.remote_field, side, None) for side in ("model", "through")):
            if target:
                yield resolve_relation(target, model.app_label, model.name_lower)


def _without_keys(model: ModelState) -> ModelState:
    bare = model.clone()
    bare.fields = {name: field for name, field in model.fields.items() if not field.is_relation}
    return bare


class Executor(MigrationExecutor):
    """Takes operations of one sort together when it goes forwards."""

    def _migrate_all_forwards(self, state: Any, plan: Any, full_plan: Any, fake: bool, fake_initial: bool) -> Any:
        # As Django's, which renders every model before each migration.
        wanted = {migration for migration, _ in plan}
        for migration, _ in full_plan:
            if migration in wanted:
                state = self.apply_migration(state, migration, fake=fake, fake_initial=fake_initial)
        return state

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
        taken += [Together(members)] if sort is not None else members
    return taken


def _sort(operation: Operation) -> int | None:
    return next((place for place, sort in enumerate(SORTS) if isinstance(operation, sort)), None)
