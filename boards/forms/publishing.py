"""Forms of publication: what is said with it, what a late paper needs, the chair's answer, a withdrawal."""

from typing import Any

from django import forms

from boards.checking import Publication
from boards.models import AgendaAgreement, AgendaItem
from boards.withdrawing import GROUNDS
from foundation.form_fields import Checkboxes, Radios
from foundation.forms import Form
from foundation.models import Edition
from foundation.uploads import UploadField

AGAIN = [
    (Edition.Reason.SUPPLEMENT, "Supplement: papers or items that were not ready"),
    (Edition.Reason.CORRECTION, "Correction: something published was wrong"),
]
WHY = {
    "notice": "Why it is published late",
    "wards": "Why it is published before members of the wards concerned were told in time",
    "key": "Why a key decision is taken without its notice",
    "private": "Why something is taken in private without its notice",
    "signing": "Why it is published before every sign-off",
    "invitations": "Why it is published before everybody was told",
}


def _words(**kwargs) -> forms.CharField:
    return forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)


class PublicationForm(Form):
    """What an officer says when publishing; which questions it asks depends on what would be published."""

    mark_optional = False

    def __init__(self, *args, plan: Publication, **kwargs):
        self.plan = plan
        self.base_fields = {
            "after": forms.IntegerField(widget=forms.HiddenInput, required=False, initial=plan.number),
            "seen": forms.CharField(widget=forms.HiddenInput, required=False, initial=plan.seen),
            **self._about_edition(),
            **self._left_out(),
            **self._circumstances(),
            **self._reasons(),
        }
        super().__init__(*args, **kwargs)

    def _about_edition(self) -> dict[str, forms.Field]:
        if self.plan.is_first:
            return {}
        kind = forms.ChoiceField(
            label="What kind of edition is this?", choices=AGAIN, widget=Radios(), initial=Edition.Reason.SUPPLEMENT
        )
        return {"reason": kind, "note": _words(label="What has changed, in a sentence for the public")}

    def _left_out(self) -> dict[str, forms.Field]:
        reports = [(str(paper.pk), paper.title) for paper in self.plan.incomplete]
        if not reports:
            return {}
        field = forms.MultipleChoiceField(
            label="Reports to follow later", choices=reports, widget=Checkboxes(), required=False,
            help_text="These are not complete. The agenda will say that they follow; you publish them as a supplement.",
        )  # fmt: skip
        return {"left_out": field}

    def _circumstances(self) -> dict[str, forms.Field]:
        """Ask for the chair's reason for each late item of a board bound by statute. Source: standards R2."""
        fields: dict[str, forms.Field] = {}
        for item in self.plan.late if self.plan.meeting.board.is_statutory else ():
            fields |= self._circumstances_of(item)
        return fields

    def _circumstances_of(self, item: AgendaItem) -> dict[str, forms.Field]:
        return {
            f"because_{item.pk}": _words(
                label=f"Why “{item.title}” must be taken although it is late", initial=item.late_because,
                help_text="The special circumstances, as the minutes will give them",
            ),
            f"agreed_{item.pk}": forms.CharField(
                label="Chair who agreed", max_length=160, initial=item.late_agreed_by
            ),
        }  # fmt: skip

    def _reasons(self) -> dict[str, forms.Field]:
        told: dict[str, list[str]] = {}
        for warning in self.plan.warnings:
            told.setdefault(warning.rule, []).append(warning.words)
        return {f"why_{rule}": _words(label=WHY[rule], help_text=" ".join(words)) for rule, words in told.items()}

    def circumstances(self) -> dict[int, tuple[str, str]]:
        """Return the chair's reason and name for each late item."""
        return {
            item.pk: (self.cleaned_data[f"because_{item.pk}"], self.cleaned_data[f"agreed_{item.pk}"])
            for item in self.plan.late
            if f"because_{item.pk}" in self.fields
        }

    def has_been_shown(self) -> None:
        """Take what is drawn now as what the officer checks."""
        self.data: Any = self.data.copy()
        self.data[self.add_prefix("seen")] = self.plan.seen

    def reasons(self) -> dict[str, str]:
        """Return why each warning was gone past."""
        return {name[4:]: value for name, value in self.cleaned_data.items() if name.startswith("why_")}


