"""What an officer fills in who deals with an issue: one small form for each act. Source: issue 4, section 3."""

from typing import Any

from django import forms

from boards.models import AgendaItem, Meeting
from engagement import answering_issues, naming, placing, sorting
from engagement.models import Issue, Service, Theme
from foundation.form_fields import Radios
from foundation.forms import FilterForm, Form, ModelForm
from foundation.templatetags.words import moment
from localities.models import Area, Locality, Organisation, RegisterEntry

PUBLIC = "Everybody reads this. Name nobody."
LONG = {"rows": 5}
SHOWN = {
    "due": "Waiting for us", "received": "To be read", "sorted": "To be passed on", "placed": "With others",
    "answered": "To be told", "fed-back": "Told", "closed": "Closed", "aside": "Set aside",
}  # fmt: skip


class QueueFilter(FilterForm):
    """Which issues an officer looks at."""

    show = forms.ChoiceField(label="Show", required=False, choices=list(SHOWN.items()))
    q = forms.CharField(label="Words or number", required=False, max_length=80)


class OfIssue(Form):
    """A form about one issue."""

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any):
        self.issue = issue
        super().__init__(*args, **kwargs)
        self.offer()

    def offer(self) -> None:
        """Fit the fields to the issue."""


class SortForm(ModelForm):
    """Theme and place, and the words that everybody reads."""

    checked = forms.BooleanField(label="I have checked that this names nobody", required=False)
    publish = forms.TypedChoiceField(
        label="Show it on the website?", widget=Radios, coerce=lambda value: value == "yes", initial="yes",
        choices=[("yes", "Yes, so that all can follow it"), ("no", "No, it is about one person’s own case")],
    )  # fmt: skip

    class Meta:
        model = Issue
        fields = ["title", "about", "theme", "area", "where"]
        labels = {"title": "Title", "about": "What it is about"}
        help_texts = {"title": PUBLIC, "about": PUBLIC, "where": PUBLIC}
        widgets = {"about": forms.Textarea(LONG)}

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any):
        super().__init__(*args, instance=issue, **kwargs)
        self.fields["about"].required = True
        self.fields["theme"].queryset = Theme.objects.filter(retired_at=None)  # type: ignore[attr-defined]
        self.fields["theme"].required = True
        self.fields["area"].queryset = Area.objects.filter(kind__in=(Area.Kind.WARD, Area.Kind.PARISH))  # type: ignore[attr-defined]
        said = issue.contacts.first()
        if said and not issue.about:
            self.initial["about"] = said.said

    def clean(self) -> dict[str, Any]:
        """Ask to look once more at what may name somebody."""
        data = super().clean() or self.cleaned_data
        words = [str(data.get(name, "")) for name in ("title", "about", "where")]
        if (found := naming.suspect(self.instance, *words)) and not data.get("checked"):
            listed = ", ".join(f"“{one}”" for one in found)
            self.add_error("checked", f"Take out {listed}, or tick that you have checked it: it may name somebody")
        return data


