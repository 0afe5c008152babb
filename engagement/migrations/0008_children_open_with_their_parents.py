"""Whom an activity hears, and what feedback speaks of, is open since the activity and the feedback are. Source: R35."""

from django.db import migrations

# The owner alone may set the wall aside, for the one statement that is about every partnership.
OPEN = """
ALTER TABLE engagement_activity NO FORCE ROW LEVEL SECURITY;
ALTER TABLE engagement_feedback NO FORCE ROW LEVEL SECURITY;
ALTER TABLE engagement_activityaudience NO FORCE ROW LEVEL SECURITY;
ALTER TABLE engagement_feedbacklink NO FORCE ROW LEVEL SECURITY;
UPDATE engagement_activityaudience l SET published_at = a.published_at FROM engagement_activity a
    WHERE a.id = l.activity_id AND a.published_at IS NOT NULL;
UPDATE engagement_feedbacklink l SET published_at = f.published_at FROM engagement_feedback f
    WHERE f.id = l.feedback_id AND f.published_at IS NOT NULL;
ALTER TABLE engagement_feedbacklink FORCE ROW LEVEL SECURITY;
ALTER TABLE engagement_activityaudience FORCE ROW LEVEL SECURITY;
ALTER TABLE engagement_feedback FORCE ROW LEVEL SECURITY;
ALTER TABLE engagement_activity FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("engagement", "0007_children_are_closed_as_their_parents")]

    operations = [migrations.RunSQL(OPEN, migrations.RunSQL.noop)]
