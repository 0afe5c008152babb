"""Registers, their fields and their entries."""

import dataclasses
from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError

from foundation.form_fields import Checkboxes, Radios
from foundation.forms import Form
from foundation.meanwhile import ChangedMeanwhile, seen
from foundation.uploads import UploadField
from localities import linking
from localities.access import writers
from localities.asking import KINDS, WITH_CHOICES, Line, Lines
from localities.forms.record import RecordForm, SearchForm
from localities.knowing import Known
from localities.models import Field, Locality, Organisation, Register, RegisterEntry

MOST_CHOICES = 60
EVERYONE, OFFICERS = "everyone", "officers"
WHO = ((EVERYONE, "Everyone"), (OFFICERS, "Officers only"))
VALUE = "value_"


class RegisterForm(RecordForm):
    """What a register is called, what it is for and who writes in it."""

    name = Line(max_length=120)
    noun = Line(label="What one entry is called", max_length=60, help_text="Such as agreement, pilot or term")
    writers = forms.MultipleChoiceField(
        label="Who writes in it, beside administrators", required=False, widget=Checkboxes
    )

    class Meta:
        model = Register
        fields = ["name", "noun", "about", "writers"]
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"about": "The public reads this above the list"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        held = Permission.objects.filter(codename__in=set(writers()) - {"administrator"}).order_by("codename")
        self.fields["writers"].choices = list(held.values_list("codename", "name").distinct())


