"""Once a survey is opened its questions stand: none is added, changed or removed. Source: checklist C29; standards R31."""

from django.db import migrations

STAND = """
CREATE FUNCTION engagement_question_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words text := 'The survey was opened, so its questions stand. Copy it, or make a new wave of it, to ask otherwise.';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM engagement_survey s WHERE s.id = NEW.survey_id AND s.opened_at IS NOT NULL) THEN
            PERFORM boards_refuse('question_of_an_opened_survey', words);
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.opened_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM boards_refuse('question_of_an_opened_survey', words);
    END IF;
    IF (OLD.survey_id, OLD.page, OLD.position, OLD.key, OLD.kind, OLD.text, OLD.hint, OLD.is_required, OLD.options,
        OLD.lines, OLD.limits, OLD.shown_when, OLD.words, OLD.is_equality, OLD.is_compared, OLD.opened_at)
        IS DISTINCT FROM
       (NEW.survey_id, NEW.page, NEW.position, NEW.key, NEW.kind, NEW.text, NEW.hint, NEW.is_required, NEW.options,
        NEW.lines, NEW.limits, NEW.shown_when, NEW.words, NEW.is_equality, NEW.is_compared, NEW.opened_at) THEN
        PERFORM boards_refuse('question_of_an_opened_survey', words);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER question_stands BEFORE INSERT OR UPDATE OR DELETE ON engagement_question
    FOR EACH ROW EXECUTE FUNCTION engagement_question_stands();
"""

LET_GO = """
DROP TRIGGER question_stands ON engagement_question;
DROP FUNCTION engagement_question_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("engagement", "0001_initial")]

    operations = [migrations.RunSQL(STAND, LET_GO)]
