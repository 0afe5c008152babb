"""A delegated decision is kept for the partnership's own years, never for less than the law's, and under a legal hold.

Source: standards R8, R9, R38.
"""

from django.db import migrations

KEEP = """
DROP TRIGGER officer_paper_is_kept ON boards_officerpaper;
DROP TRIGGER officer_decision_stays_open ON boards_officerdecision;
DROP TRIGGER officer_decision_is_kept ON boards_officerdecision;
CREATE OR REPLACE FUNCTION boards_officer_record_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided date;
    for_years int;
    was text := boards_cleared_for('draft:board:*');
BEGIN
    IF EXISTS (SELECT 1 FROM boards_legalhold h WHERE h.board_id = (to_jsonb(OLD) ->> 'board_id')::bigint
               AND h.meeting_id IS NULL AND h.lifted_at IS NULL) THEN
        PERFORM boards_refuse('legal_hold_stands', 'A legal hold stands on this board, so nothing of it is deleted (R38).');
    END IF;
    IF TG_TABLE_NAME = 'boards_officerdecision' THEN
        decided := (to_jsonb(OLD) ->> 'decided_on')::date;
    ELSE
        SELECT o.decided_on INTO decided FROM boards_officerdecision o WHERE o.id = (to_jsonb(OLD) ->> 'decision_id')::bigint;
    END IF;
    PERFORM boards_cleared_for(was);
    SELECT r.years INTO for_years FROM boards_retentionrule r WHERE r.kind = TG_ARGV[0];
    IF NOT FOUND THEN
        for_years := TG_ARGV[1]::int;  -- the partnership has not changed what the law asks
    END IF;
    -- Without years it is kept for good. Where the decision itself is gone its papers go with it.
    IF for_years IS NULL OR (now() AT TIME ZONE 'Europe/London')::date < decided + make_interval(years => for_years) THEN
        PERFORM boards_refuse('officer_decision_is_kept', 'It stays public for its years.');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER officer_decision_is_kept BEFORE DELETE ON boards_officerdecision
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION boards_officer_record_is_kept('officer', '6');
CREATE TRIGGER officer_decision_stays_open BEFORE UPDATE ON boards_officerdecision
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL AND NEW.published_at IS NULL)
    EXECUTE FUNCTION boards_officer_record_is_kept('officer', '6');
CREATE TRIGGER officer_paper_is_kept BEFORE DELETE ON boards_officerpaper
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION boards_officer_record_is_kept('officer-papers', '4');
"""

AS_BEFORE = """
DROP TRIGGER officer_paper_is_kept ON boards_officerpaper;
DROP TRIGGER officer_decision_stays_open ON boards_officerdecision;
DROP TRIGGER officer_decision_is_kept ON boards_officerdecision;
CREATE OR REPLACE FUNCTION boards_officer_record_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided date;
BEGIN
    IF TG_TABLE_NAME = 'boards_officerdecision' THEN
        decided := (to_jsonb(OLD) ->> 'decided_on')::date;
    ELSE
        SELECT o.decided_on INTO decided FROM boards_officerdecision o WHERE o.id = (to_jsonb(OLD) ->> 'decision_id')::bigint;
    END IF;
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


class Migration(migrations.Migration):
    dependencies = [("boards", "0044_disposal_of_delegated_decisions")]

    operations = [migrations.RunSQL(KEEP, AS_BEFORE)]
