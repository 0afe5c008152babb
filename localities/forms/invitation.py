"""Choosing a password."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from foundation.forms import Form


class PasswordForm(Form):
    """A password for a new account, typed once; browsers and password managers may fill it in (WCAG 3.3.8)."""

    password = forms.CharField(
        label="Choose a password",
        help_text="At least 10 characters. A password manager can make and keep one for you.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "spellcheck": "false"}),
        strip=False,
    )

    def clean_password(self) -> str:
        """Refuse passwords that are short or often used."""
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
