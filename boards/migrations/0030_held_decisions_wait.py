"""Nobody acts on a decision that is held for call-in, whoever writes. Source: standards R11.

An act and what ends or lengthens the hold lock it in turn: whichever comes second sees the first.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION boards_is_held(h boards_hold) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN h.waived_on IS NOT NULL OR h.outcome IN ('upheld', 'released') THEN false
        WHEN h.outcome = 'referred' THEN
            (SELECT d.answer <> 'refused' FROM boards_decision d WHERE d.id = h.decision_id)
        ELSE h.called_in_on IS NOT NULL OR h.ends_on IS NULL
            OR (now() AT TIME ZONE 'Europe/London')::date <= h.ends_on
    END
$$;

-- An action is not done while a decision under its item is held.
CREATE FUNCTION boards_action_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    PERFORM 1 FROM boards_hold h JOIN boards_decision d ON d.id = h.decision_id
    WHERE d.meeting_id = NEW.meeting_id AND d.item_id = NEW.item_id FOR SHARE OF h;
    IF EXISTS (
        SELECT 1 FROM boards_hold h JOIN boards_decision d ON d.id = h.decision_id
        WHERE d.meeting_id = NEW.meeting_id AND d.item_id = NEW.item_id AND boards_is_held(h)) THEN
        PERFORM boards_refuse('held_for_call_in', 'The decision behind this action is held for call-in.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER action_waits BEFORE UPDATE OF done_at ON boards_action
    FOR EACH ROW WHEN (NEW.done_at IS NOT NULL AND OLD.done_at IS NULL) EXECUTE FUNCTION boards_action_waits();

-- No group is set up under a decision that is held.
CREATE FUNCTION boards_group_waits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    PERFORM 1 FROM boards_hold h WHERE h.decision_id = NEW.decision_id FOR SHARE;
    IF EXISTS (SELECT 1 FROM boards_hold h WHERE h.decision_id = NEW.decision_id AND boards_is_held(h)) THEN
        PERFORM boards_refuse('held_for_call_in', 'The decision behind this group is held for call-in.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER group_waits BEFORE INSERT ON boards_taskgroup
    FOR EACH ROW EXECUTE FUNCTION boards_group_waits();
"""

LET_GO = """
DROP TRIGGER group_waits ON boards_taskgroup;
DROP TRIGGER action_waits ON boards_action;
DROP FUNCTION boards_group_waits();
DROP FUNCTION boards_action_waits();
DROP FUNCTION boards_is_held(boards_hold);
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0029_call_in")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
