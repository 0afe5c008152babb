"""What officers and owners say of a plan's actions, its years, and what was learned."""

from typing import Any

from django import forms

from boards.models import Action, Referral
from engagement.models import Theme
from foundation.form_fields import Checkboxes, DateField, Radios
from foundation.forms import FilterForm, Form, ModelForm
from plans.models import ActionReport, DeliveryYear, Lesson, Milestone, PilotEvaluation, PlanAction, PlanResource

Kind = ActionReport.Kind
EVERYBODY = "Everybody can read this."
BODIES = [choice for choice in Referral.BodyKind.choices if choice[0] != Referral.BodyKind.BOARD]


class ReportForm(Form):
    """How an action of a plan goes."""

    kind = forms.ChoiceField(label="What has happened?", widget=Radios)
    milestone = forms.ModelChoiceField(
        label="Which milestone is reached", queryset=Milestone.objects.none(), required=False,
        help_text="Only if you chose that a milestone is reached.",
    )  # fmt: skip
    now_due_on = DateField(
        label="The day by which it is done now", required=False, help_text="Only if you chose another day."
    )
    text = forms.CharField(
        label="In your words", max_length=500, widget=forms.Textarea({"rows": 4}),
        help_text=f"What was done, what holds it up, or why it changes. {EVERYBODY}",
    )  # fmt: skip
    by_name = forms.CharField(label="Who says so", max_length=200, help_text="Name and office, as it should print")

    def __init__(self, *args: Any, action: PlanAction, kinds: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        waiting = action.milestones.filter(reached_on__isnull=True)
        there = waiting.exists()
        self.fields["milestone"].queryset = waiting
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds if there or kind != Kind.REACHED]
        if not there:
            del self.fields["milestone"]

    def clean(self) -> dict[str, Any]:
        """Ask for what goes with what was chosen."""
        said = super().clean() or {}
        if said.get("kind") == Kind.REACHED and not said.get("milestone"):
            self.add_error("milestone", "Select the milestone that is reached")
        if said.get("kind") == Kind.MOVED and not said.get("now_due_on") and "now_due_on" not in self.errors:
            self.add_error("now_due_on", "Enter the day by which it is done now")
        return said


class ActionReferralForm(Form):
    """Who is asked to decide on an action."""

    body_kind = forms.ChoiceField(label="What sort of body decides?", choices=BODIES, widget=Radios)
    body = forms.CharField(label="Its name", max_length=200, help_text="As it should print")
    request = forms.CharField(label="What you ask for", widget=forms.Textarea({"rows": 4}), max_length=4000)
    reason = forms.CharField(label="Why you ask", widget=forms.Textarea({"rows": 3}), max_length=4000)
    due_on = DateField(label="Answer wanted by", required=False, help_text="Empty: as the rules of the board say.")


class BoardActionForm(Form):
    """Which action of a board it is."""

    board_action = forms.ModelChoiceField(label="Action of a board", queryset=Action.objects.none(), required=False)

    def __init__(self, *args: Any, action: PlanAction, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = Action.objects.public().order_by("-pk")
        self.fields["board_action"].queryset = rows.filter(board=action.board_id) if action.board_id else rows


class YearForm(ModelForm):
    """A year of a plan, and which of its actions are worked on."""

    actions = forms.ModelMultipleChoiceField(
        label="What is worked on", queryset=PlanAction.objects.none(), widget=Checkboxes,
        error_messages={"required": "Select what is worked on this year"},
    )  # fmt: skip

    class Meta:
        model = DeliveryYear
        fields = ["starts_on", "ends_on", "about"]
        widgets = {"about": forms.Textarea({"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        plan = self.instance.plan
        rows = PlanAction.objects.standing().filter(objective__plan=plan)
        self.fields["actions"].queryset = rows.order_by("objective__position", "position", "pk")
        if self.instance.pk:
            self.initial.setdefault("actions", list(self.instance.year_actions.values_list("action", flat=True)))

    def clean(self) -> dict[str, Any]:
        """Keep the year within the plan."""
        said, plan = super().clean() or {}, self.instance.plan
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and not plan.starts_on <= first <= plan.ends_on:
            self.add_error("starts_on", "The first day of the year must lie within the plan")
        if last and not plan.starts_on <= last <= plan.ends_on:
            self.add_error("ends_on", "The last day of the year must lie within the plan")
        return said


class NoteForm(Form):
    """What is corrected in what was published before."""

    note = forms.CharField(label="What is corrected, and why", max_length=500, required=False, help_text=EVERYBODY)


class ReviewForm(ModelForm):
    """What became of a year."""

    note = forms.CharField(
        label="What is corrected, and why", max_length=500, required=False,
        help_text="Only if this review was published before.",
    )  # fmt: skip

    class Meta:
        model = DeliveryYear
        fields = ["achieved", "not_achieved", "changes"]
        widgets = dict.fromkeys(fields, forms.Textarea({"rows": 5}))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in self._meta.fields:
            self.fields[name].required = True
        if not self.instance.reviewed_at:
            del self.fields["note"]


class LessonForm(ModelForm):
    """What was learned."""

    class Meta:
        model = Lesson
        fields = ["title", "text", "theme", "learned_on"]
        widgets = {"text": forms.Textarea({"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(retired_at__isnull=True)


class LessonFilter(FilterForm):
    """Lessons with some words, about a theme."""

    q = forms.CharField(label="Words", required=False, max_length=80)
    theme = forms.ModelChoiceField(label="Theme", queryset=Theme.objects.all(), required=False)

    def narrow(self, rows: Any) -> Any:
        """Keep what was asked for; a filter that makes no sense keeps everything."""
        self.is_valid()
        rows = rows.saying(self.cleaned_data.get("q") or "")
        theme = self.cleaned_data.get("theme")
        return rows.filter(theme=theme) if theme else rows


class EvaluationForm(ModelForm):
    """Whether a pilot goes on, and what was learned."""

    lesson = forms.CharField(label="What was learned, in one line", max_length=200)
    lesson_text = forms.CharField(
        label="What to do another time", widget=forms.Textarea({"rows": 4}), max_length=4000, help_text=EVERYBODY
    )

    class Meta:
        model = PilotEvaluation
        fields = ["found", "decision"]
        widgets = {"found": forms.Textarea({"rows": 5}), "decision": Radios}


class AfterwardsForm(ModelForm):
    """How the work goes on when money or a post ends."""

    class Meta:
        model = PlanResource
        fields = ["afterwards"]
        widgets = {"afterwards": forms.Textarea({"rows": 4})}
        help_texts = {"afterwards": EVERYBODY}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["afterwards"].required = True
