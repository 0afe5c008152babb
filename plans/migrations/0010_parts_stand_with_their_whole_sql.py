"""What is adopted or submitted is so by rule from its first row; a part belongs where its whole does, and opens after it.

Source: checklist B20, C11; standards R24.
"""

from django.db import migrations

ADOPTED = """
CREATE TRIGGER adoption_is_ready_at_once BEFORE INSERT ON plans_plan
    FOR EACH ROW WHEN (NEW.adopted_at IS NOT NULL) EXECUTE FUNCTION plans_adoption_is_ready();
CREATE TRIGGER gates_stand_at_once BEFORE INSERT ON plans_priorityset
    FOR EACH ROW WHEN (NEW.submitted_at IS NOT NULL) EXECUTE FUNCTION plans_gates_stand();
"""

NOT_ADOPTED = """
DROP TRIGGER adoption_is_ready_at_once ON plans_plan;
DROP TRIGGER gates_stand_at_once ON plans_priorityset;
"""

STAND = """
-- Arguments: the table of the whole, the column that names it, and when the whole was opened.
CREATE FUNCTION plans_stands_with_its_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole record;
    number integer;
BEGIN
    EXECUTE format('SELECT board_id, locality_id, %I AS opened FROM %I WHERE id = ($1).%I',
        TG_ARGV[2], TG_ARGV[0], TG_ARGV[1]) INTO whole USING NEW;
    GET DIAGNOSTICS number = ROW_COUNT;
    IF NEW.published_at IS NOT NULL AND (number = 0 OR whole.opened IS NULL OR whole.opened > NEW.published_at) THEN
        PERFORM boards_refuse('part_opens_after_its_whole', 'A part is public only once the whole is. Publish that first.');
    END IF;
    IF number > 0 THEN
        NEW.board_id := whole.board_id;
        NEW.locality_id := whole.locality_id;
    END IF;
    RETURN NEW;
END $$;

-- Arguments: the tables of the parts, each with the column that names the whole.
CREATE FUNCTION plans_parts_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    FOR number IN 0 .. TG_NARGS / 2 - 1 LOOP
        EXECUTE format('UPDATE %I SET board_id = $1, locality_id = $2 WHERE %I = $3',
            TG_ARGV[2 * number], TG_ARGV[2 * number + 1]) USING NEW.board_id, NEW.locality_id, NEW.id;
    END LOOP;
    RETURN NULL;
END $$;
"""

FALL = """
DROP FUNCTION plans_parts_follow();
DROP FUNCTION plans_stands_with_its_whole();
"""

# Each whole with the column that says when it was opened, and its parts by their table and the column that names it.
WHOLES = {
    ("plan", "published_at"): {
        "objective": "plan_id", "commitment": "plan_id", "planpartner": "plan_id", "communitytest": "plan_id",
        "readinessreason": "plan_id", "deliveryyear": "plan_id",
    },
    ("objective", "published_at"): {
        "objectiveaim": "objective_id", "planaction": "objective_id", "candidate": "objective_id",
    },
    ("planaction", "published_at"): {
        "milestone": "action_id", "planresource": "action_id", "businesscase": "action_id", "actionreport": "action_id",
    },
    ("businesscase", "published_at"): {"caseoption": "case_id"},
    ("deliveryyear", "published_at"): {"yearaction": "year_id"},
    ("priorityset", "shared_at"): {"priority": "set_id"},
    ("priority", "published_at"): {
        "priorityevidence": "priority_id", "priorityaim": "priority_id", "prioritysupport": "priority_id",
        "principlescore": "priority_id",
    },
    ("needsanalysis", "published_at"): {
        "analysedneed": "analysis_id", "analysiscontribution": "analysis_id", "analysissignature": "analysis_id",
    },
    ("strategy", "published_at"): {"aim": "strategy_id"},
    ("framework", "published_at"): {"frameworkoutcome": "framework_id"},
    ("frameworkoutcome", "published_at"): {"stagemeasure": "outcome_id"},
    ("selfassessment", "published_at"): {"selfscore": "assessment_id"},
}  # fmt: skip

HELD = """
CREATE TRIGGER stands_with_its_whole BEFORE INSERT OR UPDATE OF published_at, board_id, locality_id, {column}
    ON plans_{part} FOR EACH ROW EXECUTE FUNCTION plans_stands_with_its_whole('plans_{whole}', '{column}', '{opened}');
"""

FOLLOWED = """
CREATE TRIGGER parts_follow AFTER UPDATE ON plans_{whole} FOR EACH ROW
    WHEN ((OLD.board_id, OLD.locality_id) IS DISTINCT FROM (NEW.board_id, NEW.locality_id))
    EXECUTE FUNCTION plans_parts_follow({parts});
"""


def _each(held: str, followed: str) -> str:
    said = []
    for (whole, opened), parts in WHOLES.items():
        said += [held.format(part=part, column=column, whole=whole, opened=opened) for part, column in parts.items()]
        named = ", ".join(f"'plans_{part}', '{column}'" for part, column in parts.items())
        said.append(followed.format(whole=whole, parts=named))
    return "".join(said)


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_their_plan_of_a_match")]

    operations = [
        migrations.RunSQL(ADOPTED, NOT_ADOPTED),
        migrations.RunSQL(STAND, FALL),
        migrations.RunSQL(
            _each(HELD, FOLLOWED),
            _each(
                "DROP TRIGGER stands_with_its_whole ON plans_{part};\n", "DROP TRIGGER parts_follow ON plans_{whole};\n"
            ),
        ),
    ]
