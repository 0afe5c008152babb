"""What money rests on holds whoever writes: the decision of the fund's board, its amount, the year that is closed.

Source: checklist A29, A35, A45; standards R11.
"""

from django.db import migrations

STAND = """
-- A decision of the board of the fund that was agreed, takes effect, is published and is not held for call-in.
CREATE FUNCTION commissioning_decided(of_fund bigint, of_decision bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM boards_hold h WHERE h.decision_id = of_decision FOR SHARE;
    IF EXISTS (SELECT 1 FROM boards_hold h WHERE h.decision_id = of_decision AND boards_is_held(h)) THEN
        PERFORM boards_refuse('decision_is_held', 'This decision is held for call-in: no money moves by it yet (R11).');
    ELSIF NOT EXISTS (
        SELECT 1 FROM boards_decision d JOIN commissioning_fund f ON f.id = of_fund
        WHERE d.id = of_decision AND d.published_at IS NOT NULL AND d.outcome IN ('agreed', 'amended')
        AND (d.awaiting_id IS NULL OR d.answer = 'agreed') AND (f.board_id IS NULL OR f.board_id = d.board_id)) THEN
        PERFORM boards_refuse('decision_moves_money', 'Money moves by a decision of the board of its fund that was '
            'agreed, takes effect and is published (A45).');
    END IF;
END $$;

CREATE FUNCTION commissioning_rests_rightly() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT f.board_id, f.locality_id INTO NEW.board_id, NEW.locality_id FROM commissioning_fund f
        WHERE f.id = NEW.fund_id;
    IF NEW.decision_id IS NOT NULL THEN
        PERFORM commissioning_decided(NEW.fund_id, NEW.decision_id);
    ELSIF NEW.board_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM boards_officerdecision o WHERE o.id = NEW.officer_decision_id AND o.board_id = NEW.board_id) THEN
        PERFORM boards_refuse('decision_moves_money', 'This was decided for another board than that of the fund (A35).');
    END IF;
    IF NEW.board_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM plans_priority p WHERE p.id = NEW.priority_id AND p.board_id = NEW.board_id) THEN
        PERFORM boards_refuse('allocation_serves_its_board', 'Choose a priority of the board of the fund (A45).');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rests_rightly BEFORE INSERT ON commissioning_allocation
    FOR EACH ROW EXECUTE FUNCTION commissioning_rests_rightly();

-- Comes after “books”, which has locked the fund.
CREATE FUNCTION commissioning_books_rightly() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most bigint;
    decision bigint;
BEGIN
    SELECT f.board_id, f.locality_id INTO NEW.board_id, NEW.locality_id FROM commissioning_fund f
        WHERE f.id = NEW.fund_id;
    IF NEW.contribution_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM commissioning_contribution c WHERE c.id = NEW.contribution_id AND c.fund_id = NEW.fund_id) THEN
        PERFORM boards_refuse('contribution_of_the_fund', 'This was promised to another fund.');
    ELSIF NEW.move = 'returned' AND NEW.reverses_id IS NULL THEN
        PERFORM commissioning_decided(NEW.fund_id, NEW.decision_id);
    ELSIF NEW.move = 'released' AND NEW.reverses_id IS NOT NULL THEN
        -- It is set aside again, and under a delegated decision no more than that commits.
        SELECT o.id, coalesce(o.amount, 0) INTO decision, most FROM boards_officerdecision o
            JOIN commissioning_allocation a ON a.officer_decision_id = o.id
            WHERE a.id = NEW.allocation_id FOR UPDATE OF o;
        IF commissioning_under(decision) + NEW.pence > most THEN
            PERFORM boards_refuse('within_the_decision', format('The delegated decision commits %s, and %s of it is '
                'set aside already (A35). Lower that first, or have it decided anew.', commissioning_pounds(most),
                commissioning_pounds(commissioning_under(decision))));
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER books_rightly BEFORE INSERT ON commissioning_entry
    FOR EACH ROW EXECUTE FUNCTION commissioning_books_rightly();

CREATE FUNCTION commissioning_fund_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boards_refuse('fund_stays', 'A fund that everybody reads stays open to read, where it belongs. Close it.');
END $$;
CREATE TRIGGER stays BEFORE UPDATE ON commissioning_fund FOR EACH ROW
    WHEN (OLD.published_at IS NOT NULL AND (OLD.published_at, OLD.board_id, OLD.locality_id)
        IS DISTINCT FROM (NEW.published_at, NEW.board_id, NEW.locality_id))
    EXECUTE FUNCTION commissioning_fund_stays();

CREATE FUNCTION commissioning_year_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boards_refuse('year_stays', 'A year that is closed stays closed. Book in a year that is open.');
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON commissioning_yearend
    FOR EACH ROW EXECUTE FUNCTION commissioning_year_stays();

CREATE TRIGGER stands_with_its_whole BEFORE INSERT OR UPDATE OF published_at, board_id, locality_id, fund_id
    ON commissioning_contribution FOR EACH ROW
    EXECUTE FUNCTION plans_stands_with_its_whole('commissioning_fund', 'fund_id', 'published_at');
"""

LET_GO = """
DROP TRIGGER stands_with_its_whole ON commissioning_contribution;
DROP TRIGGER stays ON commissioning_yearend;
DROP TRIGGER stays ON commissioning_fund;
DROP TRIGGER books_rightly ON commissioning_entry;
DROP TRIGGER rests_rightly ON commissioning_allocation;
DROP FUNCTION commissioning_year_stays();
DROP FUNCTION commissioning_fund_stays();
DROP FUNCTION commissioning_books_rightly();
DROP FUNCTION commissioning_rests_rightly();
DROP FUNCTION commissioning_decided(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0002_ledger_sql"), ("plans", "0011_only_readers_match_sql")]

    operations = [migrations.RunSQL(STAND, LET_GO)]
