"""The database refuses to change minutes that have been approved. Source: standards R5."""

from django.db import migrations

LOCK = """
CREATE FUNCTION boards_minutes_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM boards_minutes m WHERE m.id = OLD.minutes_id AND m.approved_at IS NOT NULL) THEN
        RAISE EXCEPTION 'Approved minutes are not changed; a correction is minuted at a later meeting.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER locked BEFORE UPDATE OR DELETE ON boards_minuteentry
    FOR EACH ROW EXECUTE FUNCTION boards_minutes_locked();
"""

UNLOCK = """
DROP TRIGGER locked ON boards_minuteentry;
DROP FUNCTION boards_minutes_locked();
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0003_initial")]

    operations = [migrations.RunSQL(LOCK, UNLOCK)]
