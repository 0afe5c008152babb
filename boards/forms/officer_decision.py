"""What is recorded of a delegated decision, its papers, and which of them the public looks for."""

from typing import Any

from django import forms
from django.db.models import Q

from boards.forms.action import BoardFilter
from boards.models import Delegation, OfficerDecision
from foundation.form_fields import DateField, PenceField, Radios
from foundation.forms import Form, ModelForm
from foundation.meanwhile import SawForm
from foundation.uploads import UploadField
from localities.models import Organisation

PUBLIC = "Everybody can read this. Name no member of the public, and nothing that is confidential."


class OfficerDecisionForm(SawForm, ModelForm):
    """Who decided what under which power, why, and instead of what. Source: standards R8, R9."""

    kind = forms.ChoiceField(label="Why it needs a record", choices=OfficerDecision.Kind, widget=Radios)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Body in whose place it was decided", empty_label="Choose an organisation"
    )
    delegation = forms.ModelChoiceField(
        Delegation.objects.none(), label="Delegation", required=False, empty_label="None: a ward member decided",
        help_text="Under which the officer decided",
    )  # fmt: skip
    taken_by = forms.CharField(label="Who decided", max_length=200, help_text="Name and office, as it should print")
    decided_on = DateField(label="Day of the decision")
    title = forms.CharField(max_length=200)
    text = forms.CharField(label="What was decided", widget=forms.Textarea({"rows": 4}), help_text=PUBLIC)
    reason = forms.CharField(label="Why", widget=forms.Textarea({"rows": 4}))
    options = forms.CharField(
        label="Options considered and rejected", widget=forms.Textarea({"rows": 3}),
        help_text="Write “None” where there was none",
    )  # fmt: skip
    interests = forms.CharField(
        label="Interests that members declared", required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Where a member was asked and has an interest",
    )  # fmt: skip
    amount = PenceField(label="Money that it commits", required=False, min_value=0, help_text="£0 for nothing")
    because = forms.CharField(label="Why the published record is corrected", max_length=300, help_text=PUBLIC)

    class Meta:
        model = OfficerDecision
        fields = [
            "kind", "organisation", "delegation", "taken_by", "decided_on", "title", "text", "reason", "options",
            "interests", "amount",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        board = self.instance.board
        self.fields["organisation"].queryset = Organisation.objects.all()
        self.fields["delegation"].queryset = Delegation.objects.filter(board=board).select_related("organisation")
        if not self.instance.published_at:
            del self.fields["because"]


class OfficerPaperForm(Form):
    """A background paper with its title."""

    title = forms.CharField(max_length=200)
    file = UploadField(help_text="A PDF, a picture, or a Word, Excel or PowerPoint file, up to 50 MB")


class OfficerDecisionFilter(BoardFilter):
    """Delegated decisions of a board, of a kind, with some words, between two days."""

    q = forms.CharField(label="Words", required=False, max_length=80)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All"), *OfficerDecision.Kind.choices])
    since = DateField(label="From", required=False)
    until = DateField(label="To", required=False)
    field_order = ["q", "board", "kind", "since", "until"]

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for."""
        rows, asked = super().narrow(rows), self.cleaned_data
        if words := asked.get("q"):
            said = Q(title__icontains=words) | Q(text__icontains=words) | Q(taken_by__icontains=words)
            rows = rows.filter(said | Q(reason__icontains=words))
        wanted = {"kind": "kind", "since": "decided_on__gte", "until": "decided_on__lte"}
        return rows.filter(**{lookup: asked[name] for name, lookup in wanted.items() if asked.get(name)})
