"""The database lets no change of terms past the council that must agree it, and keeps its answer. Source: C4."""

from django.db import migrations

WAIT = """
CREATE FUNCTION boards_terms_need_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.edition_id IS NOT DISTINCT FROM OLD.edition_id THEN
        RETURN NEW;
    END IF;
    IF NEW.edition_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM boards_board b WHERE b.id = NEW.board_id AND b.terms_agreed_by_id IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM boards_termsagreement a WHERE a.edition_id = NEW.edition_id)
    THEN
        RAISE EXCEPTION 'This change of the terms of reference needs the agreement of a council (C4).'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'terms_need_agreement';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER need_agreement BEFORE INSERT OR UPDATE OF edition_id ON boards_termsofreference
    FOR EACH ROW EXECUTE FUNCTION boards_terms_need_agreement();

CREATE FUNCTION boards_terms_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.answer = '' AND ROW(NEW.board_id, NEW.edition_id, NEW.council_id)
                               IS NOT DISTINCT FROM ROW(OLD.board_id, OLD.edition_id, OLD.council_id) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'What a council said to a change of the terms of reference stays as it was recorded (C4).'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'terms_answer_stays';
END $$;
CREATE TRIGGER answer_stays BEFORE UPDATE OR DELETE ON boards_termsagreement
    FOR EACH ROW EXECUTE FUNCTION boards_terms_answer_stays();
"""

UNDO = """
DROP TRIGGER answer_stays ON boards_termsagreement;
DROP FUNCTION boards_terms_answer_stays();
DROP TRIGGER need_agreement ON boards_termsofreference;
DROP FUNCTION boards_terms_need_agreement();
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0019_terms_agreement")]

    operations = [migrations.RunSQL(WAIT, UNDO)]
