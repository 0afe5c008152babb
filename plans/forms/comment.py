"""Forms of comments on drafts: sending one, opening a round, answering, setting aside, publishing."""

import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from engagement.forms.careful import CarefulForm
from foundation.form_fields import DateField, Radios
from foundation.forms import Form
from foundation.reason_form import reason_form
from localities.models import Organisation
from plans import commenting
from plans.models import Comment, CommentRound, Objective, Priority

LONGEST = 60_000  # characters; the limit that people are told is in words


class CommentForm(Form):
    """What somebody says of a draft, and who they are where they want to say it."""

    part = forms.ChoiceField(label="What is it about?", required=False, widget=Radios)
    text = forms.CharField(
        label="Your comment", widget=forms.Textarea(attrs={"rows": 10}), max_length=LONGEST,
        help_text="What should change, what should stay, and why. Up to 5,000 words. We publish it with our answer, "
        "without your name: leave out what tells who you or others are.",
        error_messages={"required": "Write your comment"},
    )  # fmt: skip
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Do you speak for an organisation?", required=False,
        empty_label="No, for myself",
    )  # fmt: skip
    name = forms.CharField(label="Your name", max_length=160, required=False)
    email = forms.EmailField(
        label="Your email address", required=False,
        help_text="Only if you want to be told of our answer. We delete it when we have told you.",
    )  # fmt: skip

    def __init__(self, *args: Any, opened: CommentRound, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.parts = {commenting.part_key(part): part for part in commenting.parts_of(opened)}
        choices = [("", "All of it"), *((key, str(part)) for key, part in self.parts.items())]
        self.fields["part"].choices = choices  # type: ignore[attr-defined]
        current = Organisation.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()))
        self.fields["organisation"].queryset = current  # type: ignore[attr-defined]

    def clean_part(self) -> Priority | Objective | None:
        """Return the part of the draft; nothing stands for all of it."""
        return self.parts.get(self.cleaned_data["part"])

    def clean(self) -> dict[str, Any]:
        """Ask who speaks for an organisation how they are reached."""
        cleaned = super().clean() or {}
        if cleaned.get("organisation"):
            for name, words in (("name", "name"), ("email", "email address")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter your {words}: we check who speaks for an organisation")
        return cleaned


class RoundForm(Form):
    """What is asked, and until when."""

    about = forms.CharField(
        label="What you ask people", widget=forms.Textarea(attrs={"rows": 5}), max_length=2000, required=False,
        help_text="For example what is still open, and what cannot change.",
    )  # fmt: skip
    closes_on = DateField(label="Last day for comments")


class ExtensionForm(Form):
    """More time."""

    closes_on = DateField(label="New last day for comments")


class AnswerForm(CarefulForm):
    """What becomes of one comment, and why."""

    written = ("shown", "response")

    outcome = forms.ChoiceField(label="What becomes of it?", choices=Comment.Outcome.choices, widget=Radios)
    response = forms.CharField(label="Your answer", widget=forms.Textarea(attrs={"rows": 5}), max_length=5000)
    shown = forms.CharField(
        label="The comment as everybody will read it", widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST,
        help_text="Take out what tells who wrote it, or names a resident. Write […] where you take words out. "
        "Change nothing else.",
    )  # fmt: skip
    is_theirs = forms.BooleanField(label="", required=False)

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if comment.organisation_id:
            self.fields["is_theirs"].label = f"I have checked that it comes from {comment.organisation}"
        else:
            del self.fields["is_theirs"]


SettingAsideForm = reason_form(
    "Why is it not published?", 300, rows=1,
    help_text="For example: advertising, abuse of a person, sent twice. Disagreement is no reason.",
)  # fmt: skip


class RoundAnswerForm(CarefulForm):
    """What is made of all comments together."""

    written = ("answer",)

    answer = forms.CharField(
        label="What you make of it all", widget=forms.Textarea(attrs={"rows": 8}), max_length=10_000,
        help_text="What people said most, what changes, and what does not. Everybody will read it.",
    )  # fmt: skip
    note = forms.CharField(label="What is corrected, and why", max_length=1000, help_text="Everybody will read it.")

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["note"]


def usual_last_day(days: int) -> datetime.date:
    """Return the last day of a round that opens today for so many days."""
    return timezone.localdate() + datetime.timedelta(days=days)
