"""What a partnership says of itself."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards.models import BoardKind
from foundation.colours import validate_line
from foundation.forms import Form, ModelForm
from foundation.models import Partnership
from foundation.uploads import Inspected, UploadField

LARGEST_LOGO = 1_000_000  # bytes; every page shows it

LONGEST_LEVEL = 80  # characters


class PartnershipForm(ModelForm):
    """Name, look and contact."""

    class Meta:
        model = Partnership
        fields = [
            "name", "short_name", "strapline", "colour", "accent", "contact_name", "contact_email", "contact_phone",
            "contact_address", "statement_reviewed_on",
        ]  # fmt: skip
        labels = {
            "strapline": "What it does, in one line",
            "colour": "Colour of the head of each page",
            "accent": "Colour of the lines under it and beside the text",
            "contact_name": "Contact: team or person",
            "contact_email": "Contact: e-mail address",
            "contact_phone": "Contact: telephone",
            "contact_address": "Contact: postal address",
            "statement_reviewed_on": "Accessibility statement last reviewed on",
        }
        help_texts = {
            "short_name": "For narrow places, such as Copeland",
            "colour": "As # and 6 characters, like #1d4f91. White words must be readable on it",
            "accent": "As # and 6 characters. The lines must be seen on white",
            "contact_name": "Stands on the contact page, in mails and in the accessibility statement",
        }
        widgets = {
            "colour": forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
            "accent": forms.TextInput(attrs={"class": "govuk-input--width-10", "spellcheck": "false"}),
            "contact_address": forms.Textarea(attrs={"rows": 4}),
        }

    def clean_colour(self) -> str:
        """Write colours alike."""
        return self.cleaned_data["colour"].lower()

    def clean_accent(self) -> str:
        """Refuse what cannot be seen. Source: standards R15, R19."""
        accent = self.cleaned_data["accent"].lower()
        validate_line(accent)
        return accent

    def clean_statement_reviewed_on(self):
        """Refuse a review that has not happened."""
        day = self.cleaned_data["statement_reviewed_on"]
        if day and day > timezone.localdate():
            raise ValidationError("The review must be today or in the past")
        return day


class WordsForm(Form):
    """The partnership's own words for its localities, its boards and each kind of board. Source: checklist X6."""

    locality = forms.CharField(label="One locality", max_length=40, help_text="As inside a sentence: “area”, “place”")
    localities = forms.CharField(label="Several localities", max_length=40)
    board = forms.CharField(label="One board", max_length=40, help_text="“board”, “forum”, “committee”")
    boards = forms.CharField(label="Several boards", max_length=40)

    filming = forms.CharField(
        label="Notice on filming, on each meeting’s page and agenda", max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="People may film, record and report a meeting that is open to the public: say so, and who helps",
    )  # fmt: skip

    stand = forms.CharField(
        label="Be a councillor: who may stand, and how", max_length=1500, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Stands on the page of vacancies. Web addresses become links",
    )  # fmt: skip
    levels = forms.CharField(
        label="Levels of devolution, one a line, from the least to the most", max_length=800,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip

    def clean_levels(self) -> str:
        """Keep one level a line, none twice and none too long for its column."""
        lines = [line.strip() for line in self.cleaned_data["levels"].splitlines() if line.strip()]
        if not lines or len(set(lines)) < len(lines) or max(map(len, lines)) > LONGEST_LEVEL:
            raise ValidationError(f"Enter each level once, with {LONGEST_LEVEL} characters or fewer")
        return "\n".join(lines)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kinds = list(BoardKind.objects.order_by("name"))
        for kind in self.kinds:
            for name, label in (("name", "One"), ("plural", "Several")):
                self.fields[f"{name}_{kind.pk}"] = forms.CharField(
                    label=label, max_length=BoardKind._meta.get_field(name).max_length, initial=getattr(kind, name),
                    error_messages={"required": f"Enter what you call {kind.name.lower()}"},
                )  # fmt: skip

    def rows(self):
        """Return each kind of board with its two fields, as the page draws them."""
        return [(kind, self[f"name_{kind.pk}"], self[f"plural_{kind.pk}"]) for kind in self.kinds]

    def of_kinds(self) -> dict[int, tuple[str, str]]:
        """Return what was said of each kind of board."""
        said = self.cleaned_data
        return {kind.pk: (said[f"name_{kind.pk}"], said[f"plural_{kind.pk}"]) for kind in self.kinds}


class LogoForm(Form):
    """The picture in the head of each page."""

    logo = UploadField(label="Logo", kinds=("png", "jpg"), help_text="A PNG or JPEG image, wider than high, below 1 MB")

    def clean_logo(self) -> Inspected:
        """Refuse what would slow every page down."""
        picture = self.cleaned_data["logo"]
        if picture.size > LARGEST_LOGO:
            raise ValidationError("The logo must be smaller than 1 MB. Save it smaller and choose it again")
        return picture
