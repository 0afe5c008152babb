"""A transfer goes step by step: none is left out, none is changed or taken back once everybody read it. Source: E36."""

from django.db import migrations

STAND = """
CREATE FUNCTION commissioning_step_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last commissioning_transferstep;
    follow text[];
BEGIN
    PERFORM 1 FROM commissioning_assettransfer WHERE id = NEW.transfer_id FOR NO KEY UPDATE;
    SELECT * INTO last FROM commissioning_transferstep s WHERE s.transfer_id = NEW.transfer_id ORDER BY s.id DESC LIMIT 1;
    follow := CASE coalesce(last.kind, '')
        WHEN '' THEN ARRAY['interest'] WHEN 'interest' THEN ARRAY['case', 'withdrawn']
        WHEN 'case' THEN ARRAY['agreed', 'refused', 'withdrawn'] WHEN 'agreed' THEN ARRAY['lease', 'freehold', 'withdrawn']
        ELSE ARRAY[]::text[] END;
    IF NOT NEW.kind = ANY (follow) THEN
        PERFORM boards_refuse('transfer_step_by_step', 'A transfer goes step by step: an expression of interest, a '
            'business case, the decision, then the lease or the freehold (E36). Record the step before this one first.');
    ELSIF NEW.on < last.on THEN
        PERFORM boards_refuse('transfer_step_in_its_time', format('The step before was on %s: enter that day or a later '
            'one.', to_char(last.on, 'FMDD FMMonth YYYY')));
    ELSIF NEW.decision_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM boards_decision d WHERE d.id = NEW.decision_id
            AND d.published_at IS NOT NULL) THEN
        PERFORM boards_refuse('transfer_decision_is_public', 'Choose a decision that everybody can read.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER step_follows BEFORE INSERT ON commissioning_transferstep
    FOR EACH ROW EXECUTE FUNCTION commissioning_step_follows();

CREATE FUNCTION commissioning_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.published_at IS NULL THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND (OLD.transfer_id, OLD.kind, OLD.on, OLD.note, OLD.decision_id, OLD.lease_ends_on)
        IS NOT DISTINCT FROM (NEW.transfer_id, NEW.kind, NEW.on, NEW.note, NEW.decision_id, NEW.lease_ends_on) THEN
        RETURN NEW;
    END IF;
    PERFORM boards_refuse('transfer_step_stays', 'A step that was recorded stays as it is.');
END $$;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON commissioning_transferstep
    FOR EACH ROW EXECUTE FUNCTION commissioning_step_stays();
"""

LET_GO = """
DROP TRIGGER step_stays ON commissioning_transferstep;
DROP TRIGGER step_follows ON commissioning_transferstep;
DROP FUNCTION commissioning_step_stays();
DROP FUNCTION commissioning_step_follows();
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0007_transfers_and_community_value")]

    operations = [migrations.RunSQL(STAND, LET_GO)]