class JoinForm(OfIssue):
    """Which issue leads."""

    main = forms.ChoiceField(label="Which one is it?", required=False, widget=Radios)
    reference = forms.CharField(label="Or the number of another one", required=False, max_length=20)

    def offer(self) -> None:
        """Offer what is similar."""
        words = " ".join([self.issue.title, self.issue.about, *(one.said for one in self.issue.contacts.all())])
        rows = sorting.similar(words, among=Issue.objects.exclude(pk=self.issue.pk), place=self.issue.area)
        choices = [(str(row.pk), f"{row.title} ({row.reference}, {row.get_state_display().lower()})") for row in rows]
        self.fields["main"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["main"]

    def clean(self) -> dict[str, Any]:
        """Find the issue by its number where one was typed."""
        data = super().clean() or self.cleaned_data
        typed, chosen = data.get("reference", "").strip(), data.get("main")
        rows = Issue.objects.exclude(pk=self.issue.pk)
        found = rows.filter(reference__iexact=typed).first() if typed else rows.filter(pk=chosen or 0).first()
        if found is None:
            where = "reference" if typed or "main" not in self.fields else "main"
            self.add_error(where, "No other issue has this number" if typed else "Choose the issue to join it to")
        data["found"] = found
        return data


class BecauseForm(OfIssue):
    """Why."""

    because = forms.CharField(label="Why?", max_length=300, help_text=PUBLIC)


class AsideForm(OfIssue):
    """Why it is never shown."""

    because = forms.CharField(label="Why?", max_length=300, help_text="Officers read this alone.")


class MoveForm(OfIssue):
    """Whose team deals with it."""

    locality = forms.ModelChoiceField(Locality.objects.none(), label="Team that takes it on", empty_label="Choose one")

    def offer(self) -> None:
        """Offer the others."""
        self.fields["locality"].queryset = Locality.objects.exclude(pk=self.issue.locality_id)  # type: ignore[attr-defined]


class AgendaForm(OfIssue):
    """At which meeting, and under which item."""

    meeting = forms.TypedChoiceField(label="Meeting", coerce=int, widget=Radios)
    shared = forms.TypedChoiceField(
        label="Together with an issue that is there already?", coerce=int, required=False, empty_value=None
    )

    def offer(self) -> None:
        """Offer the meetings to come, the next of the issue's own locality first chosen, and items with issues."""
        rows = list(placing.meetings_for(self.issue)[:8])
        following = placing.next_meeting(self.issue)
        self.fields["meeting"].choices = [(row.pk, self._said(row)) for row in rows]  # type: ignore[attr-defined]
        self.fields["meeting"].initial = following.pk if following else None
        there = Issue.objects.open().filter(meeting__in=rows, item__isnull=False).exclude(pk=self.issue.pk)
        shared = {issue.item_id: f"With “{issue.title}” ({issue.reference})" for issue in there}
        self.fields["shared"].choices = [("", "No, by itself"), *shared.items()]  # type: ignore[attr-defined]
        if not shared:
            del self.fields["shared"]

    @staticmethod
    def _said(row: Meeting) -> str:
        out = ": its agenda is out, so the clerk is asked" if row.agenda_edition_id else ""
        return f"{row.board}, {moment(row.starts_at)}{out}"

    def clean(self) -> dict[str, Any]:
        """Keep an item with its own meeting."""
        data = super().clean() or self.cleaned_data
        key, meeting = data.get("shared"), data.get("meeting")
        if key and not Issue.objects.filter(item_id=key, meeting_id=meeting).exists():
            self.add_error("shared", "This item is for another meeting. Choose that one above")
        data["item"] = AgendaItem(pk=key) if key else None
        return data


class AgencyForm(OfIssue):
    """Which service is asked for what."""

    service = forms.ModelChoiceField(
        Service.objects.none(), label="Service", required=False, empty_label="None in the list",
        help_text="The answer is due by its standard.",
    )  # fmt: skip
    agency = forms.ModelChoiceField(
        Organisation.objects.none(), label="Or an organisation", required=False, empty_label="Choose one",
        help_text="Where no service of it is in the list.",
    )  # fmt: skip
    request = forms.CharField(label="What is asked", max_length=5000, widget=forms.Textarea(LONG), help_text=PUBLIC)

    def offer(self) -> None:
        """Offer the services that are there, with the public words of the issue."""
        services = Service.objects.filter(retired_at=None).select_related("owner")
        self.fields["service"].queryset = services  # type: ignore[attr-defined]
        self.fields["service"].label_from_instance = lambda row: f"{row.owner}: {row}"  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
        self.fields["request"].initial = self.issue.about

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        data = super().clean() or self.cleaned_data
        if not data.get("service") and not data.get("agency"):
            self.add_error("service", "Select the service, or the organisation")
        return data


class ProjectForm(OfIssue):
    """Which community project takes it up."""

    project = forms.ModelChoiceField(RegisterEntry.objects.none(), label="Project", empty_label="Choose one")

    def offer(self) -> None:
        """Offer the projects of the register."""
        self.fields["project"].queryset = placing.projects()  # type: ignore[attr-defined]


class AnswerForm(OfIssue):
    """What was answered, and by whom."""

    words = forms.CharField(label="The answer", max_length=5000, widget=forms.Textarea(LONG), help_text=PUBLIC)
    answered_by = forms.CharField(label="Who answered", max_length=200, required=False)

    def offer(self) -> None:
        """Offer the decision that was published on the item."""
        self.decision = answering_issues.offered(self.issue)
        self.fields["answered_by"].initial = self.issue.owner
        if self.decision:
            self.fields["words"].initial = f"{self.decision.get_outcome_display()}. {self.decision.text}"
            self.fields["words"].help_text = f"From the decision that was published. {PUBLIC}"


class FeedbackForm(OfIssue):
    """What changes, what does not, and why."""

    outcome = forms.ChoiceField(label="What comes of it?", choices=Issue.Outcome, widget=Radios)
    words = forms.CharField(
        label="What changes or not, and why", max_length=5000, widget=forms.Textarea(LONG),
        help_text=f"Whoever raised it gets these words by email. {PUBLIC}",
    )  # fmt: skip
