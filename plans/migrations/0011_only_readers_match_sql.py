"""Only the serving role matches past row security, not whoever can connect."""

from django.db import migrations

from foundation.tenancy import only_readers


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_parts_stand_with_their_whole_sql")]

    operations = [only_readers("plans_alike(bigint, text, integer, integer)", "plans_prioritywords")]
