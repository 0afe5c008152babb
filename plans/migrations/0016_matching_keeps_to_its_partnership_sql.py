"""Similar priorities are those of the same partnership, whatever words a title holds.

The word by which a vector names its tenant can be written into a title: the index finds by it, the column decides.
"""

from django.db import migrations

FIND = """
CREATE OR REPLACE FUNCTION plans_alike(of_priority bigint, common text, fewest integer, take integer)
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
        WHERE w.vector @@ asked.query AND w.partnership_id = mine.tenant::bigint
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


class Migration(migrations.Migration):
    dependencies = [("plans", "0015_matching_sql")]

    operations = [migrations.RunSQL(FIND, migrations.RunSQL.noop)]
