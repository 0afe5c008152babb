"""Forms of a report: its facts, its sections, recommendations, background papers, its author and a Word file."""

from django import forms
from django.utils import timezone

from boards.forms.version import VersionField
from boards.models import BackgroundPaper, Purpose, Referral, Report, ReportTemplate, TemplateSection
from boards.reporting import FACTS, LONGEST_RECOMMENDATION
from boards.seeing import seen
from foundation.form_fields import Checkboxes, DateField, Radios, RichTextField
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm
from foundation.reason_form import reason_form
from foundation.uploads import UploadField

LONGEST_TEXT = 400_000


class FactsForm(SawForm, ModelForm):
    """What stands in the box at the front of a report and at its end. Source: checklist B1, B6, C1."""

    class Meta:
        model = Report
        fields = FACTS
        widgets = {"status": Radios, "wards_notified": Radios}
        labels = {
            "originators": "Originator", "contact": "Contact officer", "where_next": "Where to next",
            "came_by": "The referral that it answers", "status": "Status", "wards_notified": "Ward members notified",
            "wards_notified_note": "Which ward members, and when",
        }  # fmt: skip
        help_texts = {
            "originators": "Who wrote it, with their office",
            "contact": "Name, office, telephone and e-mail address",
            "where_from": "The body that sends it",
            "where_next": "The body that receives it after this meeting",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(value, f"For {label.lower()}") for value, label in Purpose.choices]
        self.fields["wards_notified"].choices = Report.WardNotice.choices
        self._offer_referrals()
        shown = self.instance.template.front_fields
        for name in ("originators", "contact", "where_from", "where_next"):
            if name not in shown and not getattr(self.instance, name):
                del self.fields[name]

    def _offer_referrals(self) -> None:
        """Let the report say from which referral it comes, where its board has any. Source: checklist B2."""
        known = Referral.objects.public().of_board(self.instance.board)
        if not self.instance.came_by_id and not known.exists():
            del self.fields["came_by"]
            return
        self.fields["came_by"].queryset = known
        self.fields["came_by"].empty_label = "None"

    def seen(self) -> str:
        """Return the fingerprint that the act compares, with the report locked."""
        return seen(self.instance, FACTS)


class SectionForm(Form):
    """The text of one section."""

    text = RichTextField(label="Text", required=False, max_length=LONGEST_TEXT)
    version = VersionField()

    def __init__(self, *args, hint="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = hint
        self.mark_optional = False


class RecommendationForm(Form):
    """What the board is asked to do, in words that it can agree."""

    text = forms.CharField(
        label="Recommendation", max_length=LONGEST_RECOMMENDATION, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Write what the board would agree, such as: That the draft priorities go to consultation.",
    )  # fmt: skip
    version = VersionField()


class BackgroundForm(ModelForm):
    """A named, dated document that the report relied on. Source: checklist C3."""

    class Meta:
        model = BackgroundPaper
        fields = ["title", "dated", "link", "also_called"]
        labels = {"dated": "Date", "link": "Web address", "also_called": "Also known as"}
        help_texts = {"dated": "As precise as it is known, such as September 2006"}

    link = forms.URLField(label="Web address", required=False, assume_scheme="https")


class InviteForm(Form):
    """Whom to ask for a report, and by when."""

    name = forms.CharField(max_length=160, help_text="As it should print in the report")
    email = forms.EmailField(label="Email address", max_length=254, help_text="The link to write goes to this address.")
    due_on = DateField(label="Hand in by")
    note = forms.CharField(
        label="Message", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="It goes by email: name nothing that is exempt.",
    )  # fmt: skip

    def clean_due_on(self):
        """Refuse a day that has passed."""
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Hand in by must be today or in the future")
        return day


HandBackForm = reason_form(
    "What should be changed", 2000, "The author gets an email with their link, and reads this behind it", rows=4
)  # fmt: skip


class WordForm(Form):
    """A Word file that becomes the report."""

    file = UploadField(label="Word document", kinds=("docx",), help_text="A .docx file with headings as in the form.")


class TemplateForm(ModelForm):
    """A form of report: its name and what stands in the box at the front."""

    front_fields = forms.MultipleChoiceField(label="Box at the front", widget=Checkboxes, required=False)

    class Meta:
        model = ReportTemplate
        fields = ["name", "front_fields"]

    def __init__(self, *args, choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["front_fields"].choices = choices


class TemplateSectionForm(ModelForm):
    """One section of a form of report."""

    class Meta:
        model = TemplateSection
        fields = ["heading", "hint", "kind", "holds", "is_required", "in_box"]
        widgets = {"kind": Radios, "hint": forms.Textarea(attrs={"rows": 2})}
        labels = {
            "hint": "Hint for the author", "kind": "What is written here",
            "holds": "What stands here beside the text",
            "is_required": "It must be answered, if only with None",
            "in_box": "It stands in the summary box",
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = TemplateSection.Kind.choices
        self.fields["holds"].choices = [("", "Nothing else"), *TemplateSection.Holds.choices]
