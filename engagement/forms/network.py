"""Joining the network of leaders and champions. Source: checklist E6, E15; standards R34, R36."""

from typing import Any

from django import forms

from engagement.models import Audience, NetworkMember
from foundation.form_fields import Radios
from foundation.forms import ModelForm
from localities.models import Locality

UNDER_13 = "under-13"
TOO_YOUNG = (
    "The network is for people who are 13 or older. Ask an adult whom you trust to speak with us about your idea."
)


class JoinForm(ModelForm):
    """Who they are, what their community is and what they agree to."""

    age = forms.ChoiceField(
        label="How old are you?", choices=[(UNDER_13, "Younger than 13"), *NetworkMember.Age.choices], widget=Radios
    )
    role = forms.ChoiceField(label="What are you there?", choices=NetworkMember.Role.choices, widget=Radios)
    community_kind = forms.ChoiceField(
        label="What is your community?", choices=NetworkMember.Community.choices, widget=Radios
    )
    agrees = forms.BooleanField()
    wants_listing = forms.BooleanField(
        label="Show my name, my community and what I offer in the public list. You can join without this.",
        required=False,
    )

    class Meta:
        model = NetworkMember
        fields = ["name", "email", "locality", "role", "community_kind", "community", "audience", "offers"]
        labels = {
            "locality": "Place where you live or work", "audience": "Do you speak for one of these groups?",
            "name": "Your name", "email": "Your email address",
            "offers": "What can you offer?", "community": "Name of the community",
        }  # fmt: skip
        widgets = {"offers": forms.Textarea({"rows": 3})}
        help_texts = {
            "community": "For example: Mill Lane estate, or the allotment holders",
            "offers": "Time, contacts, a room, knowing many people",
            "email": "We use it to work with you, and show it to nobody else.",
        }

    def __init__(self, *args: Any, consent: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("name", "email", "community", "locality"):
            self.fields[name].required = True
        self.fields["locality"].queryset = Locality.objects.all()  # type: ignore[attr-defined]
        self.fields["audience"].queryset = Audience.objects.filter(  # type: ignore[attr-defined]
            retired_at__isnull=True, through_organisations=False
        )
        self.fields["agrees"].label = consent
        self.fields["agrees"].error_messages["required"] = (
            "Tick the box to agree: without it we may keep nothing of you"
        )
        self.order_fields([*self.Meta.fields, "age", "agrees", "wants_listing"])

    def clean_age(self) -> str:
        """Refuse who is too young. Source: standards R36."""
        if self.cleaned_data["age"] == UNDER_13:
            raise forms.ValidationError(TOO_YOUNG)
        return self.cleaned_data["age"]

    def _get_validation_exclusions(self) -> set[str]:
        # Whether an address is there already is told to its owner alone, by mail.
        return {*super()._get_validation_exclusions(), "email"}  # type: ignore[misc]
