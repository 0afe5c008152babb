"""The key of a row before it is saved, where its own words or its wall need it."""

from django.db import connection, models


def next_key(model: type[models.Model]) -> int:
    """Return the key that the next row of a table is to be saved with; no other row gets it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        return cursor.fetchone()[0]
