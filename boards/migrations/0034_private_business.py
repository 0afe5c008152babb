"""Private business waits: no outcome before the public is excluded, and nothing of it is published. Source: standards R3.

Local Government Act 1972, section 100A(4). Each trigger is cleared for every draft while it looks.
"""

from django.db import migrations

KEEP = """
-- What is marked exempt under an item: itself, its report, a section of it, an appendix.
CREATE FUNCTION boards_exempt_under(of_item bigint) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT e.key
    FROM boards_agendaitem i
    JOIN boards_exemption e ON e.meeting_id = i.meeting_id AND e.opened_at IS NULL
    WHERE i.id = of_item AND (
        e.key = 'item:' || i.id
        OR split_part(e.key, '/', 1) IN (SELECT 'report:' || r.id FROM boards_report r WHERE r.item_id = i.id)
        OR e.key IN (SELECT 'appendix:' || a.id FROM boards_appendix a
                     JOIN boards_report r ON r.id = a.report_id WHERE r.item_id = i.id))
$$;

-- Its private part has not begun: nothing was resolved and the item was not taken.
CREATE FUNCTION boards_waits_in_private(of_item bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM boards_exempt_under(of_item))
       AND NOT EXISTS (SELECT 1 FROM boards_exclusion x WHERE x.item_id = of_item AND x.outcome = 'carried')
       AND NOT EXISTS (SELECT 1 FROM boards_itemrecord t WHERE t.item_id = of_item AND t.started_at IS NOT NULL)
$$;

CREATE FUNCTION boards_is_private(of_item bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT boards_waits_in_private(of_item) OR EXISTS (
        SELECT 1 FROM boards_exempt_under(of_item) k (key)
        WHERE k.key LIKE 'item:%' OR k.key LIKE 'report:%' AND k.key NOT LIKE '%/%')
$$;

CREATE FUNCTION boards_begun_before_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
    of_item bigint := NEW.item_id;
BEGIN
    IF of_item IS NULL THEN
        SELECT p.item_id INTO of_item FROM boards_report p WHERE p.id = NEW.report_id;
    END IF;
    IF boards_waits_in_private(of_item) THEN
        PERFORM boards_refuse('private_part_begun', 'This item has exempt papers, and its private part has not begun.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER begun_before_decided AFTER UPDATE OF outcome ON boards_recommendation
    FOR EACH ROW WHEN (NEW.outcome IS DISTINCT FROM OLD.outcome AND NEW.outcome IN ('agreed', 'amended', 'lost', 'noted'))
    EXECUTE FUNCTION boards_begun_before_decided();

CREATE FUNCTION boards_private_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    IF boards_is_private(NEW.item_id) THEN
        PERFORM boards_refuse('private_stays_closed', 'This was private business: it is published when it is opened.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER private_stays_closed_from_the_start AFTER INSERT ON boards_decision
    FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION boards_private_stays_closed();
CREATE TRIGGER private_stays_closed AFTER UPDATE OF published_at ON boards_decision
    FOR EACH ROW WHEN (OLD.published_at IS NULL AND NEW.published_at IS NOT NULL)
    EXECUTE FUNCTION boards_private_stays_closed();
CREATE TRIGGER private_stays_closed_from_the_start AFTER INSERT ON boards_action
    FOR EACH ROW WHEN (NEW.published_at IS NOT NULL) EXECUTE FUNCTION boards_private_stays_closed();
CREATE TRIGGER private_stays_closed AFTER UPDATE OF published_at ON boards_action
    FOR EACH ROW WHEN (OLD.published_at IS NULL AND NEW.published_at IS NOT NULL)
    EXECUTE FUNCTION boards_private_stays_closed();

-- What a member voted under is not taken from under that vote.
CREATE FUNCTION boards_voted_under_leave() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    IF EXISTS (
        SELECT 1 FROM boards_declaration d
        JOIN boards_vote v ON boards_item_of(v.recommendation_id) = d.item_id
        LEFT JOIN boards_ballot b ON b.vote_id = v.id
        WHERE d.dispensation_id = NEW.id AND d.person_id IN (b.person_id, v.casting_by_id)
          AND boards_is_barred(d.item_id, d.person_id)) THEN
        PERFORM boards_refuse('voted_under_leave', 'A member has voted under this dispensation on that day.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER voted_under_leave AFTER UPDATE ON boards_dispensation
    FOR EACH ROW EXECUTE FUNCTION boards_voted_under_leave();
"""

LET_GO = """
DROP TRIGGER voted_under_leave ON boards_dispensation;
DROP TRIGGER private_stays_closed ON boards_action;
DROP TRIGGER private_stays_closed_from_the_start ON boards_action;
DROP TRIGGER private_stays_closed ON boards_decision;
DROP TRIGGER private_stays_closed_from_the_start ON boards_decision;
DROP TRIGGER begun_before_decided ON boards_recommendation;
DROP FUNCTION boards_voted_under_leave();
DROP FUNCTION boards_private_stays_closed();
DROP FUNCTION boards_begun_before_decided();
DROP FUNCTION boards_is_private(bigint);
DROP FUNCTION boards_waits_in_private(bigint);
DROP FUNCTION boards_exempt_under(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0033_scrutiny_and_plan")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
