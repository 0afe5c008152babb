"""A plan is adopted only when it shows, or gives a reason for, what the database can judge. Source: C11, C19, E21."""

from django.db import migrations

HOLD = """
CREATE FUNCTION plans_adoption_is_ready() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    needed record;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM plans_objective o WHERE o.plan_id = NEW.id) OR EXISTS (
        SELECT 1 FROM plans_objective o WHERE o.plan_id = NEW.id AND NOT EXISTS (
            SELECT 1 FROM plans_planaction a WHERE a.objective_id = o.id AND a.dropped_at IS NULL))
    THEN
        PERFORM boards_refuse('adopted_plan_says_what_is_done',
            'The plan needs objectives, each with an action, before it is adopted (C10).');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM boards_decision d JOIN boards_board b ON b.id = d.board_id
        WHERE d.id = NEW.decision_id AND d.published_at IS NOT NULL AND d.outcome IN ('agreed', 'amended')
        AND (b.id = NEW.board_id OR NEW.board_id IS NULL AND
            (b.locality_id = NEW.locality_id OR NEW.locality_id IS NULL)))
    THEN
        PERFORM boards_refuse('plan_adopted_by_its_board',
            'A plan is adopted by a published decision in which its own board agreed to it (C11).');
    END IF;
    FOR needed IN SELECT * FROM (VALUES
        ('county-plan', EXISTS (SELECT 1 FROM plans_aims_of(NEW.id) f WHERE f.kind = 'corporate' AND f.body = 'county'),
            'It has no link to the county council''s corporate plan (C11).'),
        ('district-plan', EXISTS (
            SELECT 1 FROM plans_aims_of(NEW.id) f WHERE f.kind = 'corporate' AND f.body = 'district'),
            'It has no link to the district council''s corporate plan (C11).'),
        ('tested', EXISTS (SELECT 1 FROM plans_communitytest t WHERE t.plan_id = NEW.id),
            'It was not tested with local people (E21).'),
        ('committed', EXISTS (SELECT 1 FROM plans_planpartner p WHERE p.plan_id = NEW.id) AND NOT EXISTS (
            SELECT 1 FROM plans_planpartner p WHERE p.plan_id = NEW.id AND NOT EXISTS (
                SELECT 1 FROM plans_commitment c WHERE c.plan_id = NEW.id AND c.organisation_id = p.organisation_id
                AND c.ended_on IS NULL)),
            'Not each main provider has committed to it (C11).'),
        ('agreed', EXISTS (SELECT 1 FROM plans_planpartner p WHERE p.plan_id = NEW.id) AND NOT EXISTS (
            SELECT 1 FROM plans_planpartner p WHERE p.plan_id = NEW.id AND p.answer = ''),
            'The agreement of each partner is not recorded (E21).')
    ) AS points (point, shown, words) LOOP
        IF NOT needed.shown AND NOT EXISTS (
            SELECT 1 FROM plans_readinessreason r WHERE r.plan_id = NEW.id AND r.point = needed.point)
        THEN
            PERFORM boards_refuse('adopted_plan_is_ready', format(
                '%s Add it, or give the reason why the plan can be adopted without it.', needed.words));
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

CREATE FUNCTION plans_aims_of(the_plan bigint) RETURNS TABLE (kind varchar, body varchar) LANGUAGE sql STABLE AS $$
    SELECT s.kind, g.kind FROM plans_strategy s JOIN plans_aim a ON a.strategy_id = s.id
        LEFT JOIN localities_organisation g ON g.id = s.organisation_id
        WHERE a.id IN (SELECT o.aim_id FROM plans_objective o WHERE o.plan_id = the_plan
            UNION SELECT l.aim_id FROM plans_objectiveaim l JOIN plans_objective o ON o.id = l.objective_id
                WHERE o.plan_id = the_plan)
$$;

CREATE TRIGGER adoption_is_ready BEFORE UPDATE OF adopted_at ON plans_plan
    FOR EACH ROW WHEN (OLD.adopted_at IS NULL AND NEW.adopted_at IS NOT NULL)
    EXECUTE FUNCTION plans_adoption_is_ready();
"""

LET_GO = """
DROP TRIGGER adoption_is_ready ON plans_plan;
DROP FUNCTION plans_adoption_is_ready();
DROP FUNCTION plans_aims_of(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunSQL(HOLD, LET_GO)]
