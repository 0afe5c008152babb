"""A joint needs analysis: its place and year, its needs in order, what each tier adds and signs. Source: A11."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from foundation.form_fields import DateField
from foundation.forms import Form
from localities.forms.record import RecordForm
from localities.models import Organisation
from plans.analysing import WHY
from plans.models import AnalysedNeed, AnalysisContribution, Need, NeedsAnalysis


def _councils() -> Any:
    return Organisation.objects.on(timezone.localdate()).filter(kind__in=Organisation.COUNCILS).order_by("kind", "name")


class AnalysisForm(RecordForm):
    """For which place and year it is, and how it was made."""

    class Meta:
        model = NeedsAnalysis
        fields = ["locality", "year", "about"]
        labels = {"locality": "Place"}
        widgets = {"about": forms.Textarea({"rows": 4})}

    def offer(self, places: Any) -> None:
        """Offer the places for which the person keeps what is known."""
        self.fields["locality"].queryset = places  # type: ignore[attr-defined]
        self.fields["locality"].required = True
        self.fields["locality"].empty_label = "Choose a place"  # type: ignore[attr-defined]


class AnalysedNeedForm(RecordForm):
    """A need of the place, and why it comes where it comes."""

    class Meta:
        model = AnalysedNeed
        fields = ["need", "sentence"]
        widgets = {"sentence": forms.Textarea({"rows": 2})}

    def offer(self, analysis: NeedsAnalysis) -> None:
        """Offer the needs of the place that are not met and not in it yet."""
        here = Q(locality=analysis.locality_id) | Q(locality__isnull=True)
        there = analysis.needs.exclude(pk=self.instance.pk).values("need")
        open_needs = Need.objects.filter(here, met_at__isnull=True).exclude(pk__in=there)
        self.fields["need"].queryset = open_needs  # type: ignore[attr-defined]
        self.fields["need"].empty_label = "Choose a need"  # type: ignore[attr-defined]


class ContributionForm(RecordForm):
    """What an organisation of one tier adds."""

    class Meta:
        model = AnalysisContribution
        fields = ["organisation", "words"]
        labels = {"organisation": "Which council?"}
        widgets = {"words": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _councils()
        self.fields["organisation"].empty_label = "Choose a council"


class SignatureForm(Form):
    """Which council signs the analysis as it is, by whom and on which day."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Which council signs it?", empty_label="Choose a council"
    )
    signed_by = forms.CharField(
        label="Who signs for it?", max_length=160, help_text="Name and post, for example: A. Reed, director of place"
    )
    signed_on = DateField(label="Signed on", error_messages={"required": "Enter the day on which it was signed"})

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = _councils()  # type: ignore[attr-defined]


class NoteForm(Form):
    """What a later edition changes, and why; the first one is not asked."""

    note = forms.CharField(
        label="What has changed, and why?", max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text="Everybody reads it.", error_messages={"required": WHY},
    )  # fmt: skip

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["note"]
