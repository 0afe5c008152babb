"""“Where is it?”: a part of any form that asks for a place. Source: J1.

How to use it: derive your form from `WhereForm` beside your own base, name `WHERE` where the fields should stand in
`field_order`, make it with `YourForm.of(request, …)`, draw it as always with `{{ form }}`, and act on it only where

    form = YourForm.of(request)
    if request.method == "POST" and form.is_valid():
        raise_issue(**form.where, …)

`form.where` has `locality`, `area`, `latitude`, `longitude` (of the point on the map, else None) and `where` (words).
Somebody who presses on the map sends the form too: it then comes back unbound, with everything that was typed and the
point that was picked, so your view needs no line for it. Only a chosen file is lost by that; ask for it after this.
Set `where_needed = False` where a place may be left out.
"""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.forms import Form
from localities import locating
from localities.mapping import SIZES, Chart, chart
from localities.models import Area, LocalityArea, Postcode

WHERE = ["where_search", "where_area", "where_map", "where_words"]
OUTSIDE = (
    "{code} lies outside every place that this partnership works in, as far as we know. Check it, or choose the ward "
    "or parish from the list."
)
UNKNOWN = "No ward or parish here is called “{words}”. Try a part of the name, or choose from the list."


class MapInput(forms.Widget):
    """A map that is pressed: without script, and without anybody else's pictures."""

    template_name = "localities/where/map.html"
    use_fieldset = True
    chart: Chart | None = None
    here: locating.Here | None = None

    def value_from_datadict(self, data, files, name):
        """Return the point that was pressed just now, else the one of before: “54.54820,-3.58910”, or nothing."""
        pressed, ward = self.pressed(data, name), data.get(f"{name}_ward", "")
        if pressed and (found := chart(int(ward) if ward.isdecimal() else None)):
            size, x, y = pressed
            return "{:.5f},{:.5f}".format(*found.frame.point(x, y, SIZES[size]))
        return "" if f"{name}_clear" in data else data.get(name, "")

    def value_omitted_from_data(self, data, files, name):
        """Say that it is never left out: pressing it sends coordinates and not its name."""
        return False

    @staticmethod
    def pressed(data, name) -> tuple[str, int, int] | None:
        """Return the size of the map and the pixel that was pressed; the Enter key presses its very corner."""
        for size in SIZES:
            x, y = data.get(f"{name}_{size}.x", ""), data.get(f"{name}_{size}.y", "")
            if x.isdecimal() and y.isdecimal() and len(x + y) < 10 and (int(x) or int(y)):
                return size, int(x), int(y)
        return None

    def get_context(self, name, value, attrs):
        """Add the map, and the point with its words."""
        context = super().get_context(name, value, attrs)
        point = point_of(value)
        sizes = [(size, width, self.chart.frame.height(width)) for size, width in SIZES.items()] if self.chart else []
        context["widget"] |= {"chart": self.chart, "sizes": sizes, "point": point, "here": self.here}
        return context


def point_of(value: Any) -> tuple[float, float] | None:
    """Return latitude and longitude of “54.54820,-3.58910”; None for anything else."""
    try:
        latitude, longitude = (float(part) for part in str(value or "").split(","))
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


