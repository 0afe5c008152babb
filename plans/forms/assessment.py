"""The form by which the measures of one outcome are assessed in one place, on one page. Source: checklist E3, E4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from foundation.form_fields import DateField, Radios
from foundation.forms import FilterForm, Form
from plans.assessing import MET, Judgement, Last
from plans.models import NEEDS_EVIDENCE, Evidence, StageAssessment, StageMeasure

Standing = StageAssessment.Standing
OWN = ("assessor", "assessed_on", "next_review_on", "again")


@dataclass(frozen=True)
class Asked:
    """One measure on the page: its fields, and what was last said of it."""

    measure: StageMeasure
    last: StageAssessment | None
    standing: BoundField
    words: BoundField
    evidence: BoundField


class AssessForm(Form):
    """How each measure stands and what shows it; then who says so, when, and until when."""

    mark_optional = False
    assessor = forms.CharField(label="Who assesses it", max_length=160)
    assessed_on = DateField(label="Day of the assessment")
    next_review_on = DateField(label="Look at it again on")
    again = forms.BooleanField(
        label="The others are as they were", required=False,
        help_text="I looked at every measure on this page. Keep this day for those that did not change, too.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, measures: Sequence[StageMeasure], last: Last, library: Sequence[Evidence], **more: Any
    ):
        super().__init__(*args, **more)
        relied_on = [one.evidence for one in last.values() if one.evidence]
        self.measures, self.last = measures, last
        self.library = {str(one.pk): one for one in (*library, *relied_on)}
        own = {name: self.fields.pop(name) for name in OWN}
        for measure in measures:
            self._ask(measure, last.get(measure.pk))
        self.fields |= own

    def _ask(self, measure: StageMeasure, last: StageAssessment | None) -> None:
        offered = [("", "None of the library")]
        offered += [(key, f"{one} ({one.found_on:%Y})") for key, one in self.library.items()]
        kept = str(last.evidence_id or "") if last else ""
        self.fields[f"standing_{measure.pk}"] = forms.ChoiceField(
            label=measure.text, choices=Standing.choices, widget=Radios, required=False,
            initial=last.standing if last else None,
        )  # fmt: skip
        self.fields[f"words_{measure.pk}"] = forms.CharField(
            label="What shows it", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
            initial=last.evidence_words if last else "",
        )  # fmt: skip
        self.fields[f"evidence_{measure.pk}"] = forms.ChoiceField(
            label="Or evidence of the library", choices=offered, required=False, initial=kept,
        )  # fmt: skip
        self.fields[f"saw_{measure.pk}"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=last.pk if last else None
        )

    @property
    def stages(self) -> Iterator[tuple[int, list[Asked]]]:
        """Give the measures by stage, as the page asks for them."""
        for stage in sorted({measure.stage for measure in self.measures}):
            yield stage, [self._asked(measure) for measure in self.measures if measure.stage == stage]

    def _asked(self, measure: StageMeasure) -> Asked:
        fields = (self[f"{name}_{measure.pk}"] for name in ("standing", "words", "evidence"))
        return Asked(measure, self.last.get(measure.pk), *fields)

    @property
    def unseen(self) -> list[BoundField]:
        """Return the fields that nobody sees."""
        return self.hidden_fields()

    def clean(self) -> dict[str, Any]:
        """Refuse a measure that is met without evidence, and words on one of which nothing is said. Source: R26."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for measure in self.measures:
            said, words, chosen = _said(cleaned, measure)
            if said == MET and not words and not chosen:
                self.add_error(f"words_{measure.pk}", NEEDS_EVIDENCE)
            if not said and (words or chosen):
                self.add_error(f"standing_{measure.pk}", "Say how far this measure is")
        return cleaned

    def judgements(self) -> list[Judgement]:
        """Return what is new on the page; all that is assessed, where the assessor looked at the others again."""
        found = []
        for measure in self.measures:
            said, words, chosen = _said(self.cleaned_data, measure)
            last, saw = self.last.get(measure.pk), self.cleaned_data[f"saw_{measure.pk}"]
            was = (last.standing, last.evidence_words, str(last.evidence_id or "")) if last else ("", "", "")
            was_seen = saw == (last.pk if last else None)
            if said and (self.cleaned_data["again"] or (said, words, chosen) != was or not was_seen):
                found.append(Judgement(measure.pk, said, words, self.library.get(chosen), saw))
        return found

    def tell_of(self, last: Last) -> None:
        """Say at each measure what somebody else kept since the page was opened; sending again puts one's own."""
        self.data = sent = self.data.copy()  # type: ignore[assignment]
        for measure in self.measures:
            now, saw = last.get(measure.pk), self.cleaned_data.get(f"saw_{measure.pk}")
            if now and now.pk != saw:
                words = f"{now.assessor} has kept it as “{now.get_standing_display()}” meanwhile."
                self.add_error(f"standing_{measure.pk}", f"{words} Save again to keep yours as the later one.")
                sent[self.add_prefix(f"saw_{measure.pk}")] = str(now.pk)  # type: ignore[index]


def _said(cleaned: dict[str, Any], measure: StageMeasure) -> tuple[str, str, str]:
    """Return how far a measure is said to be, what shows it, and the chosen evidence of the library."""
    said, words, chosen = (cleaned.get(f"{name}_{measure.pk}", "") for name in ("standing", "words", "evidence"))
    return said, words, chosen


class AsOnForm(FilterForm):
    """The day on which a page is to be read."""

    on = DateField(label="See it as it stood on", required=False)

    def clean_on(self) -> Any:
        """Refuse a day that is still to come."""
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("The day must not lie in the future")
        return day
