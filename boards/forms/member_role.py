"""Forms of named roles: the role, and who holds it for which term."""

from typing import Any

from django import forms

from boards.forms.dated import DatedForm
from boards.models import Board, MemberRole
from foundation.form_fields import DateField, Radios
from foundation.forms import ModelForm
from localities.models import Person


class MemberRoleForm(ModelForm):
    """What the role is and what it asks for."""

    class Meta:
        model = MemberRole
        fields = ["kind", "name", "about", "board"]
        widgets = {"kind": Radios, "about": forms.Textarea({"rows": 4, "maxlength": 2000})}
        help_texts = {
            "name": "Such as “Warm homes”, or the name of the role where it is another one",
            "about": "What its holder does and should be able to do. Everybody can read it",
        }

    def __init__(self, *args: Any, boards: Any, whole: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = MemberRole.Kind.choices
        self.fields["board"].queryset = Board.objects.filter(pk__in=boards).order_by("name")
        self.fields["board"].label = "Whose role is it?"
        self.fields["board"].empty_label = "The whole partnership’s" if whole else "Choose one"
        self.fields["board"].required = not whole

    def clean_about(self) -> str:
        """Refuse more than anybody reads."""
        about = self.cleaned_data["about"]
        if len(about) > 2000:
            raise forms.ValidationError("What it asks for must be 2000 characters or fewer")
        return str(about)


class TermForm(DatedForm):
    """Who holds a role, from when until when."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Who?", empty_label="Choose a member")
    starts_on = DateField(label="From")
    ends_on = DateField(label="Until", required=False, help_text="The last day of the term, where there is one")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(left_at__isnull=True)
