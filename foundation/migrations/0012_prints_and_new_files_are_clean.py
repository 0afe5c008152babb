"""Files that came after uploads were stripped, pictures, and the prints that we make are clean. Source: standards R37."""

from django.db import migrations

# The owner alone may set the wall aside, for the one statement that is about every partnership.
MARK = """
ALTER TABLE foundation_file NO FORCE ROW LEVEL SECURITY;
ALTER TABLE foundation_rendering NO FORCE ROW LEVEL SECURITY;
UPDATE foundation_file f SET cleaned_at = f.uploaded_at
    WHERE f.uploaded_at >= (SELECT min(applied) FROM django_migrations WHERE app = 'foundation' AND name = '0006_file_left')
       OR f.content_type LIKE 'image/%' OR f.content_type LIKE 'text/%'  -- written anew or read when they came in
       OR EXISTS (SELECT 1 FROM foundation_rendering r WHERE r.file_id = f.id);
ALTER TABLE foundation_rendering FORCE ROW LEVEL SECURITY;
ALTER TABLE foundation_file FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0011_file_cleaned")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
