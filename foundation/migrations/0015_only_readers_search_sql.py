"""Only the serving role searches past row security, not whoever can connect."""

from django.db import migrations

from foundation.tenancy import only_readers


class Migration(migrations.Migration):
    dependencies = [("foundation", "0014_planning_officers")]

    operations = [only_readers("foundation_search(text, text, text, date, date, integer, integer, integer)", "foundation_searchentry")]
