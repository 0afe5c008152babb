"""What officers do with what the public sent, and how they enter what came on paper or by telephone."""

from typing import Any

from django import forms

from boards.forms.version import VersionField
from boards.models import AgendaItem, Asked, PublicQuestion, PublicRule
from boards.models.agenda import numbers
from boards.recording import state_of
from boards.screening import usual_item
from boards.setting_up import PUBLIC_RULE
from foundation.form_fields import DateField, Radios
from foundation.forms import Form, ModelForm
from foundation.reason_form import reason_form

How = PublicQuestion.How
REASON = "Why go past the board’s rules?"


def lines(rows: int = 4) -> forms.Textarea:
    """Return a box of so many lines."""
    return forms.Textarea({"rows": rows})


class SeenForm(Form):
    """A form that says how the question stood when the page was opened."""

    seen = VersionField()

    def __init__(self, *args: Any, question: PublicQuestion, **kwargs: Any):
        self.question = question
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = state_of(question)


class AcceptForm(SeenForm):
    """Under which item it is taken."""

    prefix = "accept"
    item = forms.TypedChoiceField(label="Under which item of the agenda?", coerce=int, choices=[])
    reason = forms.CharField(
        label=REASON, required=False, widget=lines(2), help_text="Only if the board has as many as its rules allow"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        meeting = self.question.meeting
        self.items = {item.pk: item for item in meeting.items.filter(removed_at__isnull=True).order_by("position")}
        named = numbers(self.items.values())
        self.fields["item"].choices = [(str(key), f"{named[key]} {item}") for key, item in self.items.items()]
        usual = self.question.item or usual_item(meeting)
        self.fields["item"].initial = usual.pk if usual else None

    def chosen(self) -> AgendaItem:
        """Return the item that was chosen."""
        return self.items[self.cleaned_data["item"]]


class ChangeForm(SeenForm):
    """What the asker is asked to change."""

    prefix = "change"
    wanted = forms.CharField(
        label="What should be changed?", max_length=2000, widget=lines(), help_text="It is sent to the asker"
    )


class RefuseForm(SeenForm):
    """The lawful reason."""

    prefix = "refuse"
    because = forms.ChoiceField(
        label="Why is it refused?", choices=PublicQuestion.Refusal, widget=Radios(),
        error_messages={"required": "Select the lawful reason"},
    )  # fmt: skip
    words = forms.CharField(
        label="What else should the asker know?", required=False, max_length=2000, widget=lines(),
        help_text="It is sent to them with the reason. Say where they can turn, if you know",
    )  # fmt: skip


class AnswerForm(SeenForm):
    """The answer, or by when it is owed."""

    prefix = "answer"
    answer = forms.CharField(label="Answer", required=False, widget=lines(6))
    answered_by = forms.CharField(label="Who answers", required=False, max_length=160, help_text="The chair, say")
    supplementary_answer = forms.CharField(
        label="Answer to the supplementary question", required=False, widget=lines()
    )  # fmt: skip
    due_on = DateField(label="A written answer is due on", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        row = self.question
        if not row.supplementary:
            del self.fields["supplementary_answer"]
        for name in ("answer", "answered_by", "supplementary_answer"):
            if name in self.fields:
                self.fields[name].initial = getattr(row, name)
        self.fields["due_on"].initial = row.answer_due_on


class EnterForm(Form):
    """What came on paper or by telephone."""

    how = forms.ChoiceField(
        label="How did it come?", choices=[(h, h.label) for h in (How.POST, How.PHONE)], widget=Radios()
    )
    kind = forms.ChoiceField(label="What is it?", choices=Asked, widget=Radios(), initial=Asked.QUESTION)
    question = forms.CharField(label="The words", max_length=5000, widget=lines(6))
    signatures = forms.IntegerField(
        label="Signatures, for a petition", required=False, min_value=1, max_value=10_000_000
    )
    speakers = forms.IntegerField(label="Speakers, for a deputation", required=False, min_value=1, max_value=100)
    asks_as = forms.ChoiceField(
        label="What joins the asker to the area?", widget=Radios(),
        choices=[("resident", "They live there"), ("works", "They work or study there"),
                 ("group", "They write for a group or organisation"), ("other", "None of these")],
    )  # fmt: skip
    group = forms.CharField(label="Group or organisation", required=False, max_length=160)
    asker = forms.CharField(label="Who asked", max_length=160)
    email = forms.EmailField(
        label="Email address", required=False, help_text="The receipt and the answer are sent there"
    )
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    may_name_asker = forms.BooleanField(
        label="They agreed to be named on the agenda and in the minutes", required=False
    )
    reason = forms.CharField(label=REASON, required=False, widget=lines(2), help_text="Only if the page asks for it")


class PublicRuleForm(ModelForm):
    """The rules of one kind of request."""

    class Meta:
        model = PublicRule
        fields = PUBLIC_RULE
        widgets = {"who": Radios()}
        help_texts = {
            "days_before": "They may be sent until the end of the last working day before these. "
            "The day of the meeting does not count",
            "hours_before": "In place of days",
            "most": "Leave it empty for no limit",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        unused = {
            Asked.PETITION: ("most_speakers", "has_supplementary"),
            Asked.DEPUTATION: ("least_signatures", "has_supplementary"),
            Asked.STATEMENT: ("most_speakers", "least_signatures", "has_supplementary"),
            Asked.QUESTION: ("most_speakers", "least_signatures"),
        }
        for name in unused[Asked(self.instance.kind)]:
            del self.fields[name]


WithdrawAnswerForm = reason_form(
    "Why it is withdrawn", 500, "Everybody reads this where the answer was. Do not repeat what must not be known."
)  # fmt: skip
