"""Search runs past row security, which would keep it from its index, and filters by the partnership itself."""

from django.db import migrations

CREATE = """
CREATE FUNCTION foundation_search(
    words text, of_root text, of_kind text, since date, until date, skip integer, take integer, most integer
) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH hits AS MATERIALIZED (
        SELECT e.id, e.root, e.kind, e.dated, ts_rank(e.vector, asked.words) AS rank
        FROM foundation_searchentry e,
             (SELECT websearch_to_tsquery('english', words) AS words) asked
        WHERE e.partnership_id = nullif(current_setting('app.partnership', true), '')::bigint
          AND numnode(asked.words) > 0
          AND e.vector @@ (asked.words && to_tsquery('simple', 'tenant' || nullif(current_setting('app.partnership', true), '')))
          AND (since IS NULL OR e.dated >= since) AND (until IS NULL OR e.dated <= until)
        LIMIT most
    ), chosen AS (
        SELECT * FROM hits WHERE (of_root = '' OR root = of_root) AND (of_kind = '' OR kind = of_kind)
    )
    SELECT jsonb_build_object(
        'total', (SELECT count(*) FROM chosen),
        'ids', (SELECT coalesce(jsonb_agg(id), '[]') FROM (
            SELECT id FROM chosen ORDER BY rank DESC, dated DESC, id DESC OFFSET skip LIMIT take) best),
        'roots', (SELECT coalesce(jsonb_object_agg(root, n), '{}') FROM (
            SELECT root, count(*) AS n FROM hits WHERE of_kind = '' OR kind = of_kind GROUP BY root) by_root),
        'kinds', (SELECT coalesce(jsonb_object_agg(kind, n), '{}') FROM (
            SELECT kind, count(*) AS n FROM hits WHERE of_root = '' OR root = of_root GROUP BY kind) by_kind)
    )
$$;
"""

DROP = "DROP FUNCTION foundation_search(text, text, text, date, date, integer, integer, integer);"


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_frozen")]

    operations = [migrations.RunSQL(CREATE, DROP)]
