"""The file of a published paper of a delegated decision stays while the paper does. Source: standards R8, R38."""

from django.db import migrations

KEEP = """
CREATE FUNCTION boards_officer_paper_keeps_its_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM boards_officerpaper p WHERE p.file_id = OLD.id AND p.published_at IS NOT NULL) THEN
        PERFORM boards_refuse('file_is_published',
            'A published paper of a delegated decision names this file, so it stays while the paper does (R8).');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER officer_paper_keeps_its_file BEFORE UPDATE OF purged_at ON foundation_file
    FOR EACH ROW WHEN (OLD.purged_at IS NULL AND NEW.purged_at IS NOT NULL)
    EXECUTE FUNCTION boards_officer_paper_keeps_its_file();
"""

LET_GO = """
DROP TRIGGER officer_paper_keeps_its_file ON foundation_file;
DROP FUNCTION boards_officer_paper_keeps_its_file();
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0046_names_of_what_is_kept")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
