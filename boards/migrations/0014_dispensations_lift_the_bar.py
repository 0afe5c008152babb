"""The database lets somebody vote in spite of an interest while a dispensation to vote stands. Source: standards R10."""

from django.db import migrations

WITH = """
CREATE OR REPLACE FUNCTION boards_is_barred(of_item bigint, of_person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM boards_declaration d
        JOIN boards_agendaitem i ON i.id = d.item_id
        JOIN boards_meeting m ON m.id = i.meeting_id
        CROSS JOIN LATERAL (SELECT (m.starts_at AT TIME ZONE 'Europe/London')::date AS day) held
        WHERE d.item_id = of_item AND d.person_id = of_person
          AND (d.left_room OR (d.kind = 'pecuniary' AND NOT EXISTS (
            SELECT 1 FROM boards_dispensation p
            WHERE p.id = d.dispensation_id AND p.person_id = d.person_id AND p.board_id = d.board_id
              AND (p.mandate_id IS NULL OR p.mandate_id = d.mandate_id) AND p.extent = 'vote'
              AND p.starts_on <= held.day AND p.ends_on >= held.day
              AND (p.revoked_on IS NULL OR p.revoked_on > held.day)))))
$$;
"""

WITHOUT = """
CREATE OR REPLACE FUNCTION boards_is_barred(of_item bigint, of_person bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM boards_declaration d
        WHERE d.item_id = of_item AND d.person_id = of_person AND (d.kind = 'pecuniary' OR d.left_room))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("boards", "0013_dispensations_and_tiers")]

    operations = [migrations.RunSQL(WITH, WITHOUT)]
