"""Forms of a plan: what it says of itself, and each sort of part. Source: checklist C10-C12, C19, C25, C27, E21."""

from typing import Any

from django import forms
from django.db.models import Q

from engagement.models import Activity, Survey
from foundation.form_fields import Checkboxes, PenceField, Radios
from foundation.forms import ModelForm
from localities.models import Organisation, Person
from plans import access as roles
from plans.forms.placed import PlacedForm
from plans.models import (
    Aim,
    Commitment,
    CommunityTest,
    Evidence,
    Milestone,
    Objective,
    Plan,
    PlanAction,
    PlanPartner,
    PlanResource,
    Priority,
)
from plans.readying import aims_of

CHOOSE = "Choose one"


class AimChoice(forms.ModelChoiceField):
    """An aim, named with its strategy."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the aim and where it stands."""
        return f"{obj} ({obj.strategy})"


class AimsChoice(forms.ModelMultipleChoiceField):
    """Aims, each named with its strategy."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the aim and where it stands."""
        return f"{obj} ({obj.strategy})"


class PlanForm(PlacedForm):
    """For whom the plan is, what the place will be like, and who accounts for it."""

    class Meta:
        model = Plan
        fields = ["title", "board", "locality", "vision", "starts_on", "ends_on", "accountable", "follows"]
        labels = {
            "board": "Board that makes the plan", "locality": "Locality, where no board makes it",
            "vision": "What the place will be like", "starts_on": "First day", "ends_on": "Last day",
            "accountable": "The one person who accounts for it", "follows": "The plan that it follows",
        }  # fmt: skip
        widgets = {"vision": forms.Textarea({"rows": 6})}
        help_texts = {
            "title": "For example: Witham locality plan",
            "accountable": "They answer for making the plan and for carrying it out, and are named to everybody.",
        }

    permission, wants_place = roles.PLAN, "Choose the board or the locality that the plan is for"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._choice("accountable", Person.objects.order_by("name"))
        self._choice("follows", Plan.objects.exclude(pk=self.instance.pk).filter(roles.where(self.held, roles.PLAN)))


class PartForm(ModelForm):
    """A part of a plan; what it can be linked to is of the plan's place."""

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.plan = plan

    def offer(self, **rows: Any) -> None:
        """Let the fields offer these rows."""
        for name, found in rows.items():
            field: Any = self.fields[name]
            field.queryset = found
            if isinstance(field, forms.ModelChoiceField) and not isinstance(field, forms.ModelMultipleChoiceField):
                field.empty_label = CHOOSE if field.required else "None"


