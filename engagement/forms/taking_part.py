"""Forms of taking part: signing up without an account, and how many came."""

from typing import Any

from django import forms

from engagement.models import Activity, Audience
from foundation.forms import Form

MOST_PEOPLE = 20
NARROW = {"class": "govuk-input--width-4"}


class SignUpForm(Form):
    """As little as it takes to keep a place. Source: checklist D12; standards R34."""

    people = forms.IntegerField(
        label="How many of you will come?", min_value=1, max_value=MOST_PEOPLE, initial=1,
        widget=forms.NumberInput(attrs=NARROW),
        help_text=f"Up to {MOST_PEOPLE}. For more people, please write to the organisers.",
    )  # fmt: skip
    needs = forms.CharField(
        label="What do you need to take part?", required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as a space for a wheelchair, a hearing loop, an interpreter. Only the organisers read this.",
    )  # fmt: skip
    name = forms.CharField(label="Name", required=False, max_length=160, help_text="If you like")
    email = forms.EmailField(
        label="Email", required=False,
        help_text="To remind you and to let you give the place back. We write about nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip


class HeadCountForm(Form):
    """How many took part, in all and of each group."""

    in_all = forms.IntegerField(
        label="How many people took part in all?", min_value=0, max_value=1_000_000,
        widget=forms.NumberInput(attrs=NARROW),
    )  # fmt: skip

    def __init__(self, *args: Any, activity: Activity, counts: dict[int | None, int], **kwargs: Any):
        initial = {"in_all": counts.get(None), **{f"group_{key}": people for key, people in counts.items() if key}}
        super().__init__(*args, **{**kwargs, "initial": {**initial, **(kwargs.get("initial") or {})}})
        meant = {link.audience_id for link in activity.audience_links.all()}
        counted = Audience.objects.filter(pk__in=set(counts) - {None})
        offered = Audience.objects.filter(retired_at__isnull=True) | counted
        self.audiences = sorted(offered, key=lambda one: (one.pk not in meant, one.position))
        for audience in self.audiences:
            self.fields[f"group_{audience.pk}"] = forms.IntegerField(
                label=audience.name, min_value=0, max_value=1_000_000, required=False,
                widget=forms.NumberInput(attrs=NARROW),
                error_messages={"invalid": f"{audience.name}: enter a whole number"},
            )  # fmt: skip

    @property
    def groups(self) -> dict[Audience, int]:
        """Return how many came of each group of which a number was given."""
        given = {audience: self.cleaned_data.get(f"group_{audience.pk}") for audience in self.audiences}
        return {audience: people for audience, people in given.items() if people is not None}

    def clean(self) -> dict[str, Any]:
        """Refuse a group that is larger than all."""
        cleaned: dict[str, Any] = super().clean() or {}
        in_all = cleaned.get("in_all")
        for audience in self.audiences:
            people = cleaned.get(f"group_{audience.pk}")
            if in_all is not None and people is not None and people > in_all:
                self.add_error(f"group_{audience.pk}", f"{audience.name} must be {in_all} or less: so many took part")
        return cleaned
