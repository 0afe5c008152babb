import foundation.tenancy
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagement', '0003_life_of_issues'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='signaturecontact',
            name='engagement_signaturecontact_closed',
        ),
        migrations.AddConstraint(
            model_name='signaturecontact',
            constraint=foundation.tenancy.ConfidentialWall(name='engagement_signaturecontact_closed', opened='', roots={'draft:engagement:': 'coalesce(locality_id, 0)', 'self:user:': 'user_id', 'token:': 'token_hash'}),
        ),
    ]
