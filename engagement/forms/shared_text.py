"""Texts that partners agree on, and signing them. Source: checklist E8, E27, E43, E44."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from engagement.models import SharedText
from foundation.form_fields import DateField, Radios
from foundation.forms import Form, ModelForm
from localities.models import Organisation


class SharedTextForm(ModelForm):
    """What the text is called and what it settles."""

    kind = forms.ChoiceField(label="What it settles", choices=SharedText.Kind.choices, widget=Radios)

    class Meta:
        model = SharedText
        fields = ["kind", "title", "locality"]
        help_texts = {"title": "For example: what we mean by community engagement"}

    def __init__(self, *args: Any, places: PlaceChoice, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer_place(self, places)


class VersionForm(Form):
    """The next version, by when it is to be signed, and whom to ask."""

    words = forms.CharField(label="The text", max_length=20000, widget=forms.Textarea({"rows": 12}))
    sign_by = DateField(label="Last day to sign", help_text="The version is published then, with who has signed.")
    partners = forms.CharField(
        label="Partners and where to write to them", widget=forms.Textarea({"rows": 8}), max_length=10000,
        help_text="One a line: the organisation’s name as in the list of organisations, a comma, an email address",
    )  # fmt: skip

    def clean_partners(self) -> list[tuple[Organisation, str]]:
        """Read one organisation and its address a line, and say which line is wrong."""
        known = {organisation.name.lower(): organisation for organisation in Organisation.objects.all()}
        found: dict[Organisation, str] = {}
        for line in filter(None, (line.strip() for line in self.cleaned_data["partners"].splitlines())):
            name, _, email = line.rpartition(",")
            organisation = known.get(name.strip().lower())
            if organisation is None:
                raise ValidationError(f"“{line}”: no organisation of the list has this name, or the comma is missing")
            if organisation in found:
                raise ValidationError(f"“{organisation}” stands there twice")
            try:
                validate_email(email.strip())
            except ValidationError:
                raise ValidationError(f"“{line}”: after the comma stands no email address") from None
            found[organisation] = email.strip()
        return list(found.items())


class SignForm(Form):
    """Signing for a partner."""

    answer = forms.ChoiceField(
        label="What do you sign?", widget=Radios,
        choices=[("signed", "We sign it as it is"), ("reserved", "We sign it with reservations")],
    )  # fmt: skip
    reservations = forms.CharField(
        label="Your reservations", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text="Everybody reads them beside your signature. Leave it empty if you have none.",
    )  # fmt: skip
    signed_by = forms.CharField(
        label="Who signs, and as what", max_length=200, help_text="For example: A. Name, chief executive. It is public."
    )

    def clean(self) -> dict[str, Any]:
        """Want reservations in words where there are some, and none where there are not."""
        said = super().clean() or self.cleaned_data
        answer, words = said.pop("answer", ""), said.get("reservations", "")
        if answer == "reserved" and not words:
            self.add_error("reservations", "Enter your reservations in words, or sign it as it is")
        if answer == "signed" and words:
            self.add_error("reservations", "You wrote reservations: choose that you sign with them, or delete them")
        return said