class AnswerForm(Form):
    """What the chair says to a draft agenda."""

    answer = forms.ChoiceField(
        label="Do you agree this agenda?",
        choices=[("agreed", "Yes, publish it"), ("change", "No, change something first")],
        widget=Radios(),
    )
    note = forms.CharField(
        label="What to change", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean(self) -> dict:
        """Ask what to change where the chair does not agree."""
        said = super().clean() or self.cleaned_data
        if said.get("answer") == AgendaAgreement.Answer.CHANGE and not said.get("note", "").strip():
            self.add_error("note", "Say what to change")
        return said


class WithdrawalForm(Form):
    """Why a published paper is withdrawn: what is only wrong stays for its time. Source: standards R4."""

    ground = forms.ChoiceField(
        label="Why must it go?", widget=Radios,
        choices=[(ground.value, ground.label) for ground in GROUNDS] + [("none", "It is wrong or out of date")],
    )  # fmt: skip
    because = _words(
        label="What the public reads about it",
        help_text="This stands where the paper was. Do not repeat what must not be known.",
    )


class RedactionForm(Form):
    """Which words of a report or pages of a PDF are deleted, or what takes its place. Source: standards R37."""

    mark_optional = False  # which fields are asked for hangs on how it is done

    how = forms.ChoiceField(
        label="How are they deleted?",
        choices=[("pages", "Delete whole pages"), ("file", "Put a redacted PDF in its place")],
        widget=Radios(),
        initial="pages",
    )
    pages = forms.RegexField(
        r"^\s*\d{1,4}(\s*,\s*\d{1,4})*\s*$",
        label="Pages to delete",
        help_text="For example, 2, 5. Only where you delete whole pages.",
        error_messages={"invalid": "Enter the numbers of pages, like 2, 5"},
        required=False,
    )
    words = forms.CharField(
        label="Words to delete",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Copy them from the paper as they stand there, each phrase on a line of its own.",
    )
    file = UploadField(
        label="Redacted PDF",
        kinds=("pdf",),
        required=False,
        help_text="The words must be deleted from it, not covered. We look for them in its text, tags and bookmarks.",
    )
    looked = forms.BooleanField(
        label="I have looked at each picture in the redacted PDF. None shows these words.", required=False
    )
    because = _words(
        label="Why they are deleted", help_text="The public reads this. Do not repeat what must not be known."
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        if kind == "report":
            for name in ("how", "pages", "file", "looked"):
                del self.fields[name]
        else:
            self.fields["words"].required = False
            self.fields["words"].help_text += " Only with a redacted PDF."

    @property
    def replaces(self) -> bool:
        """Say whether a redacted file takes the place of the published one."""
        return self.cleaned_data.get("how") == "file"

    def clean(self) -> dict:
        """Ask for what the way that was chosen needs."""
        said = super().clean() or self.cleaned_data
        needed = {
            "pages": {"pages": "Enter the numbers of pages, like 2, 5"},
            "file": {
                "words": "Enter the words that must not be in the new file",
                "file": "Choose the redacted PDF",
                "looked": "Look at each picture in it and confirm that none shows these words",
            },
        }.get(said.get("how", ""), {})
        for name, words in needed.items():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, words)
        return said

    def asked(self) -> dict:
        """Return what to delete, by the names that its act has for it."""
        said = self.cleaned_data
        if said.get("how") == "pages":
            return {"pages": {int(page) for page in said["pages"].split(",")}}
        phrases = [line.strip() for line in said["words"].splitlines() if line.strip()]
        return {"phrases": phrases, **({"file": said["file"]} if self.replaces else {})}