class FieldForm(Form):
    """One field of a register."""

    label = Line(label="Question or name of the field", max_length=80)
    kind = forms.ChoiceField(label="What it asks for", choices=[(key, kind.words) for key, kind in KINDS.items()])
    choices = Lines(label="Choices", required=False, max_length=5000, help_text="Where there are some: one a line")
    hint = Line(label="Help under it", required=False, max_length=200)
    required = forms.BooleanField(
        label="Every entry must have it", required=False,
        help_text="Entries without it stay as they are until they are next changed",
    )  # fmt: skip
    saw = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, register: Register, field: Field | None = None, **kwargs: Any):
        self.register, self.field = register, field or Field(key="", label="")
        initial = {**self.field.as_data(), "choices": "\n".join(self.field.choices), "saw": seen(register.fields)}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_choices(self) -> tuple[str, ...]:
        """Return the choices; refuse two that are the same, and marks that a table needs for itself."""
        said = [line for line in self.cleaned_data["choices"].splitlines() if line]
        if len({line.casefold() for line in said}) < len(said):
            raise ValidationError("The same choice is there twice")
        if any(";" in line or len(line) > 80 for line in said):
            raise ValidationError("A choice has at most 80 characters and no semicolon")
        if len(said) > MOST_CHOICES:
            raise ValidationError(f"There are more than {MOST_CHOICES} choices")
        return tuple(said)

    def clean(self) -> dict[str, Any]:
        """Ask for two choices at least where there are to be choices, and forget them elsewhere."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") not in WITH_CHOICES:
            cleaned["choices"] = ()
        elif len(cleaned.get("choices", ("", ""))) < 2:
            self.add_error("choices", "Enter two choices or more, one a line")
        return cleaned

    def must_be_as_seen(self) -> None:
        """Lock the register; raises ChangedMeanwhile where its fields are other than when this one was opened."""
        current = Register.objects.select_for_update().get(pk=self.register.pk)
        if self.field.key and self.cleaned_data["saw"] != seen(current.fields):
            raise ChangedMeanwhile(current)

    def tell_of(self, current: Register) -> None:
        """Say what the fields of the register are now; sending the form again changes this one."""
        now = "; ".join(f"{field.label} ({KINDS[field.kind].words.lower()})" for field in current.asked)
        self.add_error(
            None, f"Somebody else changed the fields meanwhile. They are now: {now}. Save again to put yours"
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("saw")] = seen(current.fields)

    def wanted(self) -> Field:
        """Return the field as the form describes it."""
        said = {name: self.cleaned_data[name] for name in ("label", "kind", "choices", "hint", "required")}
        return dataclasses.replace(self.field, **said)


class EntryForm(RecordForm):
    """An entry: what its register asks for, and what every entry may have."""

    name = Line(max_length=200)
    pages = Lines(
        label="Pages here that it belongs to", required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )  # fmt: skip
    who = forms.ChoiceField(label="Who may read it", choices=WHO, widget=Radios, initial=EVERYONE)

    class Meta:
        model = RegisterEntry
        fields = ["name", "organisation", "locality", "starts_on", "ends_on", "review_on"]
        labels = {"starts_on": "First day", "ends_on": "Last day", "review_on": "To be reviewed on"}
        help_texts = {"review_on": "Those who write in this register are reminded on that day"}

    def __init__(self, *args: Any, places: set[int] | None = None, **kwargs: Any):
        entry: RegisterEntry = kwargs["instance"]
        self.asked, self.known = entry.register.asked, Known(entry.register.asked)
        asked = {VALUE + field.key: KINDS[field.kind].asked(field, self.known) for field in self.asked}
        self.base_fields = {**type(self).base_fields, **asked}
        kwargs["initial"] = {**self._initial(entry), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.order_fields(["name", *asked, "organisation", "locality", "starts_on", "ends_on", "review_on", "pages"])
        self._offer(entry, places)

    def _initial(self, entry: RegisterEntry) -> dict[str, Any]:
        said = {
            VALUE + one.key: KINDS[one.kind].typed(entry.values[one.key])
            for one in self.asked
            if one.key in entry.values
        }
        who = EVERYONE if entry.opened_at or not entry.pk else OFFICERS
        return {**said, "who": who, "pages": linking.written(entry.links)}

    def _offer(self, entry: RegisterEntry, places: set[int] | None) -> None:
        self.fields["organisation"].queryset = Organisation.objects.all()
        self.fields["organisation"].empty_label = "None"
        locality = self.fields["locality"]
        locality.label = entry.partnership.vocabulary["locality"].capitalize()
        locality.queryset = Locality.objects.all() if places is None else Locality.objects.filter(pk__in=places)
        locality.required, locality.empty_label = places is not None, "None" if places is None else "Choose a place"
        kinds = ", ".join(linking.offered())
        self.fields["pages"].help_text = f"Copy the address from your browser, one a line: {kinds}"
        if entry.register.opened_at is None:
            del self.fields["who"]

    def must_be_as_seen(self) -> None:
        """Lock the register before the entry, as every act does; raises ChangedMeanwhile like any other form."""
        Register.objects.select_for_update().get(pk=self.instance.register_id)
        super().must_be_as_seen()

    def clean_pages(self) -> list[list[Any]]:
        """Return the links."""
        return linking.taken(self.cleaned_data["pages"])

    def clean(self) -> dict[str, Any]:
        """Gather the values as data; what retired fields keep stays."""
        cleaned = super().clean() or {}
        said = {
            field.key: KINDS[field.kind].kept(cleaned[VALUE + field.key])
            for field in self.asked
            if VALUE + field.key in cleaned
        }
        values = {**self.instance.values, **said}
        self.instance.values = {key: value for key, value in values.items() if value is not None}
        self.instance.links = cleaned.get("pages", self.instance.links)
        return cleaned

    @property
    def is_open(self) -> bool:
        """Say whether everyone may read it."""
        return self.cleaned_data.get("who") == EVERYONE


class EntrySearch(SearchForm):
    """Which entries to list."""

    q = forms.CharField(label="Words", required=False, max_length=80)
    organisation = forms.ChoiceField(required=False)
    locality = forms.ChoiceField(required=False)
    standing = forms.ChoiceField(label="Show", required=False)

    STANDING = (("", "Now and to come"), ("ended", "Ended"), ("all", "All"))

    def __init__(self, data: Any, *, register: Register, pairs: list[tuple[Any, ...]], place: str):
        self.narrowed = [field for field in register.asked if field.kind in (*WITH_CHOICES, "yes_no")][:3]
        chosen = {field.key: self._asked(field) for field in self.narrowed}
        self.base_fields = {**type(self).base_fields, **{VALUE + key: field for key, field in chosen.items()}}
        super().__init__(data)
        self.order_fields(["q", *(VALUE + key for key in chosen)])
        self.fields["standing"].choices = self.STANDING
        self._offer("organisation", {pair[:2] for pair in pairs}, "Organisation")
        self._offer("locality", {pair[2:] for pair in pairs}, place)

    def _asked(self, field: Field) -> forms.ChoiceField:
        choices = [("yes", "Yes"), ("no", "No")] if field.kind == "yes_no" else [(one, one) for one in field.choices]
        return forms.ChoiceField(label=field.label, required=False, choices=[("", "Any"), *choices])

    def _offer(self, name: str, pairs: set[tuple[Any, ...]], label: str) -> None:
        there = sorted(((str(key), words) for key, words in pairs if key), key=lambda pair: pair[1])
        self.fields[name].choices, self.fields[name].label = [("", "Any"), *there], label
        if not there:
            del self.fields[name]

    def narrow(self, rows: Any, today: Any) -> Any:
        """Return the entries that fit what was chosen."""
        wanted = self.cleaned_data
        rows = rows.saying(wanted["q"])
        for name in ("organisation", "locality"):
            rows = rows.filter(**{f"{name}_id": wanted[name]}) if wanted.get(name) else rows
        for field in self.narrowed:
            if said := wanted[VALUE + field.key]:
                rows = rows.filter(values__contains={field.key: self._meant(field, said)})
        if wanted["standing"] == "all":
            return rows
        return rows.filter(ends_on__lt=today) if wanted["standing"] else rows.exclude(ends_on__lt=today)

    def _meant(self, field: Field, said: str) -> Any:
        return {"choices": [said], "yes_no": said == "yes"}.get(field.kind, said)


class DocumentForm(Form):
    """A document to add to an entry."""

    mark_optional = False
    file = UploadField(label="Add a document", help_text="PDF, Word, Excel, PowerPoint, picture or plain text")
