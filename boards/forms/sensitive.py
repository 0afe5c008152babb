"""Forms of confidential notices: what they say, and who has them."""

from typing import Any

from django import forms
from django.db.models import Q

from boards.models import Board, SensitiveNotice
from foundation.form_fields import Checkboxes, DateField
from foundation.forms import Form
from localities.models import Area, Person


class PeopleForm(Form):
    """Who else has a notice."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="Who is to have it?", required=False, widget=Checkboxes(),
        help_text="Members and officers of the board, and members elected for its place. Choose as few as you can.",
    )  # fmt: skip
    others = forms.CharField(
        label="Anybody else, by email address", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One address a line, of people who are known here.",
    )  # fmt: skip

    def __init__(self, *args: Any, board: Board, but: SensitiveNotice | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        near = Q(holdings__board=board) | Q(offices__board=board)
        if board.locality:
            areas = Area.objects.filter(locality_links__locality=board.locality)
            near |= Q(mandates__area__in=areas.values("pk"))
        known = Person.objects.filter(near, left_at__isnull=True).exclude(email="")
        have = but.copies.values("person") if but else Person.objects.none()
        self.fields["people"].queryset = Person.objects.filter(pk__in=known.values("pk")).exclude(pk__in=have)

    def clean(self) -> dict[str, Any]:
        """Join those who were ticked and those who were typed."""
        said = super().clean() or self.cleaned_data
        lines = [line.strip() for line in said.get("others", "").splitlines() if line.strip()]
        found = {person.email.lower(): person for person in self._known(lines)}
        for line in lines:
            if line.lower() not in found:
                self.add_error("others", f"Nobody here has the address {line[:80]}. Add the person first")
        said["people"] = [*said.get("people", ()), *found.values()]
        if not said["people"] and not self.errors:
            self.add_error("people", "Choose at least one person")
        said.pop("others", None)
        return said

    @staticmethod
    def _known(lines: list[str]) -> list[Person]:
        wanted = Q(pk__in=())
        for line in lines:
            wanted |= Q(email__iexact=line)
        return list(Person.objects.filter(wanted, left_at__isnull=True))


class SensitiveForm(PeopleForm):
    """What a confidential notice says, and to whom."""

    subject = forms.CharField(label="What is it about?", max_length=200)
    text = forms.CharField(
        label="What they should know", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Only they and the officers who issue such notices can read it. It is in no email and in no search.",
    )  # fmt: skip
    until = DateField(label="Last day on which it can be opened", help_text="For example, 27 3 2027")

    field_order = ["subject", "text", "until", "people", "others"]
