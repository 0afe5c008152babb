"""What the public is asked, one thing a page, and how an asker changes their words. Source: standards R12, R37."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from boards.models import Asked, PublicQuestion, PublicRule, WhoMayAsk
from boards.taking_part import Offer, said
from foundation.form_fields import Radios
from foundation.forms import Form
from foundation.templatetags.words import moment

YES_OR_NO = [("yes", "Yes, you may print my name"), ("no", "No, do not print my name")]
AsksAs = PublicQuestion.AsksAs
PUT = {
    Asked.QUESTION: "What is your question?",
    Asked.STATEMENT: "What do you want to say?",
    Asked.PETITION: "What does the petition ask for?",
    Asked.DEPUTATION: "What do you want to speak about?",
}
HINTS = {
    Asked.QUESTION: "It is printed as you write it. Leave out names and private facts of other people",
    Asked.STATEMENT: "It is printed as you write it. Leave out names and private facts of other people",
    Asked.PETITION: "The words that people signed. Bring the signatures to the meeting, or send them to the clerk",
    Asked.DEPUTATION: "So that members can prepare. Leave out names and private facts of other people",
}


class StepForm(Form):
    """One page of asking; what was answered before travels along in the page, and is kept nowhere."""

    sent_once = False

    def __init__(self, *args: Any, offers: list[Offer], rule: PublicRule | None, **kwargs: Any):
        self.offers, self.rule = offers, rule
        super().__init__(*args, **kwargs)
        self.offer()

    def offer(self) -> None:
        """Fit the questions to the meeting and the rule."""


class KindStep(StepForm):
    """What to send."""

    kind = forms.ChoiceField(
        label="What do you want to send?", widget=Radios(), error_messages={"required": "Select what you want to send"}
    )

    def offer(self) -> None:
        """Offer what may still be sent, with its rules."""
        still = [offer for offer in self.offers if offer.is_open]
        self.fields["kind"].choices = [(offer.rule.kind, offer.rule.get_kind_display()) for offer in still]
        self.fields["kind"].widget.hints = {
            offer.rule.kind: " ".join([f"Until {moment(offer.closes_at)}.", *said(offer.rule)]) for offer in still
        }


class WordsStep(StepForm):
    """The words, with what a petition or a deputation needs besides."""

    # The rule counts words; a count of characters beside it would promise too much.
    question = forms.CharField(validators=[MaxLengthValidator(5000)], widget=forms.Textarea({"rows": 8}))
    signatures = forms.IntegerField(label="How many people have signed?", min_value=1, max_value=10_000_000)
    speakers = forms.IntegerField(label="How many people want to speak?", min_value=1, max_value=100)

    def offer(self) -> None:
        """Ask in the words of the kind, and say how long it may be."""
        kind = Asked(self.rule.kind) if self.rule else Asked.QUESTION
        field, most = self.fields["question"], self.rule and self.rule.most_words
        field.label = PUT[kind]
        field.help_text = f"{HINTS[kind]}.{f' No more than {most} words.' if most else ''}"
        field.error_messages["required"] = "Enter the words"
        if kind != Asked.PETITION:
            del self.fields["signatures"]
        if kind != Asked.DEPUTATION:
            del self.fields["speakers"]


class WhoStep(StepForm):
    """What joins the asker to the area."""

    asks_as = forms.ChoiceField(
        label="Why do you ask this board?", choices=AsksAs, widget=Radios(),
        error_messages={"required": "Select what joins you to the area"},
    )  # fmt: skip
    group = forms.CharField(
        label="Name of the group or organisation, if you write for one", max_length=160, required=False
    )

    def offer(self) -> None:
        """Say whom the board hears."""
        if self.rule and self.rule.who != WhoMayAsk.ANYONE:
            self.fields["asks_as"].help_text = f"This board hears: {self.rule.get_who_display()}"

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a group."""
        data = super().clean() or self.cleaned_data
        if data.get("asks_as") == AsksAs.GROUP and not data.get("group"):
            self.add_error("group", "Enter the name of the group or organisation")
        return data


class ContactStep(StepForm):
    """How the asker is reached."""

    asker = forms.CharField(
        label="Your name", max_length=160, widget=forms.TextInput({"autocomplete": "name"})
    )  # fmt: skip
    email = forms.EmailField(
        label="Your email address", widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        help_text="We send a link there to confirm that it is yours, then the answer. It is not published",
    )  # fmt: skip


class NamingStep(StepForm):
    """Whether the name may be printed. Source: standards R37."""

    naming = forms.ChoiceField(
        label="May we print your name?", choices=YES_OR_NO, widget=Radios(),
        help_text="With your question on the agenda and in the minutes, which stay on this website. "
        "If not, we write “a member of the public”. If you are under 13, choose no",
        error_messages={"required": "Select whether we may print your name"},
    )  # fmt: skip


STEPS: tuple[type[StepForm], ...] = (KindStep, WordsStep, WhoStep, ContactStep, NamingStep)


class RewordForm(Form):
    """The words as the asker changes them."""

    words = forms.CharField(label="Your words", max_length=5000, widget=forms.Textarea({"rows": 8}))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
