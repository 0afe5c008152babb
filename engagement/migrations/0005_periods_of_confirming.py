import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('engagement', '0004_partners_sign_by_account'),
    ]

    operations = [
        migrations.AddField(
            model_name='engagementrules',
            name='confirm_days',
            field=models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1)], verbose_name='calendar days in which the link that confirms an email address works'),
        ),
        migrations.AddField(
            model_name='engagementrules',
            name='follower_days',
            field=models.PositiveSmallIntegerField(default=365, validators=[django.core.validators.MinValueValidator(1)], verbose_name='calendar days for which we keep how to reach people who asked to be told what became of something'),
        ),
        migrations.AddField(
            model_name='engagementrules',
            name='unconfirmed_mails',
            field=models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='mails to an email address that nobody confirms, after which no more go there'),
        ),
        migrations.AddField(
            model_name='historicalengagementrules',
            name='confirm_days',
            field=models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(1)], verbose_name='calendar days in which the link that confirms an email address works'),
        ),
        migrations.AddField(
            model_name='historicalengagementrules',
            name='follower_days',
            field=models.PositiveSmallIntegerField(default=365, validators=[django.core.validators.MinValueValidator(1)], verbose_name='calendar days for which we keep how to reach people who asked to be told what became of something'),
        ),
        migrations.AddField(
            model_name='historicalengagementrules',
            name='unconfirmed_mails',
            field=models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1)], verbose_name='mails to an email address that nobody confirms, after which no more go there'),
        ),
    ]