class ObjectiveForm(PartForm):
    """An objective, and where it comes from. Source: checklist C12."""

    driver = forms.ChoiceField(
        label="Where it comes from", choices=Objective.Driver.choices,
        widget=Radios(hints={
            "top-down": "A target, or a priority of a council’s plan. Name the aim below.",
            "bottom-up": "An issue that was raised, or the result of a survey. Name the evidence below.",
        }),
    )  # fmt: skip
    aim = AimChoice(Aim.objects.none(), label="The aim that it comes from", required=False)
    aims = AimsChoice(
        Aim.objects.none(), label="Aims that it helps to reach", required=False, widget=Checkboxes,
        help_text="Of both councils’ corporate plans, the ambitions of all partners, national and local targets",
    )  # fmt: skip

    class Meta:
        model = Objective
        fields = ["title", "outcome", "driver", "aim", "evidence", "aims", "priority", "theme"]
        labels = {
            "title": "Objective", "outcome": "What will be different", "evidence": "The evidence that it comes from",
            "priority": "The priority that it carries out",
        }  # fmt: skip
        widgets = {"outcome": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        aims = Aim.objects.filter(ended_on=None).select_related("strategy").order_by("strategy__title", "position")
        here = Q(board=self.plan.board_id) if self.plan.board_id else Q(locality=self.plan.locality_id)
        self.offer(
            aim=aims, aims=aims, evidence=Evidence.objects.current(),
            priority=Priority.objects.standing().filter(here).select_related("set"),
        )  # fmt: skip
        self.fields["theme"].empty_label = "None"  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["aims"] = [aim.pk for aim in aims_of(self.instance)]

    def clean(self) -> dict[str, Any]:
        """Want the source that belongs to the driver, and none that does not."""
        said = super().clean() or self.cleaned_data
        if said.get("driver") == "top-down" and not said.get("aim"):
            self.add_error("aim", "It comes from above: choose the aim that it comes from (C12)")
        if said.get("driver") == "bottom-up" and not said.get("evidence"):
            self.add_error("evidence", "It comes from the community: choose the evidence that it comes from (C12)")
        return said


class ActionForm(PartForm):
    """Who does what, and by when. Source: checklist C25."""

    horizon = forms.ChoiceField(label="How soon it shows", choices=PlanAction.Horizon.choices, widget=Radios)

    class Meta:
        model = PlanAction
        fields = ["text", "owner", "person", "starts_on", "due_on", "horizon", "is_preventive"]
        labels = {
            "text": "What is to be done", "owner": "Partner that does it", "person": "Person who answers for it",
            "starts_on": "First day", "due_on": "To be done by", "is_preventive": "It prevents, or acts early",
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer(owner=Organisation.objects.order_by("name"), person=Person.objects.order_by("name"))


class MilestoneForm(PartForm):
    """A point on the way."""

    class Meta:
        model = Milestone
        fields = ["title", "due_on"]
        labels = {"title": "What is reached then", "due_on": "To be reached by"}


class ResourceForm(PartForm):
    """What an action has, and what follows when it ends. Source: checklist C27."""

    kind = forms.ChoiceField(label="What it is", choices=PlanResource.Kind.choices, widget=Radios)
    amount = PenceField(label="Amount, where it is money", required=False, min_value=0)

    class Meta:
        model = PlanResource
        fields = ["kind", "organisation", "what", "amount", "ends_on", "afterwards"]
        labels = {
            "organisation": "From whom", "what": "In words", "ends_on": "Last day, where it ends",
            "afterwards": "How the work goes on when it ends",
        }  # fmt: skip
        widgets = {"afterwards": forms.Textarea({"rows": 3})}
        help_texts = {"what": "For example: half a post, a room two evenings a week"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer(organisation=Organisation.objects.order_by("name"))

    def clean(self) -> dict[str, Any]:
        """Want an amount of money, and what follows where something ends."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") == "money" and said.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", "Enter the amount")
        if said.get("ends_on") and not said.get("afterwards"):
            self.add_error("afterwards", "It ends: say how the work goes on then (C27)")
        return said


class CommitmentForm(PartForm):
    """What a provider commits, when, and by whom. Source: checklist C11."""

    class Meta:
        model = Commitment
        fields = ["organisation", "objective", "words", "given_on", "given_by", "ended_on", "ended_because"]
        labels = {
            "organisation": "Provider", "objective": "Objective, where it is for one", "words": "What it commits to",
            "given_on": "Given on", "given_by": "By whom, and as what", "ended_on": "Taken back on",
            "ended_because": "Why it was taken back",
        }  # fmt: skip
        widgets = {"words": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer(organisation=Organisation.objects.order_by("name"), objective=self.plan.objectives.all())
        if self.instance._state.adding:
            del self.fields["ended_on"], self.fields["ended_because"]


class PartnerForm(PartForm):
    """A main provider of the place; once it is in the list, whether it agrees. Source: checklist C11, E21."""

    answer = forms.ChoiceField(
        label="Does it agree to the plan?", choices=[*PlanPartner.Answer.choices, ("", "Not known yet")],
        widget=Radios, required=False,
    )  # fmt: skip

    class Meta:
        model = PlanPartner
        fields = ["organisation", "answer", "answered_on", "answered_by", "words"]
        labels = {
            "organisation": "Provider", "answered_on": "Answered on", "answered_by": "By whom, and as what",
            "words": "In its own words",
        }  # fmt: skip
        widgets = {"words": forms.Textarea({"rows": 3})}
        help_texts = {"words": "Its conditions, or why it does not agree. Everybody reads them."}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.offer(organisation=Organisation.objects.order_by("name"))
        if self.instance._state.adding:
            for name in ("answer", "answered_on", "answered_by", "words"):
                del self.fields[name]
        else:
            del self.fields["organisation"]


class TestForm(PartForm):
    """How the plan was tested with local people. Source: checklist E21."""

    class Meta:
        model = CommunityTest
        fields = ["activity", "survey", "round", "held_on", "findings"]
        labels = {
            "activity": "Activity", "survey": "Survey", "round": "Time for comments on the draft",
            "held_on": "Date of the test", "findings": "What was found, and what was changed for it",
        }  # fmt: skip
        widgets = {"findings": forms.Textarea({"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        activities = Activity.objects.public().standing().of_place(self.plan.locality_id)
        self.offer(
            activity=activities, survey=Survey.objects.filter(activity__in=activities, opened_at__isnull=False),
            round=self.plan.rounds.all(),
        )  # fmt: skip
