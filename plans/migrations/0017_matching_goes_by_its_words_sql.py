"""Similar priorities are found by the index of their words: the column only checks what the index found."""

from django.db import migrations

CHANGE = """
DO $do$ BEGIN
    EXECUTE replace(pg_get_functiondef('plans_alike(bigint, text, integer, integer)'::regprocedure), '{was}', '{now}');
END $do$;
"""
EQUAL, CHECKED = "w.partnership_id = mine.tenant::bigint", "w.partnership_id + 0 = mine.tenant::bigint"


class Migration(migrations.Migration):
    dependencies = [("plans", "0016_matching_keeps_to_its_partnership_sql")]

    operations = [migrations.RunSQL(CHANGE.format(was=EQUAL, now=CHECKED), CHANGE.format(was=CHECKED, now=EQUAL))]
