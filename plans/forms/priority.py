"""Forms of a priority, one for each task: what is to change, what it rests on, what it serves, its principles."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from boards.models import Level, SeatHolding
from engagement.models import Theme
from foundation.form_fields import Checkboxes, DateField, Radios
from foundation.forms import Form
from foundation.reason_form import reason_form
from localities.forms.record import RecordForm
from localities.models import Organisation, Person
from plans.models import Aim, Evidence, Need, Principle, PrincipleScore, Priority, Strategy

OF_LEVELS = {
    "county": "The county acts, for all its districts", "district": "One district acts",
    "locality": "Partners act together in the locality", "parish": "A parish or a village acts",
}  # fmt: skip


class PriorityForm(RecordForm):
    """What is to change, how soon, and who leads. Source: checklist B23."""

    developed_from = DateField(label="Developed from", required=False)
    developed_until = DateField(label="Developed until", required=False)

    class Meta:
        model = Priority
        fields = [
            "title", "description", "theme", "horizon", "lead", "organisation", "developed_from", "developed_until",
        ]  # fmt: skip
        labels = {
            "title": "Title", "description": "What is to change, and for whom", "theme": "Subject",
            "horizon": "How soon will it show?", "lead": "Lead member", "organisation": "Lead partner",
        }  # fmt: skip
        help_texts = {
            "title": "Say the change, such as Reducing rural isolation",
            "lead": "One member of the board answers for it",
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        held = SeatHolding.objects.on(today).filter(board=self.instance.board_id)
        chosen = Q(pk=self.instance.lead_id)
        choices: dict[str, Any] = {
            "lead": Person.objects.filter(Q(pk__in=held.values("person")) | chosen).order_by("name"),
            "organisation": Organisation.objects.on(today).order_by("name"),
            "theme": Theme.objects.filter(Q(retired_at__isnull=True) | Q(pk=self.instance.theme_id)),
        }
        for name, rows in choices.items():
            self.fields[name].queryset, self.fields[name].empty_label = rows, "Not chosen yet"
        self.fields["horizon"].choices = [("", "Not chosen yet"), *Priority.Horizon.choices]

    def _field_of(self, problem: Any) -> str | None:
        words = " ".join(problem.messages)
        return "developed_until" if "last day" in words else super()._field_of(problem)


class GroundsForm(Form):
    """What a priority rests on. Source: checklist B23, B28."""

    evidence = forms.ModelMultipleChoiceField(
        Evidence.objects.none(), required=False, widget=Checkboxes, label="Evidence from the library",
    )  # fmt: skip
    needs = forms.ModelMultipleChoiceField(Need.objects.none(), required=False, widget=Checkboxes, label="Needs")
    root_cause = forms.CharField(
        label="What lies behind the problem?", required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}), help_text="The root cause, rather than how it shows.",
    )  # fmt: skip
    level = forms.ChoiceField(
        label="At which level is it best dealt with?", choices=Level.choices, required=False,
        widget=Radios(hints=OF_LEVELS),
    )  # fmt: skip

    def __init__(self, *args: Any, priority: Priority, **kwargs: Any):
        super().__init__(*args, **kwargs)
        links = list(priority.evidence_links.all())
        chosen = {"evidence": [link.evidence_id for link in links], "needs": [link.need_id for link in links]}
        here = Q(locality__isnull=True) | Q(locality=priority.locality_id)
        offered: dict[str, Any] = {
            "evidence": Evidence.objects.filter(here & Q(retired_at__isnull=True) | Q(pk__in=chosen["evidence"])),
            "needs": Need.objects.filter(here & Q(met_at__isnull=True) | Q(pk__in=chosen["needs"])),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows.order_by("title", "pk")  # type: ignore[attr-defined]
            self.fields[name].initial = [key for key in chosen[name] if key]
        self.fields["root_cause"].initial, self.fields["level"].initial = priority.root_cause, priority.level
        self.fields["evidence"].label_from_instance = _named  # type: ignore[attr-defined]


def _named(row: Evidence) -> str:
    shared = "" if row.is_public else ", shared among partners only"
    return f"{row.title} ({row.get_kind_display().lower()}, {row.found_on:%B %Y}{shared})"


class AimsForm(Form):
    """Which aims a priority serves, strategy by strategy. Source: checklist A12, B23."""

    no_aim_because = forms.CharField(
        label="Where it serves no aim of a council’s corporate plan: why not?", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Everybody reads it.",
    )  # fmt: skip

    def __init__(self, *args: Any, priority: Priority, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["no_aim_because"].initial = priority.no_aim_because
        chosen = set(priority.aim_links.values_list("aim", flat=True))
        self.names: list[str] = []
        for strategy, aims in _aims_by_strategy(priority, chosen):
            name = f"aims_{strategy.pk}"
            self.fields[name] = forms.MultipleChoiceField(
                label=str(strategy), required=False, widget=Checkboxes,
                choices=[(str(aim.pk), aim.title) for aim in aims], help_text=_of(strategy),
                initial=[str(aim.pk) for aim in aims if aim.pk in chosen],
                error_messages={"invalid_choice": f"Select aims of “{strategy}” from what the list offers now"},
            )  # fmt: skip
            self.names.append(name)
        self.order_fields([*self.names, "no_aim_because"])

    @property
    def aims(self) -> list[Aim]:
        """Return the aims that were ticked."""
        keys = [int(key) for name in self.names for key in self.cleaned_data[name]]
        return list(Aim.objects.filter(pk__in=keys))


def _of(strategy: Strategy) -> str:
    return ", ".join(str(one) for one in (strategy.get_kind_display(), strategy.organisation) if one)


def _aims_by_strategy(priority: Priority, chosen: set[int]) -> list[tuple[Strategy, list[Aim]]]:
    """Return the aims that hold here today under their strategies, corporate plans and ambitions first."""
    holding = Strategy.objects.on(timezone.localdate()).filter(
        Q(locality__isnull=True) | Q(locality=priority.locality_id)
    )
    rows = Aim.objects.filter(Q(strategy__in=holding, ended_on__isnull=True) | Q(pk__in=chosen))
    found: dict[Strategy, list[Aim]] = {}
    for aim in rows.select_related("strategy__organisation").order_by("strategy__title", "strategy", "position", "pk"):
        found.setdefault(aim.strategy, []).append(aim)
    first = [Strategy.Kind.CORPORATE.value, Strategy.Kind.AMBITIONS.value]
    return sorted(found.items(), key=lambda row: first.index(row[0].kind) if row[0].kind in first else len(first))


class PrinciplesForm(Form):
    """How far a priority keeps each principle, and why. Source: checklist B27."""

    def __init__(self, *args: Any, priority: Priority, principles: Iterable[Principle], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.principles = list(principles)
        there = {row.principle_id: row for row in priority.scores.all()}
        choices = [("", "Not scored"), *((str(key), f"{key}: {words}") for key, words in PrincipleScore.Score.choices)]
        for one in self.principles:
            row = there.get(one.pk)
            self.fields[f"score_{one.pk}"] = forms.ChoiceField(
                label=str(one), required=False, choices=choices, widget=Radios, initial=str(row.score) if row else ""
            )
            self.fields[f"reason_{one.pk}"] = forms.CharField(
                label=f"Why, for “{one}”", required=False, max_length=1000, initial=row.reason if row else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def scores(self) -> dict[Principle, tuple[int, str] | None]:
        """Return what was said of each principle; None where nothing was."""
        said = {one: (self.cleaned_data[f"score_{one.pk}"], self._reason(one)) for one in self.principles}
        return {one: (int(score), reason) if score else None for one, (score, reason) in said.items()}

    def _reason(self, principle: Principle) -> str:
        return str(self.cleaned_data.get(f"reason_{principle.pk}") or "").strip()

    def clean(self) -> dict[str, Any]:
        """Refuse a score without its reason, and a reason without its score."""
        cleaned: dict[str, Any] = super().clean() or {}
        for one in self.principles:
            if cleaned.get(f"score_{one.pk}") and not self._reason(one):
                self.add_error(f"reason_{one.pk}", f"Give the reason for the score of “{one}”")
            elif self._reason(one) and not cleaned.get(f"score_{one.pk}"):
                self.add_error(f"score_{one.pk}", f"Score “{one}”, or leave its reason empty")
        return cleaned


class SupportForm(Form):
    """How a priority helps another of the same partnership. Source: checklist B23."""

    other = forms.ModelChoiceField(
        Priority.objects.none(), label="Which priority does it help?", empty_label="Choose a priority"
    )
    how = forms.CharField(label="How does it help?", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, priority: Priority, **kwargs: Any):
        super().__init__(*args, **kwargs)
        said = priority.supports.values("other")
        near = Priority.objects.standing().filter(Q(set=priority.set_id) | Q(published_at__isnull=False))
        rows = near.filter(set__closed_at__isnull=True).exclude(pk=priority.pk).exclude(pk__in=said)
        field: Any = self.fields["other"]
        field.queryset = rows.select_related("board").order_by("board__name", "position", "pk")
        field.label_from_instance = lambda row: f"{row.title} ({row.board})"


GivingUpForm = reason_form("Why it is given up", 500, "Everybody reads it where the priority was shared already.")


ClosingForm = reason_form(
    "What came of it", 4000, rows=5, name="outcome",
    help_text="What changed, for whom, and what is left to do. Everybody reads it.",
)  # fmt: skip


class ServingForm(Form):
    """Which priorities an item of business serves. Source: checklist B29."""

    priorities = forms.ModelMultipleChoiceField(
        Priority.objects.none(), required=False, widget=Checkboxes, label="Priorities that it serves",
        help_text="Tick none where it serves none: it is counted as such.",
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["priorities"]
        field.queryset = offered
        field.label_from_instance = lambda row: f"{row.title} ({row.set.cycle}, {row.set.state.lower()})"
