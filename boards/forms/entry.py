"""What the clerk writes down under an item: interests, questions, motions, actions."""

from functools import partial
from typing import Any, ClassVar

from django import forms
from django.db import models

from boards import declaring, recording
from boards.forms.version import VersionField
from boards.models import Action, Attendance, Declaration, Dispensation, Motion, PublicQuestion
from boards.sitting import Sitting
from foundation.form_fields import DateField, Radios
from localities.models import Mandate

from .live import SittingForm, lines, organisations


class EntryForm(SittingForm):
    """An entry under an item: a new row, or a change of one."""

    model: ClassVar[type[models.Model]]
    title: ClassVar[str]
    act: ClassVar[Any] = staticmethod(recording.write_down)

    def __init__(self, *args: Any, row: models.Model | None = None, **kwargs: Any):
        self.row = row
        if row:
            kwargs["initial"] = {name: self.value_of(row, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        if row:
            self.fields["seen"] = VersionField(initial=recording.state_of(row))

    def clean(self) -> None:
        """Keep what was seen apart: it is not of the row."""
        super().clean()
        self.seen = self.cleaned_data.pop("seen", None)

    def value_of(self, row: models.Model, name: str) -> Any:
        """Return what a field shows of a row that is there already."""
        return getattr(row, f"{name}_id", None) or getattr(row, name, None)

    def entry(self) -> models.Model:
        """Return the row as the form has it, not saved yet."""
        row = self.row or self.model(board_id=self.sitting.meeting.board_id, **self.place())
        for name, value in self.values().items():
            setattr(row, name, value)
        return row

    def place(self) -> dict[str, Any]:
        """Return where a new row belongs."""
        return {"item": self.item}

    def said(self, row: models.Model) -> list[tuple[str, str]]:
        """Return what a row says, under the labels of the form."""
        shown = type(self)(sitting=self.sitting, item=self.item, row=row)
        return [(str(field.label), _words(field)) for field in shown.visible_fields()]

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the names of the model."""
        return dict(self.cleaned_data)


def _words(field: forms.BoundField) -> str:
    value = field.value()
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(dict(getattr(field.field, "choices", ())).get(str(value or ""), value or "Nothing"))


class DeclarationForm(EntryForm):
    """An interest, once for each mandate that it touches. Source: standards R10."""

    noun, model, title = "declaration", Declaration, "Declaration of interest"
    act = staticmethod(declaring.declare)
    item = forms.TypedChoiceField(label="In which item", coerce=int, choices=[])
    holder = forms.ChoiceField(label="Who", choices=[])
    kind = forms.ChoiceField(label="What sort of interest", choices=Declaration.Kind, widget=Radios)
    nature = forms.CharField(label="What the interest is", widget=lines(2))
    left_room = forms.BooleanField(label="They left the room for this item", required=False)
    dispensation = forms.TypedChoiceField(
        label="They have a dispensation", required=False, coerce=int, empty_value=None, choices=[]
    )

    def offer(self) -> None:
        """Offer each person once for each mandate, and the items."""
        self.fields["item"].choices = [(str(i.pk), f"{i.number} {i.title}") for i in self.sitting.items]
        if self.item and self.item.key != "declarations":
            self.fields["item"].initial = self.item.pk
        self.fields["holder"].choices = [("", "Choose"), *holders(self.sitting)]
        given = dispensations(self.sitting)
        self.fields["dispensation"].choices = [("", "No"), *((str(d.pk), f"{d.person}: {d}") for d in given.values())]
        if not given:
            del self.fields["dispensation"]

    def clean(self) -> None:
        """Refuse a dispensation that is somebody else's, or for an interest that needs none."""
        super().clean()
        given = dispensations(self.sitting).get(self.cleaned_data.get("dispensation") or 0)
        person, _, mandate = (self.cleaned_data.get("holder") or "").partition(":")
        if given and person and str(given.person_id) != person:
            self.add_error("dispensation", f"This dispensation is {given.person}’s")
        elif given and given.mandate_id and str(given.mandate_id) != mandate:
            self.add_error("dispensation", "This dispensation is for another mandate")
        elif given and self.cleaned_data.get("kind") not in (None, Declaration.Kind.PECUNIARY):
            self.add_error("dispensation", "Only a disclosable pecuniary interest needs a dispensation (R10)")

    def value_of(self, row: models.Model, name: str) -> Any:
        """Return the person with the mandate in one choice."""
        if name == "holder":
            return f"{row.person_id}:{row.mandate_id or ''}"  # type: ignore[attr-defined]
        return super().value_of(row, name)

    def values(self) -> dict[str, Any]:
        """Return the person and the mandate apart."""
        typed = dict(self.cleaned_data)
        person, mandate = typed.pop("holder").split(":")
        typed["item"] = self.sitting.item(typed["item"])
        typed["dispensation_id"] = typed.pop("dispensation", None)
        return {**typed, "person_id": int(person), "mandate_id": int(mandate) if mandate else None}


def dispensations(sitting: Sitting) -> dict[int, Dispensation]:
    """Return the dispensations of the board's members on the day, read once for all forms of a page."""
    if not hasattr(sitting, "dispensations"):
        rows = Dispensation.objects.on(sitting.meeting.date).filter(board=sitting.meeting.board_id)
        rows = rows if getattr(sitting.meeting, "has_dispensations", True) else rows.none()
        sitting.dispensations = {row.pk: row for row in rows.select_related("person")}  # type: ignore[attr-defined]
    return sitting.dispensations  # type: ignore[attr-defined]


def holders(sitting: Sitting) -> list[tuple[str, str]]:
    """Return everyone there, once for each mandate where they have several, read once for all forms of a page."""
    if not hasattr(sitting, "holders"):
        ids = [attendance.person_id for attendance in sitting.attendances]
        held: dict[int, list[Mandate]] = {}
        for mandate in Mandate.objects.on(sitting.meeting.date).filter(person__in=ids).select_related("council"):
            held.setdefault(mandate.person_id, []).append(mandate)
        sitting.holders = [  # type: ignore[attr-defined]
            choice for attendance in sitting.attendances for choice in _capacities(attendance, held)
        ]
    return sitting.holders  # type: ignore[attr-defined]


def _capacities(attendance: Attendance, held: dict[int, list[Mandate]]) -> list[tuple[str, str]]:
    mandates = held.get(attendance.person_id, [])
    if len(mandates) < 2:
        return [(f"{attendance.person_id}:{mandates[0].pk if mandates else ''}", str(attendance.person))]
    return [(f"{attendance.person_id}:{m.pk}", f"{attendance.person}, for {m.council}") for m in mandates]


class QuestionForm(EntryForm):
    """A question from the public; the asker is named only if they agreed. Source: standards R37."""

    noun, model, title = "question", PublicQuestion, "Question from the public"
    question = forms.CharField(label="Question", widget=lines())
    answer = forms.CharField(label="Answer", required=False, widget=lines())
    answered_by = forms.CharField(label="Who answered", required=False, max_length=160)
    supplementary = forms.CharField(label="Supplementary question", required=False, widget=lines(2))
    supplementary_answer = forms.CharField(label="Answer to it", required=False, widget=lines(2))
    answer_due_on = DateField(label="A written answer is due on", required=False)
    asker = forms.CharField(
        label="Who asked", required=False, max_length=160, help_text="Kept for the reply. It is not published."
    )
    may_name_asker = forms.BooleanField(label="They agreed to be named in the minutes", required=False)

    def place(self) -> dict[str, Any]:
        """Return the meeting and the item."""
        return {"item": self.item, "meeting": self.sitting.meeting}


class MotionForm(EntryForm):
    """A motion or an amendment."""

    noun, model, title = "motion", Motion, "Motion or amendment"
    text = forms.CharField(label="Words of the motion", widget=lines())
    amends = forms.TypedChoiceField(label="Amends", required=False, coerce=int, empty_value=None, choices=[])
    mover = forms.TypedChoiceField(label="Moved by", required=False, coerce=int, empty_value=None, choices=[])
    seconder = forms.TypedChoiceField(label="Seconded by", required=False, coerce=int, empty_value=None, choices=[])
    outcome = forms.ChoiceField(
        label="Outcome", required=False, choices=[("", "Not decided yet"), *Motion.Outcome.choices], widget=Radios
    )

    def offer(self) -> None:
        """Offer the people at the table and the motions before."""
        for name in ("mover", "seconder"):
            self.fields[name].choices = partial(self.people, at_table=True)
        motions = [m for m in self.item.motions.all() if m != self.row and not m.amends_id] if self.item else []
        self.fields["amends"].choices = [("", "Nothing: it is a motion"), *((str(m.pk), str(m)) for m in motions)]

    def clean(self) -> None:
        """Refuse a motion that is seconded by its mover."""
        super().clean()
        mover = self.cleaned_data.get("mover")
        if mover and mover == self.cleaned_data.get("seconder"):
            self.add_error("seconder", "The seconder must be someone other than the mover.")

    def values(self) -> dict[str, Any]:
        """Return ids under the names of their columns."""
        return {f"{k}_id" if k in ("mover", "seconder", "amends") else k: v for k, v in self.cleaned_data.items()}


class ActionForm(EntryForm):
    """Something that an organisation will do."""

    noun, model, title = "action", Action, "Action"
    text = forms.CharField(label="What is to be done", widget=lines(2))
    owner = forms.TypedChoiceField(label="Organisation that will do it", coerce=int, choices=[])
    person = forms.TypedChoiceField(label="Person", required=False, coerce=int, empty_value=None, choices=[])
    due_on = DateField(label="Date due", required=False)
    horizon = forms.ChoiceField(
        label="How soon it shows", required=False, choices=[("", "Not said"), *Action.Horizon.choices]
    )

    def offer(self) -> None:
        """Offer the organisations and the people there."""
        self.fields["owner"].choices = organisations(self.sitting)
        self.fields["person"].choices = self.people

    def place(self) -> dict[str, Any]:
        """Return the meeting and the item."""
        return {"item": self.item, "meeting": self.sitting.meeting}

    def values(self) -> dict[str, Any]:
        """Return ids under the names of their columns."""
        return {f"{k}_id" if k in ("owner", "person") else k: v for k, v in self.cleaned_data.items()}
