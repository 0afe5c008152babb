"""Forms of cases between agencies: none of them takes a resident's name."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement.screening_names import refused, suspected
from foundation.forms import Form
from foundation.uploads import UploadField
from localities.forms.where import places
from localities.models import Area, Organisation, Person

NOBODY = "Name a place or a problem, never a resident: no names, addresses of mail, telephone or NHS numbers."


class NamelessForm(Form):
    """A form whose texts name nobody; what may be a name is asked about before it is kept."""

    TEXTS: tuple[str, ...] = ()
    checked = forms.BooleanField(label="I have checked it: no resident is named", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = [re.sub(r"[\W_]+", " ", file.name or "") for file in self.files.values()]
        said = " . ".join([*(str(self.data.get(name, "")) for name in self.TEXTS), *names])
        self.doubts = suspected(said) if self.is_bound else []
        if not self.doubts:
            del self.fields["checked"]

    def clean(self) -> dict[str, Any]:
        """Refuse what leads to a resident; ask about what may be a name."""
        cleaned = super().clean() or {}
        for name in self.TEXTS:
            if problems := refused(cleaned.get(name, "")):
                self.add_error(name, ValidationError(problems))
        if self.doubts and not self.errors and not cleaned.get("checked"):
            names = ", ".join(f"“{doubt}”" for doubt in self.doubts[:5])
            self.add_error("checked", f"Is {names} somebody’s name? Take it out, or tick that no resident is named")
        cleaned.pop("checked", None)
        return cleaned


class CaseForm(NamelessForm):
    """A place or problem that several agencies deal with."""

    TEXTS = ("title", "about")

    title = forms.CharField(label="The place or the problem", max_length=160, help_text=NOBODY)
    about = forms.CharField(
        label="What is wrong", max_length=5000, widget=forms.Textarea({"rows": 6}), help_text=NOBODY
    )
    area = forms.ChoiceField(label="Ward or parish", required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="The organisation you act for", empty_label="Choose an organisation"
    )

    field_order = ["title", "about", "checked", "area", "organisation"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "None of them, or all"), *places()]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = _organisations()  # type: ignore[attr-defined]

    def clean_area(self) -> Area | None:
        """Return the area that was chosen."""
        key = self.cleaned_data["area"]
        return Area.objects.select_related("within").get(pk=key) if key else None


def _organisations() -> Any:
    return Organisation.objects.on(timezone.localdate()).order_by("name")


class PartyForm(Form):
    """Who else is to read and write in a case."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Organisation", empty_label="Choose an organisation"
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Its person", empty_label="Choose a person",
        help_text="People who have an account here. They read all that was written so far.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _organisations()  # type: ignore[attr-defined]
        people = Person.objects.filter(user__isnull=False, left_at__isnull=True)
        self.fields["person"].queryset = people.select_related("user")  # type: ignore[attr-defined]


class EntryForm(NamelessForm):
    """A message, a file, or both."""

    mark_optional = False  # one of the two is needed

    TEXTS = ("text",)

    text = forms.CharField(
        label="Message", required=False, max_length=8000, widget=forms.Textarea({"rows": 5}), help_text=NOBODY
    )
    file = UploadField(label="File", required=False, help_text="It must name no resident either.")

    field_order = ["text", "checked", "file"]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        cleaned = super().clean()
        if not self.errors and not cleaned.get("text") and not cleaned.get("file"):
            self.add_error("text", "Write a message, or choose a file")
        return cleaned


class OutcomeForm(NamelessForm):
    """What came of a case."""

    TEXTS = ("outcome",)

    outcome = forms.CharField(
        label="What came of it", max_length=5000, widget=forms.Textarea({"rows": 4}), help_text=NOBODY
    )
    field_order = ["outcome", "checked"]
