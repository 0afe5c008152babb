"""Forms of what is exempt: the mark, its review, its opening."""

from django import forms
from django.utils import timezone

from boards.models import Exemption
from foundation.form_fields import DateField, Radios
from foundation.forms import Form, ModelForm
from foundation.reason_form import reason_form


def _coming(form: forms.BaseForm) -> object:
    day = form.cleaned_data["review_on"]
    if day <= timezone.localdate():
        raise forms.ValidationError("The day to look at it again must be in the future")
    return day


class ExemptionForm(ModelForm):
    """Why something is likely exempt, who says so, and what the public reads instead. Source: standards R3."""

    class Meta:
        model = Exemption
        fields = ["paragraph", "reason", "officer", "public_title", "summary", "review_on"]
        widgets = {
            "paragraph": Radios,
            "reason": forms.Textarea(attrs={"rows": 4, "maxlength": 2000}),
            "summary": forms.Textarea(attrs={"rows": 5, "maxlength": 2000}),
        }
        labels = {
            "paragraph": "Which paragraph of Schedule 12A?",
            "reason": "Why the public interest is better served by keeping it private",
            "officer": "Proper officer who says so",
            "public_title": "Title that the public reads",
            "summary": "What the public reads instead",
            "review_on": "When to look at it again",
        }
        help_texts = {
            "paragraph": "The paragraphs of Part 1 of the schedule to the Local Government Act 1972",
            "reason": "Members who may read the paper see this. The public does not.",
            "officer": "Name and office",
            "public_title": "Only where its own title must not be known",
            "summary": "Say what it is about and what follows from it, without what must stay private.",
            "review_on": "For example, 27 3 2027. You are reminded on that day to open it or to keep it private.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paragraph"].choices = [
            (value, f"Paragraph {value}: {label}") for value, label in Exemption.Paragraph.choices
        ]

    def clean_review_on(self):
        """Refuse a day that has passed."""
        return _coming(self)


class ReviewForm(Form):
    """Until when it stays private after a review."""

    review_on = DateField(label="When to look at it again", help_text="For example, 27 3 2027")

    def clean_review_on(self):
        """Refuse a day that has passed."""
        return _coming(self)


OpeningForm = reason_form("Why it is opened", 500, "The public reads this beside the new edition.", rows=2)
