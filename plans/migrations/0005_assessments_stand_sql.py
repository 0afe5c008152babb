"""What was said of a measure stands; a correction is a later row. Source: checklist E3, E4; standards R26."""

from django.db import migrations

HOLD = """
CREATE FUNCTION plans_assessment_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- It is opened with its framework; nothing else of it changes.
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'published_at' IS DISTINCT FROM to_jsonb(OLD) - 'published_at' THEN
        PERFORM boards_refuse('assessment_stands',
            'An assessment is not changed or deleted: assess the measure again, the later one counts (R26).');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assessment_stands BEFORE UPDATE OR DELETE ON plans_stageassessment
    FOR EACH ROW EXECUTE FUNCTION plans_assessment_stands();

CREATE FUNCTION plans_measure_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM plans_stagemeasure m WHERE m.id = NEW.measure_id AND m.ended_on <= NEW.assessed_on) THEN
        PERFORM boards_refuse('assessed_measure_counts', 'This measure was ended: it is not assessed from then on.');
    END IF;
    IF EXISTS (SELECT 1 FROM plans_stageassessment a WHERE a.measure_id = NEW.measure_id
        AND a.locality_id = NEW.locality_id AND a.assessed_on > NEW.assessed_on)
    THEN
        PERFORM boards_refuse('assessed_in_order',
            'The measure was assessed on a later day already: give that day or a later one.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER measure_counts BEFORE INSERT ON plans_stageassessment
    FOR EACH ROW EXECUTE FUNCTION plans_measure_counts();
"""

LET_GO = """
DROP TRIGGER measure_counts ON plans_stageassessment;
DROP FUNCTION plans_measure_counts();
DROP TRIGGER assessment_stands ON plans_stageassessment;
DROP FUNCTION plans_assessment_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_circles_and_signatures_sql")]

    operations = [migrations.RunSQL(HOLD, LET_GO)]
