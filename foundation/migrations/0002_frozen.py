"""The database refuses to change what was published, sealed or logged."""

from django.db import migrations

FREEZE = """
CREATE FUNCTION foundation_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What is in % is never changed.', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON foundation_edition
    FOR EACH ROW EXECUTE FUNCTION foundation_frozen();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON foundation_editionseal
    FOR EACH ROW EXECUTE FUNCTION foundation_frozen();
CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON foundation_act
    FOR EACH ROW EXECUTE FUNCTION foundation_frozen();
CREATE TRIGGER frozen BEFORE DELETE ON foundation_editionpart
    FOR EACH ROW EXECUTE FUNCTION foundation_frozen();

-- One later act exists: withdrawal, which empties the part and says who, when and why.
CREATE FUNCTION foundation_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL AND NEW.content = '{}'::jsonb
       AND ROW(NEW.id, NEW.partnership_id, NEW.edition_id, NEW.position, NEW.kind, NEW.key, NEW.title, NEW.root, NEW.opened_at)
           IS NOT DISTINCT FROM
           ROW(OLD.id, OLD.partnership_id, OLD.edition_id, OLD.position, OLD.kind, OLD.key, OLD.title, OLD.root, OLD.opened_at)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A published part is never changed; it can only be withdrawn.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER only_withdrawn BEFORE UPDATE ON foundation_editionpart
    FOR EACH ROW EXECUTE FUNCTION foundation_only_withdrawn();
"""

THAW = """
DROP TRIGGER frozen ON foundation_edition;
DROP TRIGGER frozen ON foundation_editionseal;
DROP TRIGGER frozen ON foundation_act;
DROP TRIGGER frozen ON foundation_editionpart;
DROP TRIGGER only_withdrawn ON foundation_editionpart;
DROP FUNCTION foundation_only_withdrawn();
DROP FUNCTION foundation_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [migrations.RunSQL(FREEZE, THAW)]
