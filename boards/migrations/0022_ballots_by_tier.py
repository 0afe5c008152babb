"""Who votes where money or a power of some tiers is at stake is of one of them, whoever writes. Source: checklist X3.

Both sides lock the recommendation first: whichever comes second sees the first.
"""

from django.db import migrations

KEEP = """
-- What sort of body a person speaks for at the meeting of an item, in their own seat or another's.
CREATE FUNCTION boards_tier_of(of_item bigint, of_person bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT o.kind
    FROM boards_agendaitem i
    JOIN boards_meeting m ON m.id = i.meeting_id
    LEFT JOIN boards_attendance a ON a.meeting_id = m.id AND a.person_id = of_person
    JOIN boards_seatholding h ON h.board_id = m.board_id AND h.substitute_for_id IS NULL
        AND h.person_id = coalesce(a.substitute_for_id, of_person)
    JOIN boards_seat s ON s.id = h.seat_id AND s.can_vote
    LEFT JOIN localities_mandate e ON e.id = h.mandate_id
    JOIN localities_organisation o ON o.id = coalesce(h.organisation_id, s.organisation_id, e.council_id)
    CROSS JOIN LATERAL (SELECT (m.starts_at AT TIME ZONE 'Europe/London')::date AS day) held
    WHERE i.id = of_item
      AND (h.starts_on IS NULL OR h.starts_on <= held.day) AND (h.ends_on IS NULL OR h.ends_on >= held.day)
    ORDER BY h.seat_id LIMIT 1
$$;

CREATE FUNCTION boards_has_the_right(of_recommendation bigint, of_person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (
        SELECT 1 FROM boards_decisionrecord k JOIN boards_decidingright r ON r.id = k.right_id
        WHERE k.recommendation_id = of_recommendation
          AND NOT coalesce(jsonb_exists(r.tiers, boards_tier_of(boards_item_of(of_recommendation), of_person)), false))
$$;

CREATE FUNCTION boards_voter_of_tier() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
    row_of jsonb := to_jsonb(NEW);
    of_person bigint := coalesce(row_of ->> 'person_id', row_of ->> 'casting_by_id');
    of_recommendation bigint := row_of ->> 'recommendation_id';
BEGIN
    IF of_recommendation IS NULL THEN
        SELECT v.recommendation_id INTO of_recommendation FROM boards_vote v WHERE v.id = (row_of ->> 'vote_id')::bigint;
    END IF;
    IF of_person IS NOT NULL AND NOT boards_has_the_right(of_recommendation, of_person) THEN
        PERFORM boards_refuse('voter_has_the_right', 'Only members of the tiers whose money or power it is vote on this.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER voter_of_tier BEFORE INSERT OR UPDATE ON boards_ballot
    FOR EACH ROW EXECUTE FUNCTION boards_voter_of_tier();
CREATE TRIGGER voter_of_tier BEFORE INSERT OR UPDATE ON boards_vote
    FOR EACH ROW EXECUTE FUNCTION boards_voter_of_tier();

CREATE FUNCTION boards_voted_by_right() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was text := boards_cleared_for('draft:board:*');
BEGIN
    PERFORM 1 FROM boards_recommendation r WHERE r.id = NEW.recommendation_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM boards_vote v LEFT JOIN boards_ballot b ON b.vote_id = v.id
        CROSS JOIN LATERAL (VALUES (b.person_id), (v.casting_by_id)) voter (id)
        WHERE v.recommendation_id = NEW.recommendation_id AND voter.id IS NOT NULL
          AND NOT boards_has_the_right(NEW.recommendation_id, voter.id)) THEN
        PERFORM boards_refuse('voted_without_the_right', 'Somebody of another tier has voted on this.');
    END IF;
    PERFORM boards_cleared_for(was);
    RETURN NEW;
END $$;
CREATE TRIGGER voted_by_right_from_the_start AFTER INSERT ON boards_decisionrecord
    FOR EACH ROW WHEN (NEW.right_id IS NOT NULL) EXECUTE FUNCTION boards_voted_by_right();
CREATE TRIGGER voted_by_right AFTER UPDATE ON boards_decisionrecord
    FOR EACH ROW WHEN (NEW.right_id IS DISTINCT FROM OLD.right_id) EXECUTE FUNCTION boards_voted_by_right();
"""

LET_GO = """
DROP TRIGGER voted_by_right ON boards_decisionrecord;
DROP TRIGGER voted_by_right_from_the_start ON boards_decisionrecord;
DROP FUNCTION boards_voted_by_right();
DROP TRIGGER voter_of_tier ON boards_vote;
DROP TRIGGER voter_of_tier ON boards_ballot;
DROP FUNCTION boards_voter_of_tier();
DROP FUNCTION boards_has_the_right(bigint, bigint);
DROP FUNCTION boards_tier_of(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0021_decision_notices")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
