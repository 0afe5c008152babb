"""Which roles to list, where to give one, to whom and for how long."""

from collections.abc import Iterable
from typing import Any

from django import forms

from boards import entrusting
from boards.forms.dated import DatedForm
from foundation.access import Access
from foundation.form_fields import DateField, Radios
from foundation.forms import FilterForm
from localities.models import Person

# What a role opens, in the words of the people who give it.
MEANINGS = {
    "administrator": "Everything here: settings, people, roles, every board and its papers",
    "auditor": "Reads everything, the record of who did what among it, and changes nothing",
    "district": "Runs the boards of this locality, its people and its roles",
    "clerk": "Runs the board: its seats, meetings, papers and minutes",
    "chair": "Reads working papers and agrees the agenda; reads what is exempt",
    "member": "Reads papers, exempt ones among them, answers summonses and proposes items",
    "partner": "Answers summonses and proposes items for a partner; reads exempt papers where the board’s rules say so",
    "adviser": "Is summoned and answers; reads exempt papers where the board’s rules say so",
}
HEADINGS = {"partnership": "Partnership", "locality": "Localities", "board": "Boards"}


def places(held: Access, words: dict[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the places whose roles a person may see, grouped by kind."""
    groups = []
    for kind in entrusting.ROOTS:
        found = [(f"{kind}:{root.pk}", root.name) for root in entrusting.roots_of(kind, held).order_by("name")]
        heading = words.get(HEADINGS[kind].lower(), HEADINGS[kind])
        groups += [(heading[:1].upper() + heading[1:], found)] if found else []
    return groups


class RoleFilter(FilterForm):
    """Which roles to list."""

    q = forms.CharField(label="Name or e-mail address", required=False, max_length=80)
    place = forms.ChoiceField(label="Where", required=False)
    ended = forms.BooleanField(label="Also those that have ended", required=False)

    def __init__(self, *args, places: Iterable[Any] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "Everywhere"), *places]


class PlaceForm(FilterForm):
    """Where a role is given."""

    place = forms.ChoiceField(label="Where?")

    def __init__(self, *args, places: Iterable[Any] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "Choose a place"), *places]


class DatesForm(DatedForm):
    """The days between which a role is held."""

    starts_on = DateField(label="First day", required=False, help_text="Leave empty to start now")
    ends_on = DateField(label="Last day", required=False, help_text="Access ends after it. Leave empty for no end")


class RoleForm(DatesForm):
    """Who gets which role; only people of this partnership who have an account can be chosen."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Who?", empty_label="Choose a person")
    role = forms.ChoiceField(label="Which role?", widget=Radios)
    field_order = ["person", "role", "starts_on", "ends_on"]

    def __init__(self, *args, roles: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        here = Person.objects.filter(user__isnull=False, user__is_active=True, left_at__isnull=True)
        self.fields["person"].queryset = here.select_related("user")
        self.fields["role"].widget = Radios(hints={role: MEANINGS[role] for role in roles})
        self.fields["role"].choices = list(roles.items())
