"""What an officer says about a delegation, and which of them the public looks for."""

from typing import Any

from django import forms

from boards.forms.action import BoardFilter
from boards.models import Delegation, Level
from foundation.form_fields import DateField, PenceField, Radios
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm
from localities.models import Organisation, Post

STATES = {"in-force": "In force today", "over": "Ended or revoked"}


class DelegationForm(SawForm, ModelForm):
    """Which powers, whose, within which limits, from when to when."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Sovereign body that delegates", empty_label="Choose an organisation"
    )
    authority = forms.CharField(
        label="Its decision", max_length=300, help_text="For example, Cabinet, 12 May 2026, minute 14"
    )
    scope = forms.CharField(
        label="What may be decided", widget=forms.Textarea({"rows": 4}), help_text="The functions, in words"
    )
    limit = PenceField(
        label="Most that one decision may commit", required=False, min_value=0,
        help_text="Leave empty where there is no limit",
    )  # fmt: skip
    level = forms.ChoiceField(label="Level at which it is then decided", choices=Level, widget=Radios)
    conditions = forms.CharField(label="Conditions", widget=forms.Textarea({"rows": 3}), required=False)
    post = forms.ModelChoiceField(
        Post.objects.none(), required=False, label="Used by the holder of a post", empty_label="No, by the board itself"
    )
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day", required=False, help_text="Leave empty where it holds until it is revoked")

    class Meta:
        model = Delegation
        fields = [
            "organisation", "authority", "scope", "limit", "level", "conditions", "post", "starts_on", "ends_on",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()
        self.fields["post"].queryset = Post.objects.select_related("employer")
        self.fields["post"].label_from_instance = lambda post: f"{post.title}, {post.employer}"


class RevocationForm(Form):
    """From which day a delegation no longer holds, and why."""

    since = DateField(label="First day on which it no longer holds")
    because = forms.CharField(label="Why", widget=forms.Textarea({"rows": 3}), help_text="Everybody can read this.")


class DelegationFilter(BoardFilter):
    """Delegations of one board, in force or over."""

    state = forms.ChoiceField(label="State", required=False, choices=[("", "All"), *STATES.items()])

    def narrow(self, rows: Any, today: Any = None) -> Any:
        """Keep the board and the state asked for."""
        rows = super().narrow(rows)
        state = self.cleaned_data.get("state")
        if not state:
            return rows
        now = Delegation.objects.in_force(today).values("pk")
        return rows.filter(pk__in=now) if state == "in-force" else rows.filter(starts_on__lte=today).exclude(pk__in=now)
