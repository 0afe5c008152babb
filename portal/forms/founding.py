"""What the platform administrator says of a partnership, on the Django admin and on the command line."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates

from foundation.models import Host, Partnership

DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+")


def checked_domain(domain: str) -> str:
    """Return a host name in small letters; raises ValidationError for what is none, or has a port."""
    domain = domain.strip().lower()
    if not DOMAIN.fullmatch(domain):
        raise ValidationError("Enter a host name alone, like boards.example.org")
    return domain


class PartnershipForm(forms.ModelForm):
    """A partnership as the platform knows it; who looks after the rest can be invited here."""

    # The Django admin has a look of its own.
    default_renderer = DjangoTemplates()
    administrator_name = forms.CharField(max_length=160, required=False, label="Administrator's name")
    administrator_email = forms.EmailField(
        required=False, label="Administrator's e-mail address", help_text="An invitation goes there when this is saved."
    )

    class Meta:
        model = Partnership
        fields = ["name", "short_name", "colour"]

    def clean(self):
        """Ask for both or neither of name and address."""
        said = super().clean() or {}
        for given, missing in (("name", "email"), ("email", "name")):
            if said.get(f"administrator_{given}") and not said.get(f"administrator_{missing}"):
                self.add_error(f"administrator_{missing}", "Give the administrator's name and e-mail address.")
        return said


class FoundingForm(PartnershipForm):
    """A new partnership."""

    domain = forms.CharField(max_length=253, label="Host", help_text="Such as boards.example.org, without a port.")
    administrator_name = forms.CharField(max_length=160, label="First administrator's name")
    administrator_email = forms.EmailField(label="First administrator's e-mail address")

    class Meta(PartnershipForm.Meta):
        fields = ["name", "short_name", "slug", "colour"]

    def clean_domain(self) -> str:
        """Refuse what is no host name, and one that leads to another partnership."""
        domain = checked_domain(self.cleaned_data["domain"])
        if Host.objects.filter(domain=domain).exists():
            raise ValidationError("Another partnership has this host.")
        return domain


class HostForm(forms.ModelForm):
    """A host name that leads to a partnership."""

    default_renderer = DjangoTemplates()

    class Meta:
        model = Host
        fields = ["domain", "is_main"]

    def clean_domain(self) -> str:
        """Refuse what is no host name."""
        return checked_domain(self.cleaned_data["domain"])
