from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagement', '0005_periods_of_confirming'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='surveyinvitation',
            name='made_at',
        ),
    ]
