"""Forms of a summons: the answer to it, and how somebody was told by hand."""

from typing import Any

from django import forms

from boards import replying
from boards.models import Summons
from foundation.form_fields import Radios
from foundation.forms import Form
from localities.models import Person

SOMEONE_ELSE = "other"
Reply = Summons.Reply
# What the person asked says of themselves; the clerk reads the field's own words.
IN_PERSON = {
    Reply.ATTENDING: "Yes, I can come",
    Reply.VIRTUAL: "Yes, by video",
    Reply.APOLOGIES: "No, I send apologies",
    Reply.SUBSTITUTE: "No, a substitute attends in my place",
}


class ReplyForm(Form):
    """Whether somebody comes, and who comes in their place."""

    reply = forms.ChoiceField(
        label="Can you come?", widget=Radios(), error_messages={"required": "Select whether you can come"}
    )
    substitute = forms.ChoiceField(label="Who attends instead?", required=False, widget=Radios())
    substitute_name = forms.CharField(label="Name of the substitute, if one attends", max_length=160, required=False)
    note = forms.CharField(
        label="Note for the clerk", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For instance access needs, or when you will arrive or leave",
    )  # fmt: skip

    def __init__(self, *args, summons: Summons, own: bool = True, **kwargs):
        kwargs["initial"] = answered(summons) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.summons = summons
        offered = replying.choices(summons)
        self.fields["reply"].choices = [(value, IN_PERSON[Reply(value)] if own else words) for value, words in offered]
        if not own:
            self.fields["reply"].label = "What they answered"
        self.known = {str(person.pk): person for person in replying.substitutes(summons)}
        named = [(key, str(person)) for key, person in self.known.items()]
        self.fields["substitute"].choices = [*named, (SOMEONE_ELSE, "Someone else")]
        if Reply.SUBSTITUTE not in dict(self.fields["reply"].choices):
            del self.fields["substitute"], self.fields["substitute_name"]
        elif not named:
            del self.fields["substitute"]

    def clean(self):
        """Ask who comes, where a substitute does."""
        data = super().clean()
        if data.get("reply") != Reply.SUBSTITUTE:
            return data
        if "substitute" in self.fields and not data.get("substitute"):
            self.add_error("substitute", "Select who attends instead")
        elif not self._person() and not data.get("substitute_name", "").strip():
            self.add_error("substitute_name", "Enter the name of the substitute")
        return data

    def answer(self) -> dict[str, Any]:
        """Return what the form says, by the names of the act."""
        data, person = self.cleaned_data, self._person()
        return {
            "answer": data["reply"],
            "note": data["note"],
            "substitute": person,
            "substitute_name": "" if person else data.get("substitute_name", ""),
        }

    def _person(self) -> Person | None:
        return self.known.get(self.cleaned_data.get("substitute", ""))


class ToldForm(Form):
    """How somebody was told without e-mail."""

    how = forms.CharField(
        label="How were they told, and on which day?", max_length=200,
        help_text="For example: letter posted on 5 June; by telephone on 6 June",
    )  # fmt: skip


def answered(summons: Summons) -> dict[str, Any]:
    """Return what the form of a summons starts with: the answer that stands."""
    named = str(summons.substitute_id) if summons.substitute_id else SOMEONE_ELSE if summons.substitute_name else ""
    return {
        "reply": summons.reply,
        "note": summons.note,
        "substitute": named,
        "substitute_name": summons.substitute_name,
    }
