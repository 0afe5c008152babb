"""Tables of postcodes, and boundary files, as administrators send them."""

from django import forms

from foundation.forms import Form
from localities.importing import decode
from localities.importing_postcodes import COLUMNS
from localities.models import Area

LARGEST_BYTES = 25 * 1024 * 1024
TOO_LARGE = "The file must be smaller than 25 MB. Keep only the lines of your own districts."


def _text(file) -> str:
    if file.size > LARGEST_BYTES:
        raise forms.ValidationError(TOO_LARGE)
    return decode(file.read())


class PostcodesForm(Form):
    """A table of postcodes, and how it names its columns where it has names of its own."""

    file = forms.FileField(
        label="File", help_text="A CSV file with up to 50,000 postcodes, such as the ONS postcode directory.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )  # fmt: skip
    leave_out = forms.BooleanField(label="Leave out lines of wards that are not ours", required=False)
    postcode_called = forms.CharField(label="Column of the postcode", required=False, max_length=60)
    ward_called = forms.CharField(label="Column of the ward", required=False, max_length=60)
    parish_called = forms.CharField(label="Column of the parish", required=False, max_length=60)
    latitude_called = forms.CharField(label="Column of the latitude", required=False, max_length=60)
    longitude_called = forms.CharField(label="Column of the longitude", required=False, max_length=60)

    def clean_file(self) -> str:
        """Return the text of the file."""
        return _text(self.cleaned_data["file"])

    @property
    def called(self) -> dict[str, str]:
        """Return how the table names its columns, where that was said."""
        return {name: self.cleaned_data[f"{name}_called"] for name in COLUMNS if self.cleaned_data[f"{name}_called"]}


class OutlinesForm(Form):
    """A boundary file, and whose outlines it has."""

    kind = forms.ChoiceField(label="What it outlines", choices=Area.Kind.choices, initial=Area.Kind.WARD)
    file = forms.FileField(
        label="File", help_text="GeoJSON in degrees (WGS 84). Generalised boundaries of the ONS are detailed enough.",
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
    )  # fmt: skip
    is_sketch = forms.BooleanField(label="This is a sketch, and is to be shown as one", required=False)

    def clean_file(self) -> str:
        """Return the text of the file."""
        return _text(self.cleaned_data["file"])
