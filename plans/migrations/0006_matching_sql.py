"""The database keeps the words of each priority, and finds those alike by one index, past row security.

Row security would keep the planner from the index, so the function filters by the partnership and by what the person
is cleared for itself. Each vector holds its tenant and its theme as words of their own; since a title can hold such a
word too, the column decides: "+ 0" keeps the planner with the index of words.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION plans_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    theme_name text;
BEGIN
    IF NEW.withdrawn_at IS NOT NULL OR NEW.closed_at IS NOT NULL THEN
        DELETE FROM plans_prioritywords WHERE priority_id = NEW.id;
        RETURN NULL;
    END IF;
    SELECT name INTO theme_name FROM engagement_theme WHERE id = NEW.theme_id;
    INSERT INTO plans_prioritywords
        (partnership_id, board_id, locality_id, published_at, priority_id, text, theme, vector)
    VALUES (NEW.partnership_id, NEW.board_id, NEW.locality_id, NEW.published_at, NEW.id,
        NEW.title || ' ' || NEW.description, coalesce(theme_name, ''),
        plans_vector(NEW.partnership_id, coalesce(theme_name, ''), NEW.title, NEW.description))
    ON CONFLICT (priority_id) DO UPDATE SET board_id = excluded.board_id, locality_id = excluded.locality_id,
        published_at = excluded.published_at, text = excluded.text, theme = excluded.theme, vector = excluded.vector;
    RETURN NULL;
END $$;

CREATE FUNCTION plans_keep_shared_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.withdrawn_at IS NOT NULL THEN
        DELETE FROM plans_prioritywords WHERE shared_id = NEW.id;
        RETURN NULL;
    END IF;
    INSERT INTO plans_prioritywords (partnership_id, published_at, shared_id, text, theme, vector)
    VALUES (NEW.partnership_id, NEW.received_at, NEW.id, NEW.title || ' ' || NEW.description, NEW.theme,
        plans_vector(NEW.partnership_id, NEW.theme, NEW.title, NEW.description))
    ON CONFLICT (shared_id) DO UPDATE SET text = excluded.text, theme = excluded.theme, vector = excluded.vector;
    RETURN NULL;
END $$;

CREATE FUNCTION plans_vector(tenant bigint, theme text, title text, description text) RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', description), 'B')
        || array_to_tsvector(ARRAY['tenant' || tenant::text])
        || CASE WHEN theme = '' THEN ''::tsvector ELSE array_to_tsvector(ARRAY['theme' || md5(lower(theme))]) END
$$;

CREATE TRIGGER words_are_kept AFTER INSERT OR UPDATE OF title, description, theme_id, published_at, withdrawn_at,
    closed_at, board_id, locality_id ON plans_priority
    FOR EACH ROW EXECUTE FUNCTION plans_keep_words();
CREATE TRIGGER words_are_kept AFTER INSERT OR UPDATE ON plans_sharedpriority
    FOR EACH ROW EXECUTE FUNCTION plans_keep_shared_words();
"""

LET_GO = """
DROP TRIGGER words_are_kept ON plans_priority;
DROP TRIGGER words_are_kept ON plans_sharedpriority;
DROP FUNCTION plans_keep_words();
DROP FUNCTION plans_keep_shared_words();
DROP FUNCTION plans_vector(bigint, text, text, text);
"""

FIND = """
CREATE FUNCTION plans_alike(of_priority bigint, common text, fewest integer, take integer)
RETURNS TABLE (priority_id bigint, shared_id bigint, same_theme boolean, said text[], rank real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET enable_seqscan = off AS $$
    WITH here AS MATERIALIZED (
        SELECT nullif(current_setting('app.partnership', true), '') AS tenant,
            coalesce(string_to_array(current_setting('app.cleared', true), ','), '{}') AS cleared
    ), mine AS MATERIALIZED (
        SELECT w.id, w.board_id, w.text, w.theme, here.tenant, here.cleared FROM plans_prioritywords w, here
        WHERE w.priority_id = of_priority AND w.partnership_id = here.tenant::bigint
          AND (w.published_at IS NOT NULL OR here.cleared && ARRAY['draft:plans:*', 'draft:plans:board:*',
            'draft:plans:board:' || w.board_id, 'draft:plans:' || w.locality_id])
    ), words AS MATERIALIZED (
        SELECT v.lexeme, min(s.place) AS place, (array_agg(s.word ORDER BY s.place))[1] AS word
        FROM mine, regexp_split_to_table(lower(mine.text), '[^[:alnum:]]+') WITH ORDINALITY AS s (word, place),
            unnest(to_tsvector('english', s.word)) AS v
        WHERE length(s.word) > 2 AND v.lexeme <> ALL (tsvector_to_array(to_tsvector('english', common)))
        GROUP BY v.lexeme
    ), asked AS MATERIALIZED (
        SELECT ('''tenant' || mine.tenant || '''')::tsquery && (
            SELECT string_agg('''' || each || '''', ' | ')::tsquery FROM (
                SELECT lexeme AS each FROM words
                UNION ALL SELECT 'theme' || md5(lower(mine.theme)) WHERE mine.theme <> '') either
        ) AS query FROM mine
    ), hits AS MATERIALIZED (
        SELECT w.priority_id, w.shared_id, w.vector, ts_rank(w.vector, asked.query) AS rank,
            w.theme <> '' AND lower(w.theme) = lower(mine.theme) AS same_theme
        FROM plans_prioritywords w, asked, mine
        WHERE w.vector @@ asked.query AND w.partnership_id + 0 = mine.tenant::bigint
          AND w.board_id IS DISTINCT FROM mine.board_id
          AND (w.published_at IS NOT NULL OR mine.cleared && ARRAY['draft:plans:*', 'draft:plans:board:*',
            'draft:plans:board:' || w.board_id, 'draft:plans:' || w.locality_id])
        ORDER BY rank DESC LIMIT 100
    ), compared AS (
        SELECT hits.*, ARRAY(SELECT words.word FROM words
            WHERE words.lexeme = ANY (tsvector_to_array(hits.vector)) ORDER BY words.place) AS said
        FROM hits
    )
    SELECT priority_id, shared_id, same_theme, said, rank FROM compared
    WHERE cardinality(said) >= CASE WHEN same_theme THEN 1 ELSE fewest END
    ORDER BY same_theme::integer + cardinality(said) DESC, rank DESC, priority_id, shared_id LIMIT take
$$;
"""

FORGET = "DROP FUNCTION plans_alike(bigint, text, integer, integer);"


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_assessments_stand_sql")]

    operations = [migrations.RunSQL(KEEP, LET_GO), migrations.RunSQL(FIND, FORGET)]
