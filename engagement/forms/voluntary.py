"""The contact of a council for an organisation of the community. Source: checklist A19."""

from typing import Any

from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import VoluntaryContact
from foundation.forms import ModelForm
from localities.models import Organisation


class ContactForm(ModelForm):
    """Which council, who there, and whether they lead for all."""

    class Meta:
        model = VoluntaryContact
        fields = ["council", "name", "role", "email", "is_lead", "locality"]
        labels = {
            "council": "Council",
            "name": "Person or team",
            "is_lead": "This council leads for all of them",
        }

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            kind__in=Organisation.COUNCILS
        )
        offer_place(self, places)