class WhereForm(Form):
    """A place by postcode, by the name of a ward or parish, from the list, by a point on the map, and in words."""

    where_needed = True

    where_search = forms.CharField(
        label="Postcode, or the name of a ward or parish", required=False, max_length=80,
        help_text="Where it is, not where you live. For example, ZZ99 1AA.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    where_area = forms.ChoiceField(label="Or choose the ward or parish from the list", required=False)
    where_map = forms.CharField(label="Or show it on the map", required=False, max_length=40, widget=MapInput)
    where_words = forms.CharField(
        label="Describe the spot", required=False, max_length=300,
        help_text="For example, by the bus stop in Main Street. Do not name anybody.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["where_area"].choices = [("", "Choose a ward or parish"), *places()]  # type: ignore[attr-defined]
        found = chart(self._ward())
        if found is None:
            del self.fields["where_map"]
            return
        widget = self.fields["where_map"].widget
        widget.chart, widget.here = found, self._here()  # type: ignore[attr-defined]

    @classmethod
    def of(cls, request, **kwargs):
        """The form as the request has it; who pressed on the map gets it back with what they typed."""
        form = super().of(request, **kwargs)
        if request.method != "POST" or not cls._is_picking(request.POST):
            return form
        again = {**kwargs, "initial": {**kwargs.get("initial", {}), **form.read(request.POST)}}
        return cls(**again)

    @staticmethod
    def _is_picking(data) -> bool:
        return any(key.startswith("where_map_") and key != "where_map_ward" for key in data)

    def _said(self, name: str) -> Any:
        """Return what stands in a field, whether it was sent or given."""
        field = self.fields.get(name)
        if field is None:
            return ""
        key = self.add_prefix(name)
        return field.widget.value_from_datadict(self.data, self.files, key) if self.is_bound else self.initial.get(name)

    def _here(self) -> locating.Here | None:
        point = point_of(self._said("where_map"))
        return locating.area_at(*point) if point else None

    def _ward(self) -> int | None:
        """Return the ward that the map shows large: that of the point, else the one that was chosen or typed."""
        here = self._here()
        if here:
            return here.ward.pk if here.ward else None
        said = str(self._said("where_area") or "")
        area = Area.objects.filter(pk=said).first() if said.isdecimal() else self._typed()
        return area.pk if area and area.kind == Area.Kind.WARD else None

    def _typed(self) -> Area | None:
        words = str(self._said("where_search") or "").strip()
        if postcode := locating.by_postcode(words):
            return postcode.ward
        found = locating.named(words) if words else []
        return found[0] if len(found) == 1 else None

    def clean_where_search(self) -> Area | None:
        """Return the area that was typed; refuse a postcode or a name that is not known, or that several have."""
        words = " ".join(self.cleaned_data["where_search"].split())
        if not words:
            return None
        if locating.written(words):
            return self._by_postcode(words)
        if locating.is_meant(words):
            raise ValidationError(f"“{words}” is not a full postcode. Enter all of it, like ZZ99 1AA.")
        found = locating.named(words)
        if not found:
            raise ValidationError(UNKNOWN.format(words=words))
        if len(found) > 1:
            listed = ", ".join(f"{area} ({area.kind})" for area in found[:6])
            raise ValidationError(f"Several places are called so: {listed}. Choose one from the list.")
        return found[0]

    @staticmethod
    def _by_postcode(words: str) -> Area:
        if found := locating.by_postcode(words):
            return found.parish or found.ward
        if not Postcode.objects.exists():
            raise ValidationError("Postcodes cannot be looked up here yet. Choose the ward or parish from the list.")
        raise ValidationError(OUTSIDE.format(code=locating.written(words)))

    def clean_where_area(self) -> Area | None:
        """Return the area that was chosen from the list."""
        key = self.cleaned_data["where_area"]
        return Area.objects.select_related("within").get(pk=key) if key else None

    def clean_where_map(self) -> tuple[float, float] | None:
        """Return the point that was picked; refuse one outside every ward."""
        value = self.cleaned_data["where_map"]
        point = point_of(value)
        here = locating.area_at(*point) if point else None
        if value and (here is None or here.area is None):
            raise ValidationError("That point lies outside every ward here. Press inside one, or choose from the list.")
        return point

    def clean(self):
        """Ask for a place where one is needed."""
        cleaned = super().clean()
        wrong = set(WHERE) & set(self.errors)
        if self.where_needed and not wrong and not any(cleaned.get(name) for name in WHERE):
            self.add_error("where_search", "Say where it is, in any of the ways below")
        return cleaned

    @property
    def where(self) -> dict[str, Any]:
        """Return the place as an act takes it: locality, area, latitude, longitude and words."""
        said = self.cleaned_data
        point = said.get("where_map")
        area = locating.area_at(*point).area if point else said["where_search"] or said["where_area"]
        latitude, longitude = (Decimal(f"{part:.5f}") for part in point) if point else (None, None)
        return {
            "locality": locating.locality_of(area), "area": area, "latitude": latitude, "longitude": longitude,
            "where": said["where_words"],
        }  # fmt: skip


def places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the wards and parishes of today by locality, as a list to choose from."""
    today = timezone.localdate()
    groups: dict[str, list[tuple[str, str]]] = {}
    links = LocalityArea.objects.on(today).filter(area__kind__in=locating.SHAPES).select_related("area", "locality")
    for link in links.order_by("locality__name", "area__name", "-area__kind"):
        choice = (str(link.area_id), f"{link.area.name} ({link.area.kind})")
        groups.setdefault(link.locality.name, []).append(choice)
    return list(groups.items())
