"""What money was given for stands once it moved, and a delegated decision commits no less than was set aside under it.

Source: checklist A29, A35.
"""

from django.db import migrations

STAND = """
CREATE FUNCTION commissioning_purpose_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM commissioning_entry e WHERE e.fund_id = NEW.id) THEN
        PERFORM boards_refuse('purpose_stands',
            'Money of this fund has moved, so its ring-fence, its place and its first day stay as they are. Begin '
            'another fund for what is to be different (A29).');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER purpose_stands BEFORE UPDATE ON commissioning_fund FOR EACH ROW
    WHEN ((OLD.only_theme_id, OLD.locality_id, OLD.board_id, OLD.starts_on, OLD.stream)
        IS DISTINCT FROM (NEW.only_theme_id, NEW.locality_id, NEW.board_id, NEW.starts_on, NEW.stream))
    EXECUTE FUNCTION commissioning_purpose_stands();

CREATE FUNCTION commissioning_amount_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    aside numeric := commissioning_under(NEW.id);
BEGIN
    IF aside > coalesce(NEW.amount, 0) THEN
        PERFORM boards_refuse('amount_holds', format(
            '%s is set aside under this decision, so it commits no less (A35). Release money first.',
            commissioning_pounds(aside)));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER amount_holds BEFORE UPDATE ON boards_officerdecision FOR EACH ROW
    WHEN (OLD.amount IS DISTINCT FROM NEW.amount) EXECUTE FUNCTION commissioning_amount_holds();
"""

LET_GO = """
DROP TRIGGER amount_holds ON boards_officerdecision;
DROP FUNCTION commissioning_amount_holds();
DROP TRIGGER purpose_stands ON commissioning_fund;
DROP FUNCTION commissioning_purpose_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0004_assets_register")]

    operations = [migrations.RunSQL(STAND, LET_GO)]
