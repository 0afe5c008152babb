"""Forms of reviews of partnerships and strategies, and of a board's relation to them."""

from typing import Any

from django import forms

from boards.models import Decision
from foundation.form_fields import DateField, PenceField, Radios
from foundation.forms import Form
from plans import finding_overlaps
from plans.models import BoardTie, PartnershipReview, Strategy


class ReviewForm(Form):
    """What is reviewed, what it is worth and costs, and what is proposed."""

    subject = forms.ChoiceField(label="What is reviewed?")
    value = forms.CharField(
        label="What does it achieve, and for whom?", widget=forms.Textarea(attrs={"rows": 4}), max_length=3000
    )
    pence = PenceField(label="What it costs a year, all partners together", required=False, min_value=0)
    finding = forms.CharField(label="What was found?", widget=forms.Textarea(attrs={"rows": 4}), max_length=3000)
    proposal = forms.ChoiceField(label="What is proposed?", choices=PartnershipReview.Proposal.choices, widget=Radios)
    partner = forms.ChoiceField(label="Merged with which?", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows = {item.key: item.row for item in finding_overlaps.items()}
        choices = [(key, str(row)) for key, row in self.rows.items()]
        self.fields["subject"].choices = [("", "Choose one"), *choices]  # type: ignore[attr-defined]
        self.fields["partner"].choices = [("", "Not merged"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask with which one it is merged."""
        cleaned = super().clean() or {}
        if cleaned.get("proposal") == PartnershipReview.Proposal.MERGE and not cleaned.get("partner"):
            self.add_error("partner", "Select with which one it is to be merged")
        return cleaned

    def review(self) -> PartnershipReview:
        """Return the review that was typed; nothing is saved."""
        said = self.cleaned_data
        subject, partner = self.rows[said["subject"]], self.rows.get(said["partner"])
        is_strategy = isinstance(subject, Strategy)
        made = PartnershipReview(**{name: said[name] for name in ("value", "pence", "finding", "proposal")})
        made.strategy, made.entry = (subject, None) if is_strategy else (None, subject)
        if made.proposal == PartnershipReview.Proposal.MERGE and partner is not None:
            with_strategy = isinstance(partner, Strategy)
            made.with_strategy, made.with_entry = (partner, None) if with_strategy else (None, partner)
        made.locality = subject.locality
        return made


class OutcomeForm(Form):
    """What a board decided, and when it was carried out."""

    decision = forms.ModelChoiceField(Decision.objects.none(), label="Decision", empty_label="Choose a decision")
    decided = forms.ChoiceField(label="What was decided?", choices=PartnershipReview.Proposal.choices, widget=Radios)
    done_on = DateField(label="Carried out on", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        latest = Decision.objects.public().order_by("-decided_on", "-pk").values("pk")[:200]
        found = Decision.objects.filter(pk__in=list(latest.values_list("pk", flat=True)))
        self.fields["decision"].queryset = found.order_by("-decided_on", "-pk")  # type: ignore[attr-defined]


class TieForm(Form):
    """How a board relates to a partnership."""

    entry = forms.ChoiceField(label="Partnership")
    kind = forms.ChoiceField(label="How does the board relate to it?", choices=BoardTie.Kind.choices, widget=Radios)
    how = forms.CharField(label="In practice", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.rows = {
            str(item.row.pk): item.row for item in finding_overlaps.items() if not isinstance(item.row, Strategy)
        }
        choices = [("", "Choose one"), *((key, str(row)) for key, row in self.rows.items())]
        self.fields["entry"].choices = choices  # type: ignore[attr-defined]

    def tie(self) -> BoardTie:
        """Return the relation that was typed; nothing is saved."""
        said = self.cleaned_data
        return BoardTie(entry=self.rows[said["entry"]], kind=said["kind"], how=said["how"])
