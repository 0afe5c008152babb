"""The address of somebody who asks to be told."""

from django import forms

from foundation.forms import Form


class FollowForm(Form):
    """One address, used for nothing else."""

    email = forms.EmailField(
        label="Your email address", max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        help_text="We use it for this and nothing else. You can take it back at any time.",
    )  # fmt: skip
