"""A delegated decision stands inside its delegation and stays public for its years, whoever writes. Source: R8, R9; A35."""

from django.db import migrations

KEEP = """
CREATE FUNCTION boards_officer_decided_under() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    used boards_delegation;
BEGIN
    SELECT d.* INTO used FROM boards_delegation d WHERE d.id = NEW.delegation_id AND d.board_id = NEW.board_id FOR SHARE;
    IF NOT coalesce(boards_in_force(used, NEW.decided_on), false) THEN
        PERFORM boards_refuse('delegation_in_force', 'No delegation to the board is in force on that day.');
    END IF;
    IF used.limit IS NOT NULL AND (NEW.amount IS NULL OR NEW.amount > used.limit) THEN
        PERFORM boards_refuse('delegation_limit', 'The decision goes past the limit of its delegation.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER officer_decided_under BEFORE INSERT OR UPDATE OF delegation_id, decided_on, amount, board_id
    ON boards_officerdecision FOR EACH ROW WHEN (NEW.delegation_id IS NOT NULL)
    EXECUTE FUNCTION boards_officer_decided_under();

CREATE FUNCTION boards_delegation_holds_officers() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    IF EXISTS (
        SELECT 1 FROM boards_officerdecision o
        WHERE o.delegation_id = OLD.id
          AND (NEW.board_id <> OLD.board_id OR o.amount > NEW.limit OR (o.amount IS NULL AND NEW.limit IS NOT NULL)
               OR NOT boards_in_force(NEW, o.decided_on))) THEN
        PERFORM boards_refuse('delegation_is_used', 'A decision rests on this delegation.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER delegation_holds_officers BEFORE UPDATE ON boards_delegation
    FOR EACH ROW EXECUTE FUNCTION boards_delegation_holds_officers();

CREATE FUNCTION boards_officer_record_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided date;
BEGIN
    IF TG_TABLE_NAME = 'boards_officerdecision' THEN
        decided := (to_jsonb(OLD) ->> 'decided_on')::date;
    ELSE
        SELECT o.decided_on INTO decided FROM boards_officerdecision o WHERE o.id = (to_jsonb(OLD) ->> 'decision_id')::bigint;
    END IF;
    -- Where the decision itself is gone its papers go with it: they are kept for less long.
    IF (now() AT TIME ZONE 'Europe/London')::date < decided + make_interval(years => TG_ARGV[0]::int) THEN
        PERFORM boards_refuse('officer_decision_is_kept', 'It stays public for its years.');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER officer_decision_is_kept BEFORE DELETE ON boards_officerdecision
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION boards_officer_record_is_kept('6');
CREATE TRIGGER officer_decision_stays_open BEFORE UPDATE ON boards_officerdecision
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL AND NEW.published_at IS NULL)
    EXECUTE FUNCTION boards_officer_record_is_kept('6');
CREATE TRIGGER officer_paper_is_kept BEFORE DELETE ON boards_officerpaper
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION boards_officer_record_is_kept('4');
"""

LET_GO = """
DROP TRIGGER officer_paper_is_kept ON boards_officerpaper;
DROP TRIGGER officer_decision_stays_open ON boards_officerdecision;
DROP TRIGGER officer_decision_is_kept ON boards_officerdecision;
DROP FUNCTION boards_officer_record_is_kept();
DROP TRIGGER delegation_holds_officers ON boards_delegation;
DROP FUNCTION boards_delegation_holds_officers();
DROP TRIGGER officer_decided_under ON boards_officerdecision;
DROP FUNCTION boards_officer_decided_under();
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0036_officer_decisions")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
