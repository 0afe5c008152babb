"""The database deletes nothing that was published before its date, and nothing under a legal hold.

Source: standards R4, R13, R38; Local Government Act 1972, sections 100C and 100D.
"""

from django.db import migrations

KEEP = """
-- The years for which a part of an edition stays public; nothing where it is kept for good.
CREATE FUNCTION boards_kept_as(series text, kind text, key text, ground text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN series LIKE 'minutes:%' THEN 'minutes'
        WHEN series NOT LIKE 'agenda:%' THEN NULL
        WHEN ground = 'background' THEN 'background'
        WHEN kind IN ('report', 'appendix') OR key LIKE 'exempt:report:%' OR key LIKE 'exempt:appendix:%' THEN 'report'
        ELSE 'agenda'
    END
$$;

CREATE FUNCTION boards_kept_for_its_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named text;
    held_on date;
    of_board bigint;
    for_years int;
BEGIN
    IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL THEN
        RETURN NEW;
    END IF;
    IF NEW.withdrawn_ground = '' THEN
        RAISE EXCEPTION 'What was published is withdrawn on a ground only (R4).'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'withdrawn_on_a_ground';
    END IF;
    SELECT series INTO named FROM foundation_edition WHERE id = NEW.edition_id;
    IF named LIKE 'agenda:%' OR named LIKE 'minutes:%' THEN
        SELECT (m.starts_at AT TIME ZONE 'Europe/London')::date, m.board_id INTO held_on, of_board
            FROM boards_meeting m WHERE m.id = split_part(named, ':', 2)::bigint;
        IF EXISTS (SELECT 1 FROM boards_legalhold h WHERE h.board_id = of_board AND h.lifted_at IS NULL
                   AND (h.meeting_id IS NULL OR h.meeting_id = split_part(named, ':', 2)::bigint)) THEN
            RAISE EXCEPTION 'A legal hold stands on this meeting, so nothing of it is deleted (R38).'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'legal_hold_stands';
        END IF;
    END IF;
    IF NEW.withdrawn_ground IN ('disposal', 'background') THEN
        SELECT years INTO for_years FROM boards_retentionrule
            WHERE kind = boards_kept_as(named, NEW.kind, NEW.key, NEW.withdrawn_ground);
        IF for_years IS NULL OR held_on IS NULL
           OR (held_on + make_interval(years => for_years))::date > (NEW.withdrawn_at AT TIME ZONE 'Europe/London')::date
        THEN
            RAISE EXCEPTION 'It stays public %: deletion before that is refused (R4; LGA 1972, sections 100C and 100D).',
                coalesce('until ' || to_char(held_on + make_interval(years => for_years), 'FMDD FMMonth YYYY'), 'for good')
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'kept_for_its_time';
        END IF;
    END IF;
    IF NEW.withdrawn_ground = 'background' AND NOT EXISTS (
        SELECT 1 FROM foundation_editionpart p JOIN foundation_edition e ON e.id = p.edition_id
        WHERE e.series = named AND p.key = NEW.key AND p.id > NEW.id AND p.withdrawn_at IS NULL) THEN
        RAISE EXCEPTION 'A report outlives its background papers: publish it without them first (R4).'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'report_outlives_background';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept_for_its_time BEFORE UPDATE ON foundation_editionpart
    FOR EACH ROW EXECUTE FUNCTION boards_kept_for_its_time();

CREATE FUNCTION boards_file_is_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.purged_at IS NOT NULL OR NEW.purged_at IS NULL THEN
            RETURN NEW;
        END IF;
    END IF;
    IF EXISTS (SELECT 1 FROM foundation_editionpart p
               WHERE p.kind IN ('appendix', 'exempt') AND p.withdrawn_at IS NULL
               AND OLD.id::text IN (p.content ->> 'file_id', p.content ->> 'pages_file_id')) THEN
        RAISE EXCEPTION 'A published paper names this file, so it stays until the paper is withdrawn (R4).'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'file_is_published';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER is_published BEFORE UPDATE OF purged_at OR DELETE ON foundation_file
    FOR EACH ROW EXECUTE FUNCTION boards_file_is_published();

CREATE FUNCTION boards_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION 'The record of a decision that was published is kept for good (R7, R38).'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_stays';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER stays BEFORE DELETE ON boards_decision FOR EACH ROW EXECUTE FUNCTION boards_decision_stays();
"""

UNDO = """
DROP TRIGGER stays ON boards_decision;
DROP FUNCTION boards_decision_stays();
DROP TRIGGER is_published ON foundation_file;
DROP FUNCTION boards_file_is_published();
DROP TRIGGER kept_for_its_time ON foundation_editionpart;
DROP FUNCTION boards_kept_for_its_time();
DROP FUNCTION boards_kept_as(text, text, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0025_retention")]

    operations = [migrations.RunSQL(KEEP, UNDO)]
