"""Gates are passed once, with as many priorities as the cycle asks for, and agreed by a published decision.

Source: checklist B20, B21; standards R24.
"""

from django.db import migrations

STAND = """
CREATE FUNCTION plans_refuse_number(number bigint, fewest int, most int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF number NOT BETWEEN fewest AND most THEN
        PERFORM boards_refuse('set_has_its_number', format(
            'A board submits %s to %s priorities for this cycle, and these are %s (R24).', fewest, most, number));
    END IF;
END $$;

CREATE FUNCTION plans_gates_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS DISTINCT FROM OLD.submitted_at)
    OR (OLD.shared_at IS NOT NULL AND NEW.shared_at IS DISTINCT FROM OLD.shared_at)
    OR (OLD.agreed_at IS NOT NULL AND NEW.agreed_at IS DISTINCT FROM OLD.agreed_at)
    OR (OLD.delivery_at IS NOT NULL AND NEW.delivery_at IS DISTINCT FROM OLD.delivery_at) THEN
        PERFORM boards_refuse('no_gate_is_passed_twice', 'A gate is passed once: it was passed already (R24).');
    END IF;
    IF NEW.submitted_at IS NOT NULL AND OLD.submitted_at IS NULL THEN
        PERFORM plans_refuse_number(
            (SELECT count(*) FROM plans_priority p WHERE p.set_id = NEW.id AND p.withdrawn_at IS NULL),
            c.fewest, c.most) FROM plans_cycle c WHERE c.id = NEW.cycle_id;
    END IF;
    IF NEW.agreed_at IS NOT NULL AND OLD.agreed_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM boards_decision d
        WHERE d.id = NEW.decision_id AND d.board_id = NEW.board_id AND d.published_at IS NOT NULL
    ) THEN
        PERFORM boards_refuse('set_is_agreed_by_its_board',
            'Priorities are agreed by a published decision of their own board (R24).');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER gates_stand BEFORE UPDATE ON plans_priorityset FOR EACH ROW EXECUTE FUNCTION plans_gates_stand();

-- What was submitted keeps its number: whoever adds or gives up waits for whoever submits.
CREATE FUNCTION plans_number_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    one plans_priority := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    leaves boolean := TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND NEW.withdrawn_at IS NOT NULL);
    number bigint;
    c record;
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.withdrawn_at IS NULL) = (NEW.withdrawn_at IS NULL) AND OLD.set_id = NEW.set_id THEN
        RETURN NEW;
    END IF;
    SELECT y.fewest, y.most INTO c FROM plans_priorityset s JOIN plans_cycle y ON y.id = s.cycle_id
        WHERE s.id = one.set_id AND s.submitted_at IS NOT NULL FOR SHARE OF s;
    IF FOUND THEN
        SELECT count(*) INTO number FROM plans_priority p
            WHERE p.set_id = one.set_id AND p.withdrawn_at IS NULL AND p.id <> one.id;
        IF leaves AND number < c.fewest THEN
            PERFORM plans_refuse_number(number, c.fewest, c.most);
        ELSIF NOT leaves AND number + 1 > c.most THEN
            PERFORM plans_refuse_number(number + 1, c.fewest, c.most);
        END IF;
    END IF;
    RETURN one;
END $$;
CREATE TRIGGER number_stands BEFORE INSERT OR UPDATE OR DELETE ON plans_priority
    FOR EACH ROW EXECUTE FUNCTION plans_number_stands();
"""

LET_GO = """
DROP TRIGGER number_stands ON plans_priority;
DROP FUNCTION plans_number_stands();
DROP TRIGGER gates_stand ON plans_priorityset;
DROP FUNCTION plans_gates_stand();
DROP FUNCTION plans_refuse_number(bigint, int, int);
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_adoption_is_ready_sql")]

    operations = [migrations.RunSQL(STAND, LET_GO)]
