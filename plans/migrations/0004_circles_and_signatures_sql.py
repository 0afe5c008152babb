"""No strategy stands within itself; a needs analysis is published as both tiers signed it. Source: A25, A11."""

from django.db import migrations

HOLD = """
-- It looks past the wall: a circle over a draft that the person does not see is a circle too.
CREATE FUNCTION plans_strategy_no_circle() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(5, NEW.partnership_id::int);  -- two links made at once cannot close a circle
    IF NEW.within_id = NEW.id OR EXISTS (
        WITH RECURSIVE above (id) AS (
            SELECT NEW.within_id
            UNION
            SELECT s.within_id FROM plans_strategy s JOIN above a ON s.id = a.id
            WHERE s.within_id IS NOT NULL AND s.partnership_id = NEW.partnership_id)
        SELECT 1 FROM above WHERE id = NEW.id)
    THEN
        PERFORM boards_refuse('strategy_not_within_itself',
            'This would make a circle: the strategy that you chose stands, directly or through others, within this one (A25). Choose another, or take that one out first.');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER strategy_no_circle BEFORE INSERT OR UPDATE OF within_id ON plans_strategy
    FOR EACH ROW WHEN (NEW.within_id IS NOT NULL) EXECUTE FUNCTION plans_strategy_no_circle();

CREATE FUNCTION plans_analysis_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tier record;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM plans_analysedneed n WHERE n.analysis_id = NEW.id) THEN
        PERFORM boards_refuse('needs_analysis_names_a_need', 'Add at least one need before it is published (A11).');
    END IF;
    FOR tier IN SELECT * FROM (VALUES ('county', 'county council'), ('district', 'district or borough council'))
        AS tiers (kind, words) LOOP
        IF NOT EXISTS (
            SELECT 1 FROM plans_analysissignature s JOIN localities_organisation o ON o.id = s.organisation_id
            WHERE s.analysis_id = NEW.id AND s.voided_at IS NULL AND o.kind = tier.kind)
        THEN
            PERFORM boards_refuse('needs_analysis_signed_by_both_tiers', format(
                'Both tiers sign a needs analysis before it is published (A11). Record the signature of a %s.', tier.words));
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

CREATE TRIGGER analysis_is_signed BEFORE INSERT OR UPDATE OF edition_id ON plans_needsanalysis
    FOR EACH ROW WHEN (NEW.edition_id IS NOT NULL) EXECUTE FUNCTION plans_analysis_is_signed();

CREATE FUNCTION plans_void_signatures() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    the_analysis bigint;
BEGIN
    IF TG_TABLE_NAME = 'plans_needsanalysis' THEN
        the_analysis := NEW.id;
    ELSIF TG_OP = 'DELETE' THEN
        the_analysis := OLD.analysis_id;
    ELSE
        the_analysis := NEW.analysis_id;
    END IF;
    UPDATE plans_analysissignature SET voided_at = now() WHERE analysis_id = the_analysis AND voided_at IS NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER change_voids_signatures AFTER UPDATE ON plans_needsanalysis FOR EACH ROW
    WHEN ((OLD.year, OLD.about, OLD.locality_id) IS DISTINCT FROM (NEW.year, NEW.about, NEW.locality_id))
    EXECUTE FUNCTION plans_void_signatures();
CREATE TRIGGER change_voids_signatures AFTER UPDATE ON plans_analysedneed FOR EACH ROW
    WHEN ((OLD.need_id, OLD.position, OLD.sentence, OLD.analysis_id) IS DISTINCT FROM
          (NEW.need_id, NEW.position, NEW.sentence, NEW.analysis_id))
    EXECUTE FUNCTION plans_void_signatures();
CREATE TRIGGER part_voids_signatures AFTER INSERT OR DELETE ON plans_analysedneed
    FOR EACH ROW EXECUTE FUNCTION plans_void_signatures();
CREATE TRIGGER change_voids_signatures AFTER UPDATE ON plans_analysiscontribution FOR EACH ROW
    WHEN ((OLD.organisation_id, OLD.words, OLD.analysis_id) IS DISTINCT FROM
          (NEW.organisation_id, NEW.words, NEW.analysis_id))
    EXECUTE FUNCTION plans_void_signatures();
CREATE TRIGGER part_voids_signatures AFTER INSERT OR DELETE ON plans_analysiscontribution
    FOR EACH ROW EXECUTE FUNCTION plans_void_signatures();

CREATE FUNCTION plans_signature_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boards_refuse('signature_is_not_changed', 'What was signed is not changed. Record a new signature.');
    RETURN NULL;
END $$;

CREATE TRIGGER signature_stands BEFORE UPDATE ON plans_analysissignature FOR EACH ROW
    WHEN ((OLD.analysis_id, OLD.organisation_id, OLD.signed_by, OLD.signed_on)
          IS DISTINCT FROM (NEW.analysis_id, NEW.organisation_id, NEW.signed_by, NEW.signed_on)
          OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at))
    EXECUTE FUNCTION plans_signature_stands();
"""

LET_GO = """
DROP TRIGGER signature_stands ON plans_analysissignature;
DROP TRIGGER part_voids_signatures ON plans_analysiscontribution;
DROP TRIGGER change_voids_signatures ON plans_analysiscontribution;
DROP TRIGGER part_voids_signatures ON plans_analysedneed;
DROP TRIGGER change_voids_signatures ON plans_analysedneed;
DROP TRIGGER change_voids_signatures ON plans_needsanalysis;
DROP TRIGGER analysis_is_signed ON plans_needsanalysis;
DROP TRIGGER strategy_no_circle ON plans_strategy;
DROP FUNCTION plans_signature_stands();
DROP FUNCTION plans_void_signatures();
DROP FUNCTION plans_analysis_is_signed();
DROP FUNCTION plans_strategy_no_circle();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_gates_stand_sql")]

    operations = [migrations.RunSQL(HOLD, LET_GO)]
