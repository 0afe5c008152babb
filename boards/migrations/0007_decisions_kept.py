"""The database keeps the rules of deciding, whoever writes. Source: checklist B36; standards R5, R22.

Both sides of each rule take the same lock first (the recommendation, or the item), so that whichever comes second
sees the first. Each trigger is cleared for every draft while it looks: a writer who may not see an objection cannot
pass it by.
"""

from django.db import migrations

KEEP = """
-- Clears the transaction for these roots and returns what it was cleared for, to be set again: a refusal rolls it back.
CREATE FUNCTION boards_cleared_for(roots text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    was text := coalesce(current_setting('app.cleared', true), '');
BEGIN
    PERFORM set_config('app.cleared', roots, true);
    RETURN was;
END $$;

CREATE FUNCTION boards_refuse(rule text, words text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', words USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = rule;
END $$;

-- Whom an interest keeps from deciding an item.
CREATE FUNCTION boards_is_barred(of_item bigint, of_person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM boards_declaration d
        WHERE d.item_id = of_item AND d.person_id = of_person AND (d.kind = 'pecuniary' OR d.left_room))
$$;

CREATE FUNCTION boards_item_of(of_recommendation bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(r.item_id, p.item_id)
    FROM boards_recommendation r LEFT JOIN boards_report p ON p.id = r.report_id WHERE r.id = of_recommendation
$$;

CREATE FUNCTION boards_vote_carries(of_recommendation bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT v.votes_for > v.votes_against OR v.casting = 'for'
    FROM boards_vote v WHERE v.recommendation_id = of_recommendation
$$;

-- A partner is who a seat with a say is held for on the day of the meeting.
CREATE FUNCTION boards_partner_is_missing(of_recommendation bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1
        FROM boards_agendaitem i
        JOIN boards_meeting m ON m.id = i.meeting_id
        JOIN boards_seatholding h ON h.board_id = m.board_id AND h.substitute_for_id IS NULL
        JOIN boards_seat s ON s.id = h.seat_id AND s.can_vote
        LEFT JOIN localities_mandate e ON e.id = h.mandate_id
        CROSS JOIN LATERAL (
            SELECT (m.starts_at AT TIME ZONE 'Europe/London')::date AS day,
                   coalesce(h.organisation_id, s.organisation_id, e.council_id) AS id) partner
        WHERE i.id = boards_item_of(of_recommendation) AND partner.id IS NOT NULL
          AND (h.starts_on IS NULL OR h.starts_on <= partner.day) AND (h.ends_on IS NULL OR h.ends_on >= partner.day)
          AND NOT EXISTS (
            SELECT 1 FROM boards_position p
            WHERE p.recommendation_id = of_recommendation AND p.organisation_id = partner.id
              AND p.withdrawn_at IS NULL))
$$;

CREATE FUNCTION boards_agreed_by_consent(of_recommendation bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM boards_position p WHERE p.recommendation_id = of_recommendation
               AND p.kind = 'object' AND p.withdrawn_at IS NULL) THEN
        PERFORM boards_refuse('objection_stands', 'A partner objects, so this is not agreed.');
    END IF;
    IF boards_partner_is_missing(of_recommendation) THEN
        PERFORM boards_refuse('position_missing', 'A partner has no position, so this is not agreed.');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM boards_position p WHERE p.recommendation_id = of_recommendation
                   AND p.kind = 'support') THEN
        PERFORM boards_refuse('nobody_supports', 'No partner supports this, so it is not agreed.');
    END IF;
END $$;

CREATE FUNCTION boards_agreed_by_rule(of_recommendation bigint, of_board bigint, how text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    mode text;
    falls_back boolean;
BEGIN
    SELECT b.decision_mode, b.falls_back_to_vote INTO mode, falls_back FROM boards_board b WHERE b.id = of_board;
    IF how = 'consent' AND mode = 'consent' THEN
        PERFORM boards_agreed_by_consent(of_recommendation);
    ELSIF how IS DISTINCT FROM mode AND NOT (how = 'vote' AND mode = 'consent' AND falls_back) THEN
        PERFORM boards_refuse('decided_as_the_board_decides', 'The board does not decide in this way.');
    END IF;
END $$;

CREATE FUNCTION boards_decided_by_rule() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
    was_agreed boolean := TG_OP = 'UPDATE' AND OLD.outcome IN ('agreed', 'amended')
                          AND OLD.decided_how = NEW.decided_how;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.text IS DISTINCT FROM OLD.text
       AND (EXISTS (SELECT 1 FROM boards_position p WHERE p.recommendation_id = NEW.id)
            OR EXISTS (SELECT 1 FROM boards_vote v WHERE v.recommendation_id = NEW.id)) THEN
        PERFORM boards_refuse('words_are_settled', 'Partners have taken their positions on these words.');
    END IF;
    IF NEW.outcome IN ('agreed', 'amended', 'lost') AND NEW.decided_how IN ('vote', 'delegated') THEN
        IF boards_vote_carries(NEW.id) IS DISTINCT FROM (NEW.outcome <> 'lost') THEN
            PERFORM boards_refuse('outcome_follows_the_vote', 'The outcome is what the vote was.');
        END IF;
    END IF;
    IF NEW.outcome IN ('agreed', 'amended') AND NOT was_agreed THEN
        PERFORM boards_agreed_by_rule(NEW.id, NEW.board_id, NEW.decided_how);
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER decided_by_rule BEFORE INSERT OR UPDATE ON boards_recommendation
    FOR EACH ROW EXECUTE FUNCTION boards_decided_by_rule();

-- What a decision rests on stays as it was until the decision is reopened.
CREATE FUNCTION boards_rests_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
    row_of jsonb := to_jsonb(coalesce(NEW, OLD));
    of_recommendation bigint := row_of ->> 'recommendation_id';
    decided text;
BEGIN
    IF of_recommendation IS NULL THEN
        SELECT v.recommendation_id INTO of_recommendation FROM boards_vote v WHERE v.id = (row_of ->> 'vote_id')::bigint;
    END IF;
    SELECT r.outcome INTO decided FROM boards_recommendation r WHERE r.id = of_recommendation FOR NO KEY UPDATE;
    IF decided <> '' THEN
        PERFORM boards_refuse('reopen_first', 'This was decided: reopen the decision first.');
    END IF;
    IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) ->> 'recommendation_id' IS DISTINCT FROM row_of ->> 'recommendation_id'
                             OR to_jsonb(OLD) ->> 'vote_id' IS DISTINCT FROM row_of ->> 'vote_id') THEN
        PERFORM boards_refuse('reopen_first', 'What was said of one recommendation is not moved to another.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER rests_on BEFORE INSERT OR UPDATE OR DELETE ON boards_position
    FOR EACH ROW EXECUTE FUNCTION boards_rests_on();
CREATE TRIGGER rests_on BEFORE INSERT OR UPDATE OR DELETE ON boards_vote
    FOR EACH ROW EXECUTE FUNCTION boards_rests_on();
CREATE TRIGGER rests_on BEFORE INSERT OR UPDATE OR DELETE ON boards_ballot
    FOR EACH ROW EXECUTE FUNCTION boards_rests_on();

-- An objection ends by being withdrawn, in the record; its withdrawal is not undone.
CREATE FUNCTION boards_objection_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.kind = 'object' AND (TG_OP = 'DELETE' OR NEW.kind <> 'object'
       OR NEW.organisation_id <> OLD.organisation_id OR OLD.withdrawn_at IS NOT NULL) THEN
        PERFORM boards_refuse('objection_is_withdrawn', 'An objection is withdrawn, saying who and why; it is not changed.');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER objection_stays BEFORE UPDATE OR DELETE ON boards_position
    FOR EACH ROW EXECUTE FUNCTION boards_objection_stays();

-- Who is barred from an item does not vote on it.
CREATE FUNCTION boards_voter_may() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
    row_of jsonb := to_jsonb(NEW);
    of_person bigint := coalesce(row_of ->> 'person_id', row_of ->> 'casting_by_id');
    of_item bigint;
BEGIN
    SELECT boards_item_of(v.recommendation_id) INTO of_item FROM boards_vote v WHERE v.id = (row_of ->> 'vote_id')::bigint;
    of_item := coalesce(of_item, boards_item_of((row_of ->> 'recommendation_id')::bigint));
    PERFORM 1 FROM boards_agendaitem i WHERE i.id = of_item FOR NO KEY UPDATE;
    IF of_person IS NOT NULL AND boards_is_barred(of_item, of_person) THEN
        PERFORM boards_refuse('barred_people_do_not_vote', 'Somebody with an interest in the item does not vote on it.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER voter_may BEFORE INSERT OR UPDATE ON boards_ballot
    FOR EACH ROW EXECUTE FUNCTION boards_voter_may();
CREATE TRIGGER voter_may BEFORE INSERT OR UPDATE ON boards_vote
    FOR EACH ROW EXECUTE FUNCTION boards_voter_may();

CREATE FUNCTION boards_declared_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    PERFORM 1 FROM boards_agendaitem i WHERE i.id = NEW.item_id FOR NO KEY UPDATE;
    IF boards_is_barred(NEW.item_id, NEW.person_id) AND EXISTS (
        SELECT 1 FROM boards_vote v LEFT JOIN boards_ballot b ON b.vote_id = v.id
        WHERE boards_item_of(v.recommendation_id) = NEW.item_id AND NEW.person_id IN (b.person_id, v.casting_by_id)) THEN
        PERFORM boards_refuse('voted_before_declaring', 'They have voted on this item: take the vote again without them first.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER declared_in_time AFTER INSERT OR UPDATE ON boards_declaration
    FOR EACH ROW EXECUTE FUNCTION boards_declared_in_time();
"""

LET_GO = """
DROP TRIGGER declared_in_time ON boards_declaration;
DROP TRIGGER voter_may ON boards_vote;
DROP TRIGGER voter_may ON boards_ballot;
DROP TRIGGER objection_stays ON boards_position;
DROP TRIGGER rests_on ON boards_ballot;
DROP TRIGGER rests_on ON boards_vote;
DROP TRIGGER rests_on ON boards_position;
DROP TRIGGER decided_by_rule ON boards_recommendation;
DROP FUNCTION boards_declared_in_time();
DROP FUNCTION boards_voter_may();
DROP FUNCTION boards_objection_stays();
DROP FUNCTION boards_rests_on();
DROP FUNCTION boards_decided_by_rule();
DROP FUNCTION boards_agreed_by_rule(bigint, bigint, text);
DROP FUNCTION boards_agreed_by_consent(bigint);
DROP FUNCTION boards_partner_is_missing(bigint);
DROP FUNCTION boards_vote_carries(bigint);
DROP FUNCTION boards_item_of(bigint);
DROP FUNCTION boards_is_barred(bigint, bigint);
DROP FUNCTION boards_refuse(text, text);
DROP FUNCTION boards_cleared_for(text);
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0006_positions_and_votes")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
