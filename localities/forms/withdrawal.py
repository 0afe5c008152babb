"""The form by which an earlier edition is withdrawn."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from foundation import withdrawing
from foundation.form_fields import Radios
from foundation.forms import Form
from foundation.models import Edition


class _Editions(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        kind = "draft" if "-draft:" in obj.series else "edition"
        return f"{obj.title}, {kind} {obj.number}, {timezone.localtime(obj.published_at):%-d %B %Y}"


class WithdrawalForm(Form):
    """Which earlier edition goes, on which ground, and why."""

    edition = _Editions(Edition.objects.none(), label="Edition", empty_label="Choose an earlier edition")
    ground = forms.ChoiceField(
        label="Ground", choices=[(each.value, each.label) for each in withdrawing.GROUNDS], widget=Radios
    )
    because = forms.CharField(
        label="Why it is withdrawn", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
        help_text="Everybody will read it: name nobody, and do not say again what had to go.",
    )  # fmt: skip

    def __init__(self, *args: Any, editions: QuerySet[Edition], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions  # type: ignore[attr-defined]
