"""The sections of the shipped forms of report say what they hold beside their text. Source: checklist B10, B12, B13."""

from django.db import migrations

# The owner alone may set the wall aside, for the one statement that is about every partnership.
HOLD = """
ALTER TABLE boards_templatesection NO FORCE ROW LEVEL SECURITY;
UPDATE boards_templatesection SET holds = CASE
        WHEN key = 'consultation' THEN 'consultation'
        WHEN key IN ('resources', 'financial') THEN 'resources'
        ELSE 'equality' END
    WHERE kind = 'text' AND holds = '' AND key IN ('consultation', 'resources', 'financial', 'equality', 'equalities');
ALTER TABLE boards_templatesection FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0038_what_sections_hold")]

    operations = [migrations.RunSQL(HOLD, migrations.RunSQL.noop)]
