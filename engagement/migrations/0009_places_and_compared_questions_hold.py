"""Nobody has a place where none is left, and what waves compare stands as it was asked. Source: C14, D13."""

from django.db import migrations

HOLD = """
CREATE FUNCTION engagement_sign_up_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most integer;
    taken integer;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.placed_at IS NOT NULL AND OLD.withdrawn_at IS NULL AND NEW.people <= OLD.people THEN
        RETURN NEW;  -- they had it already; an organiser may have fewer places than before
    END IF;
    SELECT places INTO most FROM engagement_activity WHERE id = NEW.activity_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(people), 0) INTO taken FROM engagement_signup
        WHERE activity_id = NEW.activity_id AND id <> NEW.id AND placed_at IS NOT NULL AND withdrawn_at IS NULL;
    IF taken + NEW.people > most THEN
        PERFORM boards_refuse('sign_ups_fit_the_places', format(
            'There are %s places and %s are taken, so there is none for %s more.', most, taken, NEW.people));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sign_up_fits BEFORE INSERT OR UPDATE OF placed_at, withdrawn_at, people, activity_id ON engagement_signup
    FOR EACH ROW WHEN (NEW.placed_at IS NOT NULL AND NEW.withdrawn_at IS NULL)
    EXECUTE FUNCTION engagement_sign_up_fits();

CREATE FUNCTION engagement_compared_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM engagement_survey s WHERE s.id = OLD.survey_id AND s.wave_of_id IS NOT NULL) THEN
        PERFORM boards_refuse('compared_question_stands',
            'It is compared with the wave before, so it stands as it was asked then.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER compared_question_stands BEFORE UPDATE ON engagement_question
    FOR EACH ROW WHEN (OLD.is_compared AND
        (OLD.survey_id, OLD.key, OLD.kind, OLD.text, OLD.options, OLD.lines, OLD.limits, OLD.is_compared)
        IS DISTINCT FROM
        (NEW.survey_id, NEW.key, NEW.kind, NEW.text, NEW.options, NEW.lines, NEW.limits, NEW.is_compared))
    EXECUTE FUNCTION engagement_compared_stands();
"""

LET_GO = """
DROP TRIGGER compared_question_stands ON engagement_question;
DROP FUNCTION engagement_compared_stands();
DROP TRIGGER sign_up_fits ON engagement_signup;
DROP FUNCTION engagement_sign_up_fits();
"""


class Migration(migrations.Migration):
    dependencies = [("engagement", "0008_children_open_with_their_parents")]

    operations = [migrations.RunSQL(HOLD, LET_GO)]
