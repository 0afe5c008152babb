"""One at a time: a row is locked before anything is judged by it."""

from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connection, models

from foundation import work
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Partnership

Row = TypeVar("Row", bound=models.Model)


def lock(row: Row, *related: str) -> Row:
    """Return a row as it stands now, with what it is related to; others wait until this transaction ends.

    Raises ValidationError when somebody removed it meanwhile.
    """
    rows = type(row)._default_manager
    try:
        found = rows.select_for_update().get(pk=row.pk)
    except ObjectDoesNotExist:
        raise ValidationError(_removed(row)) from None
    # Read once more with its relations: what is joined while the lock is waited for would be what it was before.
    return rows.select_related(*related).get(pk=row.pk) if related else found


def share(row: models.Model, judged_by: str = "") -> bool:
    """Keep a row as it is until this transaction ends, beside others who do the same; whoever locks it waits.

    Says whether the query that it is judged by, which names the row as ``%(row)s``, finds anything then: one turn for
    both, since each entry at the live page asks this. Never `lock` afterwards what was shared: two who shared it would
    wait for one another. Raises what `lock` raises.
    """
    table = connection.ops.quote_name(row._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} WHERE id = %(row)s FOR SHARE; {judged_by}", {"row": row.pk})
        if cursor.fetchone() is None:
            raise ValidationError(_removed(row))
        return bool(cursor.nextset()) and cursor.fetchone() is not None


def _removed(row: models.Model) -> str:
    return f"Somebody removed this {row._meta.verbose_name} meanwhile."


def need_first(row: models.Model, **of: models.Model) -> None:
    """Let one person make the only record of something, with that something locked.

    Raises ChangedMeanwhile, with what is there, for whoever comes second.
    """
    if row._state.adding and (there := type(row)._default_manager.filter(**of).first()):
        raise ChangedMeanwhile(there)


def lock_partnership() -> None:
    """Let acts on what the whole partnership shares, its roles, kinds and forms, follow one another."""
    Partnership.objects.select_for_update(no_key=True).get(pk=work.current_partnership_id())
