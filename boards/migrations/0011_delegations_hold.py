"""A decision under a delegation stands inside it, whoever writes. Source: checklist A35, X3.

Both sides lock the delegation first: whichever comes second sees the first.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION boards_day_of(of_item bigint) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (m.starts_at AT TIME ZONE 'Europe/London')::date
    FROM boards_agendaitem i JOIN boards_meeting m ON m.id = i.meeting_id WHERE i.id = of_item
$$;

CREATE FUNCTION boards_in_force(d boards_delegation, on_day date) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(d.starts_on <= on_day AND coalesce(d.ends_on >= on_day, true)
                    AND coalesce(d.revoked_from > on_day, true), false)
$$;

-- A decision is under a delegation to its board that is in force on the day of the meeting, and within its limit.
CREATE FUNCTION boards_decided_under() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
    at_item bigint := NEW.item_id;
    used boards_delegation;
    commits bigint;
BEGIN
    IF at_item IS NULL THEN
        SELECT p.item_id INTO at_item FROM boards_report p WHERE p.id = NEW.report_id;
    END IF;
    SELECT k.amount INTO commits FROM boards_decisionrecord k WHERE k.recommendation_id = NEW.id;
    SELECT d.* INTO used FROM boards_delegation d
    WHERE d.id = (SELECT k.delegation_id FROM boards_decisionrecord k WHERE k.recommendation_id = NEW.id)
      AND d.board_id = NEW.board_id FOR SHARE;
    IF used.id IS NULL OR NOT boards_in_force(used, boards_day_of(at_item)) THEN
        PERFORM boards_refuse('delegation_in_force', 'No delegation to the board is in force on that day.');
    END IF;
    IF used.limit IS NOT NULL AND (commits IS NULL OR commits > used.limit) THEN
        PERFORM boards_refuse('delegation_limit', 'The decision goes past the limit of its delegation.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER decided_under BEFORE INSERT OR UPDATE OF outcome, decided_how, item_id, report_id, board_id
    ON boards_recommendation FOR EACH ROW
    WHEN (NEW.outcome IN ('agreed', 'amended') AND NEW.decided_how = 'delegated')
    EXECUTE FUNCTION boards_decided_under();

-- What a decision rests on stays in its record until the decision is reopened.
CREATE FUNCTION boards_record_rests_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
    decided boards_recommendation;
BEGIN
    SELECT r.* INTO decided FROM boards_recommendation r WHERE r.id = OLD.recommendation_id FOR NO KEY UPDATE;
    IF decided.outcome IN ('agreed', 'amended') AND decided.decided_how = 'delegated'
       AND (TG_OP = 'DELETE' OR NEW.recommendation_id <> OLD.recommendation_id
            OR NEW.delegation_id IS DISTINCT FROM OLD.delegation_id OR NEW.amount IS DISTINCT FROM OLD.amount) THEN
        PERFORM boards_refuse('reopen_first', 'This was decided: reopen the decision first.');
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.right_id IS DISTINCT FROM OLD.right_id AND decided.outcome <> '' THEN
        PERFORM boards_refuse('reopen_first', 'This was decided: reopen the decision first.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER record_rests_on BEFORE UPDATE OR DELETE ON boards_decisionrecord
    FOR EACH ROW EXECUTE FUNCTION boards_record_rests_on();

-- A delegation goes on holding what was decided under it.
CREATE FUNCTION boards_delegation_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    IF EXISTS (
        SELECT 1 FROM boards_decisionrecord k JOIN boards_recommendation r ON r.id = k.recommendation_id
        WHERE k.delegation_id = OLD.id AND r.outcome IN ('agreed', 'amended') AND r.decided_how = 'delegated'
          AND (TG_OP = 'DELETE' OR NEW.board_id <> OLD.board_id OR k.amount > NEW.limit
               OR (k.amount IS NULL AND NEW.limit IS NOT NULL)
               OR NOT boards_in_force(NEW, boards_day_of(boards_item_of(r.id))))) THEN
        PERFORM boards_refuse('delegation_is_used', 'A decision rests on this delegation.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER delegation_holds BEFORE UPDATE OR DELETE ON boards_delegation
    FOR EACH ROW EXECUTE FUNCTION boards_delegation_holds();

-- A meeting that decided under a delegation is not moved to a day on which that is not in force.
CREATE FUNCTION boards_meeting_stays_inside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    IF EXISTS (
        SELECT 1 FROM boards_decisionrecord k JOIN boards_recommendation r ON r.id = k.recommendation_id
        JOIN boards_delegation d ON d.id = k.delegation_id
        JOIN boards_agendaitem i ON i.id = boards_item_of(r.id) AND i.meeting_id = NEW.id
        WHERE r.outcome IN ('agreed', 'amended') AND r.decided_how = 'delegated'
          AND NOT boards_in_force(d, (NEW.starts_at AT TIME ZONE 'Europe/London')::date)) THEN
        PERFORM boards_refuse('delegation_in_force', 'Decisions of this meeting rest on a delegation of its day.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER meeting_stays_inside BEFORE UPDATE OF starts_at ON boards_meeting
    FOR EACH ROW WHEN (NEW.starts_at <> OLD.starts_at) EXECUTE FUNCTION boards_meeting_stays_inside();
"""

LET_GO = """
DROP TRIGGER meeting_stays_inside ON boards_meeting;
DROP TRIGGER delegation_holds ON boards_delegation;
DROP TRIGGER record_rests_on ON boards_decisionrecord;
DROP TRIGGER decided_under ON boards_recommendation;
DROP FUNCTION boards_meeting_stays_inside();
DROP FUNCTION boards_delegation_holds();
DROP FUNCTION boards_record_rests_on();
DROP FUNCTION boards_decided_under();
DROP FUNCTION boards_in_force(boards_delegation, date);
DROP FUNCTION boards_day_of(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0010_delegations_and_records")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
