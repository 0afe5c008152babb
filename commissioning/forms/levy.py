"""The form of a year of the Community Infrastructure Levy. Money is in pence. Source: standards R30."""

from commissioning.forms.fund import NOTHING
from commissioning.models import LevyYear
from foundation.form_fields import PenceField
from localities.forms.record import RecordForm


class LevyForm(RecordForm):
    """What was raised in the place, and what the share is counted by."""

    raised = PenceField(label="How much levy was raised in the place?", **NOTHING)

    class Meta:
        model = LevyYear
        fields = ["raised", "plan_made_on", "dwellings"]
        labels = {
            "plan_made_on": "When was a neighbourhood plan made for the place?",
            "dwellings": "How many dwellings are in the place?",
        }
        help_texts = {
            "plan_made_on": "Leave it empty where there is none. With a plan the share is larger and has no limit.",
            "dwellings": "Without a plan the share has a limit for each dwelling.",
        }

    def _post_clean(self) -> None:
        """Leave it to the act, which knows the rule by which the share is counted."""
        for name, value in self.cleaned_data.items():
            if name in self._meta.fields:
                setattr(self.instance, name, value)
