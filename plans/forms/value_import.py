"""Forms of a file of values: the file, what its columns hold, and the word to take it in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from engagement.access import PlaceChoice
from engagement.forms.place import offer_place
from foundation.form_fields import Radios
from foundation.forms import Form
from localities.models import Locality
from plans import naming_columns as columns
from plans.importing_values import MOST_BYTES, MOST_LINES, text_of
from plans.models import Indicator, ValueImport

REPLACES = {"no": "Name the line, and keep what is there", "yes": "Replace it: the earlier value stays as replaced"}


class FileForm(Form):
    """A file of values."""

    file = forms.FileField(
        label="File",
        help_text=f"A CSV file with up to {MOST_LINES:,} lines and {MOST_BYTES // 1024**2} MB. "
        "Its first line names the columns.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )  # fmt: skip
    only = forms.ModelChoiceField(
        Indicator.objects.none(), label="Is the whole file about one indicator?", required=False, empty_label="No",
    )  # fmt: skip
    locality = forms.ModelChoiceField(
        Locality.objects.none(), label="Place whose indicators it is about", required=False
    )

    def __init__(self, *args: Any, places: PlaceChoice, indicators: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["only"].queryset = indicators  # type: ignore[attr-defined]
        offer_place(self, places)

    def clean_file(self) -> tuple[str, str]:
        """Return the text of the file and its name."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"The file must be smaller than {MOST_BYTES // 1024**2} MB. Send it in parts.")
        return text_of(file.read(), file.name), file.name


class ColumnsForm(Form):
    """What each column of a file holds, and what happens to values that are kept already."""

    mark_optional = False

    only = forms.TypedChoiceField(
        label="Is the whole file about one indicator?", required=False, coerce=int, empty_value=None
    )
    replaces = forms.ChoiceField(
        label="Where another value is kept for the same area and period", choices=REPLACES.items(), widget=Radios
    )

    def __init__(self, *args: Any, one: ValueImport, indicators: Sequence[Indicator], **kwargs: Any):
        said = one.columns
        initial = {"only": said["only"] or "", "replaces": "yes" if said["replaces"] else "no"}
        super().__init__(*args, initial=initial, **kwargs)
        own = [(f"{columns.OF}{found.pk}", f"Values of: {found.name}") for found in indicators]
        self.fields["only"].choices = [("", "No"), *((found.pk, found.name) for found in indicators)]
        self.names = [f"column_{place}" for place in range(len(said["held"]))]
        for name, heading, held in zip(self.names, said["headings"], said["held"], strict=True):
            self.fields[name] = forms.ChoiceField(
                label=f"“{heading[:80]}” holds" if heading else "The column without a heading holds", initial=held,
                choices=[*columns.CHOICES.items(), *own],
            )  # fmt: skip
        self.order_fields([*self.names, "only", "replaces"])

    @property
    def held(self) -> list[str]:
        """Return what each column was said to hold."""
        return [self.cleaned_data[name] for name in self.names]


class ConfirmForm(Form):
    """The word to take values in."""

    leaves_out = forms.BooleanField(label="Leave out the lines that are wrong", required=False)
