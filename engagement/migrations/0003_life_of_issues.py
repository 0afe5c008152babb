"""What becomes of an issue stays as it was written, in order; what others follow stands by itself. Source: D36, D18."""

from django.db import migrations

KEEP = """
CREATE FUNCTION engagement_step_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM engagement_issuestep s WHERE s.issue_id = NEW.issue_id AND s.at > NEW.at) THEN
            PERFORM boards_refuse('steps_of_an_issue_in_order', 'A step cannot lie before the one that is there.');
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.issue_id, NEW.verb, NEW.text, NEW.at, NEW.owner) IS DISTINCT FROM
       (OLD.issue_id, OLD.verb, OLD.text, OLD.at, OLD.owner) THEN
        PERFORM boards_refuse('steps_of_an_issue_stand', 'What happened to an issue is not rewritten: add a step.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER step_of_an_issue_stands BEFORE INSERT OR UPDATE ON engagement_issuestep
    FOR EACH ROW EXECUTE FUNCTION engagement_step_stands();

CREATE FUNCTION engagement_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM engagement_issue i WHERE i.id = OLD.issue_id) THEN
        PERFORM boards_refuse('steps_of_an_issue_stand', 'What happened to an issue is not deleted.');
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER step_of_an_issue_stays AFTER DELETE ON engagement_issuestep
    FOR EACH ROW EXECUTE FUNCTION engagement_step_stays();

CREATE FUNCTION engagement_joined_to_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM engagement_issue i WHERE i.id = NEW.joined_to_id AND i.joined_to_id IS NOT NULL)
       OR EXISTS (SELECT 1 FROM engagement_issue i WHERE i.joined_to_id = NEW.id) THEN
        PERFORM boards_refuse('joined_issue_follows_one', 'Join it to the issue that the others follow.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER joined_issue_follows_one BEFORE INSERT OR UPDATE OF joined_to_id ON engagement_issue
    FOR EACH ROW WHEN (NEW.joined_to_id IS NOT NULL) EXECUTE FUNCTION engagement_joined_to_one();

CREATE FUNCTION engagement_issue_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM boards_refuse('issue_is_never_dropped', 'An issue is never deleted: close it, or set it aside.');
    RETURN OLD;
END $$;
CREATE TRIGGER issue_is_never_dropped BEFORE DELETE ON engagement_issue
    FOR EACH ROW EXECUTE FUNCTION engagement_issue_stays();
"""

LET_GO = """
DROP TRIGGER issue_is_never_dropped ON engagement_issue;
DROP FUNCTION engagement_issue_stays();
DROP TRIGGER joined_issue_follows_one ON engagement_issue;
DROP FUNCTION engagement_joined_to_one();
DROP TRIGGER step_of_an_issue_stays ON engagement_issuestep;
DROP FUNCTION engagement_step_stays();
DROP TRIGGER step_of_an_issue_stands ON engagement_issuestep;
DROP FUNCTION engagement_step_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("engagement", "0002_opened_questions_stand")]

    operations = [migrations.RunSQL(KEEP, LET_GO)]
