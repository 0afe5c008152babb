"""The ledger is only added to; no pot holds less than nothing; money rests on a published decision and a priority.

Whoever books locks the fund first, so that of two who want its last pound the second finds it gone. Source: checklist
A29, A45; house rule 11.
"""

from django.db import migrations

STAND = """
CREATE FUNCTION commissioning_pounds(pence numeric) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '£' || replace(to_char(pence / 100, 'FM999,999,999,999,990.00'), '.00', '')
$$;

-- What is in a pot: of the fund where money is not set aside, of one allocation where it is.
CREATE FUNCTION commissioning_in_pot(of_fund bigint, of_allocation bigint, pot text) RETURNS numeric
LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(sum(CASE WHEN e.target = pot THEN e.pence ELSE -e.pence END), 0)
    FROM commissioning_entry e
    WHERE e.fund_id = of_fund AND pot IN (e.source, e.target)
    AND (pot IN ('free', 'returned') OR e.allocation_id = of_allocation)
$$;

CREATE FUNCTION commissioning_reversal_fits(entry commissioning_entry) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM commissioning_entry was
        WHERE was.id = entry.reverses_id AND was.reverses_id IS NULL
        AND (was.fund_id, was.move, was.pence, was.source, was.target)
            = (entry.fund_id, entry.move, entry.pence, entry.target, entry.source)
        AND was.allocation_id IS NOT DISTINCT FROM entry.allocation_id
    ) THEN
        PERFORM boards_refuse('reversal_fits', 'A reversal takes back the whole of one entry, and only once.');
    END IF;
END $$;

CREATE FUNCTION commissioning_books() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fund commissioning_fund;
    there numeric;
    aside record;
BEGIN
    SELECT * INTO fund FROM commissioning_fund WHERE id = NEW.fund_id FOR NO KEY UPDATE;
    IF fund.published_at IS NULL OR fund.closed_at IS NOT NULL THEN
        PERFORM boards_refuse('fund_is_open', 'Only money of an open fund moves. Open the fund first.');
    ELSIF NEW.on < fund.starts_on THEN
        PERFORM boards_refuse('entry_in_the_days_of_its_fund', format(
            'The fund begins on %s: enter that day or a later one.', to_char(fund.starts_on, 'FMDD FMMonth YYYY')));
    ELSIF NEW.move = 'allocated' AND NEW.reverses_id IS NULL AND NEW.on > fund.ends_on THEN
        PERFORM boards_refuse('entry_in_the_days_of_its_fund', format(
            'The fund gave out money until %s, so nothing more is set aside (C27).',
            to_char(fund.ends_on, 'FMDD FMMonth YYYY')));
    ELSIF EXISTS (SELECT 1 FROM commissioning_yearend y WHERE y.fund_id = fund.id AND y.ends_on >= NEW.on) THEN
        PERFORM boards_refuse('year_is_open', 'That year of the fund is closed. Book it in a year that is open.');
    END IF;
    IF NEW.reverses_id IS NOT NULL THEN
        PERFORM commissioning_reversal_fits(NEW);
    END IF;
    SELECT a.id, a.fund_id, a.into_id, o.id AS of_officer, coalesce(o.amount, 0) AS amount INTO aside
        FROM commissioning_allocation a LEFT JOIN boards_officerdecision o ON o.id = a.officer_decision_id
        WHERE a.id = NEW.allocation_id;
    IF NEW.allocation_id IS NOT NULL AND aside.fund_id IS DISTINCT FROM NEW.fund_id THEN
        PERFORM boards_refuse('allocation_of_the_fund', 'This is set aside from another fund.');
    ELSIF (NEW.move = 'recovered' AND aside.into_id IS NOT NULL)
    OR (pg_trigger_depth() = 1 AND (NEW.fed_by_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM commissioning_entry e WHERE e.id = NEW.reverses_id AND e.fed_by_id IS NOT NULL))) THEN
        PERFORM boards_refuse('money_between_funds', 'Money between funds comes and goes with its payment: reverse that.');
    END IF;
    IF NEW.source <> 'outside' THEN
        there := commissioning_in_pot(NEW.fund_id, NEW.allocation_id, NEW.source);
        IF there < NEW.pence THEN
            PERFORM boards_refuse('no_overspend', format(
                'There is not enough: %s is left %s, and this needs %s (A29). Lower the amount, or wait for more money.',
                commissioning_pounds(there), CASE NEW.source WHEN 'free' THEN 'in the fund' WHEN 'allocated'
                THEN 'of what was set aside' WHEN 'committed' THEN 'of what was promised' WHEN 'paid'
                THEN 'of what was paid' ELSE 'of what was given back' END, commissioning_pounds(NEW.pence)));
        END IF;
    END IF;
    IF NEW.move = 'allocated' AND NEW.reverses_id IS NULL THEN
        PERFORM 1 FROM boards_officerdecision o WHERE o.id = aside.of_officer FOR UPDATE;
        IF FOUND THEN
            there := commissioning_under(aside.of_officer);
            IF there + NEW.pence > aside.amount THEN
                PERFORM boards_refuse('within_the_decision', format(
                    'The delegated decision commits %s, and %s of it is set aside already (A35). Lower the amount, or '
                    'have it decided anew.', commissioning_pounds(aside.amount), commissioning_pounds(there)));
            END IF;
        END IF;
    END IF;
    RETURN NEW;
END $$;

-- What is set aside under a decision that was delegated.
CREATE FUNCTION commissioning_under(of_decision bigint) RETURNS numeric LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(sum(CASE WHEN e.source = 'free' THEN e.pence ELSE -e.pence END), 0)
    FROM commissioning_entry e JOIN commissioning_allocation a ON a.id = e.allocation_id
    WHERE a.officer_decision_id = of_decision AND e.move IN ('allocated', 'released')
$$;

CREATE TRIGGER books BEFORE INSERT ON commissioning_entry FOR EACH ROW EXECUTE FUNCTION commissioning_books();

-- What is paid into another fund arrives there with it, and comes back from there with it.
CREATE FUNCTION commissioning_feeds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO commissioning_entry (partnership_id, board_id, locality_id, fund_id, move, source, target, pence, "on",
        because, decision_id, organisation_id, reference, fed_by_id, reverses_id, booked_at, booked_by_id)
    SELECT NEW.partnership_id, f.board_id, f.locality_id, f.id, 'received', d.source, d.target, NEW.pence, NEW.on,
        NEW.because, NEW.decision_id, g.holder_id, NEW.reference, d.fed_by, d.reverses, NEW.booked_at, NEW.booked_by_id
    FROM commissioning_allocation a
    JOIN commissioning_fund f ON f.id = a.into_id
    JOIN commissioning_fund g ON g.id = a.fund_id
    JOIN LATERAL (
        SELECT 'outside' AS source, 'free' AS target, NEW.id AS fed_by, NULL::bigint AS reverses
        WHERE NEW.reverses_id IS NULL
        UNION ALL
        SELECT 'free', 'outside', NULL, came.id FROM commissioning_entry came WHERE came.fed_by_id = NEW.reverses_id
    ) d ON true
    WHERE a.id = NEW.allocation_id;
    RETURN NULL;
END $$;
CREATE TRIGGER feeds AFTER INSERT ON commissioning_entry
    FOR EACH ROW WHEN (NEW.move = 'paid') EXECUTE FUNCTION commissioning_feeds();

CREATE FUNCTION commissioning_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boards_refuse('entry_stays', 'An entry is never changed or removed. Reverse it, and book what is right.');
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON commissioning_entry
    FOR EACH ROW EXECUTE FUNCTION commissioning_stays();
CREATE TRIGGER stays_whole BEFORE TRUNCATE ON commissioning_entry EXECUTE FUNCTION commissioning_stays();

-- What money rests on: a decision that everybody can read, a priority that is public, the ring-fence of its fund.
CREATE FUNCTION commissioning_rests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fund commissioning_fund;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.fund_id, OLD.priority_id, OLD.into_id, OLD.decision_id, OLD.officer_decision_id, OLD.place_id)
            IS DISTINCT FROM
            (NEW.fund_id, NEW.priority_id, NEW.into_id, NEW.decision_id, NEW.officer_decision_id, NEW.place_id) THEN
            PERFORM boards_refuse('allocation_rests', 'What money rests on stays. Release it, and set it aside anew.');
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO fund FROM commissioning_fund WHERE id = NEW.fund_id;
    IF NOT EXISTS (SELECT 1 FROM boards_decision d WHERE d.id = NEW.decision_id AND d.published_at IS NOT NULL
            AND d.outcome IN ('agreed', 'amended')
            AND (d.awaiting_id IS NULL OR d.answer = 'agreed'))
    AND NOT EXISTS (SELECT 1 FROM boards_officerdecision o
            WHERE o.id = NEW.officer_decision_id AND o.published_at IS NOT NULL) THEN
        PERFORM boards_refuse('allocation_rests_on_a_decision',
            'Money is set aside by a decision that was agreed, takes effect and is published (A45).');
    ELSIF NEW.consulted = '' AND EXISTS (
            SELECT 1 FROM boards_officerdecision o WHERE o.id = NEW.officer_decision_id AND o.kind <> 'ward') THEN
        PERFORM boards_refuse('chair_was_consulted',
            'Say when the chair was consulted, and what they said: an officer decides with the chair (A35).');
    ELSIF NOT EXISTS (SELECT 1 FROM plans_priority p
            WHERE p.id = NEW.priority_id AND p.published_at IS NOT NULL AND p.withdrawn_at IS NULL) THEN
        PERFORM boards_refuse('allocation_serves_a_priority',
            'Money is set aside for a priority that is shared with everybody and stands (A45).');
    ELSIF fund.only_theme_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM plans_priority p WHERE p.id = NEW.priority_id AND p.theme_id = fund.only_theme_id) THEN
        PERFORM boards_refuse('allocation_within_the_ring_fence', format(
            'This fund is ring-fenced to “%s”: choose a priority of that subject (A29).',
            (SELECT t.name FROM engagement_theme t WHERE t.id = fund.only_theme_id)));
    ELSIF fund.locality_id IS NOT NULL AND NEW.place_id IS DISTINCT FROM fund.locality_id THEN
        PERFORM boards_refuse('allocation_within_the_place', format(
            'This money is for %s: choose that place.',
            (SELECT l.name FROM localities_locality l WHERE l.id = fund.locality_id)));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rests BEFORE INSERT OR UPDATE ON commissioning_allocation
    FOR EACH ROW EXECUTE FUNCTION commissioning_rests();

-- A fund is closed when everything has gone where it goes.
CREATE FUNCTION commissioning_closes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_over numeric;
BEGIN
    IF NEW.closed_at IS NULL OR OLD.closed_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    SELECT coalesce(sum(CASE WHEN e.target IN ('free', 'allocated', 'committed') THEN e.pence ELSE 0 END)
        - sum(CASE WHEN e.source IN ('free', 'allocated', 'committed') THEN e.pence ELSE 0 END), 0)
        INTO left_over FROM commissioning_entry e WHERE e.fund_id = NEW.id;
    IF left_over <> 0 THEN
        PERFORM boards_refuse('fund_closes_empty', format(
            '%s is still in the fund. Pay it, or give it back, before the fund is closed.',
            commissioning_pounds(left_over)));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closes BEFORE UPDATE ON commissioning_fund FOR EACH ROW EXECUTE FUNCTION commissioning_closes();
"""

LET_GO = """
DROP TRIGGER closes ON commissioning_fund;
DROP TRIGGER rests ON commissioning_allocation;
DROP TRIGGER stays_whole ON commissioning_entry;
DROP TRIGGER stays ON commissioning_entry;
DROP TRIGGER feeds ON commissioning_entry;
DROP TRIGGER books ON commissioning_entry;
DROP FUNCTION commissioning_closes();
DROP FUNCTION commissioning_rests();
DROP FUNCTION commissioning_stays();
DROP FUNCTION commissioning_feeds();
DROP FUNCTION commissioning_under(bigint);
DROP FUNCTION commissioning_books();
DROP FUNCTION commissioning_reversal_fits(commissioning_entry);
DROP FUNCTION commissioning_in_pot(bigint, bigint, text);
DROP FUNCTION commissioning_pounds(numeric);
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0001_initial")]

    operations = [migrations.RunSQL(STAND, LET_GO)]
