"""Setting a board up, one thing per page; its settings, offices, relations and names."""

from django import forms
from django.utils.text import slugify

from boards.forms.dated import DatedForm
from boards.models import Board, BoardKind, BoardOffice, BoardRelation, ReportTemplate
from boards.models.kind import BoardRules
from boards.models.template import Purpose
from foundation.form_fields import DateField, Radios
from foundation.forms import FilterForm, Form, ModelForm
from localities.models import Locality, Organisation, Person, Post


class KindForm(FilterForm):
    """Which kind of board."""

    kind = forms.ModelChoiceField(
        BoardKind.objects.none(), label="What kind of board is it?", empty_label=None, widget=Radios
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = list(BoardKind.objects.all())
        self.fields["kind"].queryset = BoardKind.objects.all()
        self.fields["kind"].widget = Radios(hints={str(kind.pk): kind.purpose for kind in kinds})
        self.fields["kind"].choices = [(kind.pk, kind.name) for kind in kinds]


class PlaceForm(FilterForm):
    """What it is called and where it works."""

    name = forms.CharField(
        label="What is it called?", max_length=160, help_text="A working title is enough; it can be renamed"
    )
    locality = forms.ModelChoiceField(
        Locality.objects.none(), required=False, label="Where does it work?", empty_label="Across the partnership"
    )
    predecessor = forms.ModelChoiceField(
        Board.objects.none(), required=False, label="Does it grow from a board that is here?", empty_label="No"
    )
    predecessor_name = forms.CharField(
        label="Or from a body that is not here",
        required=False,
        max_length=160,
        help_text="A former partnership, say",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = Locality.objects.all()
        self.fields["predecessor"].queryset = Board.objects.order_by("name")

    def clean_name(self) -> str:
        """Refuse a name whose address another board has."""
        name = self.cleaned_data["name"]
        if not slugify(name):
            raise forms.ValidationError("Enter a name with letters or digits")
        if Board.objects.filter(slug=slugify(name)[:100]).exists():
            raise forms.ValidationError("Another board has this name")
        return name


class StageForm(FilterForm):
    """When it starts."""

    STAGES = (
        ("planned", "It is planned, and not announced yet"),
        ("shadow", "In shadow: it meets and advises, and does not decide yet"),
        ("live", "Live: it does its work"),
    )
    stage = forms.ChoiceField(label="How does it start?", choices=STAGES, widget=Radios)
    starts_on = DateField(label="From", help_text="For example, 1 4 2027", required=False)

    def clean(self):
        """Ask for the day of a board that starts."""
        cleaned = super().clean()
        if (
            cleaned.get("stage") in ("shadow", "live")
            and not cleaned.get("starts_on")
            and "starts_on" not in self.errors
        ):
            self.add_error("starts_on", "Enter the day from which it is so")
        return cleaned


class SettingsForm(ModelForm):
    """The rules of a board's life, each with the value of its kind until it is changed."""

    class Meta:
        model = Board
        fields = [
            "about", "locality", "administered_by", "terms_agreed_by",
            *(f.name for f in BoardRules._meta.get_fields()), "follows",
            "report_template", "shadow_from", "live_from", "closed_on",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["report_template"].queryset = ReportTemplate.objects.all()
        self.fields["follows"].queryset = Board.objects.exclude(pk=self.instance.pk).order_by("name")
        self.fields["follows"].label = "Meets after, in each cycle"
        councils = Organisation.objects.filter(kind__in=Organisation.COUNCILS)
        self.fields["terms_agreed_by"].queryset = councils
        self.fields["terms_agreed_by"].empty_label = "None: it changes them itself"
        self.fields["terms_agreed_by"].help_text = "A change is not in force before that council agrees"


class RenameForm(Form):
    """A new name, from a day."""

    name = forms.CharField(label="New name", max_length=160)
    starts_on = DateField(label="From")
    was_working_title = forms.BooleanField(label="The name until now was a working title", required=False)


class OfficeForm(DatedForm):
    """Who chairs, clerks, advises or supports the board, and when."""

    kind = forms.ChoiceField(label="Office", choices=BoardOffice.Kind)
    person = forms.ModelChoiceField(Person.objects.none(), empty_label="Choose a person")
    post = forms.ModelChoiceField(
        Post.objects.none(), required=False, label="By virtue of a post", empty_label="No",
        help_text="What they may do here then ends with the post",
    )  # fmt: skip
    subject = forms.CharField(label="What they advise on", max_length=160, required=False)
    starts_on = DateField(label="From")
    ends_on = DateField(label="Until", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(left_at__isnull=True)
        self.fields["post"].queryset = Post.objects.select_related("person")
        self.fields["post"].label_from_instance = lambda post: f"{post.person}, {post.title}"

    def clean(self):
        """Refuse somebody else's post."""
        cleaned = super().clean()
        post, person = cleaned.get("post"), cleaned.get("person")
        if post and person and post.person_id != person.pk:
            self.add_error("post", f"This post is {post.person}’s, not {person}’s")
        return cleaned


class EndForm(Form):
    """The last day of something, and why."""

    ends_on = DateField(label="Last day")
    because = forms.CharField(label="Why", max_length=200, required=False)


class RelationForm(Form):
    """Another board and what joins the two as peers."""

    kind = forms.ChoiceField(label="This board", choices=BoardRelation.Kind)
    other = forms.ModelChoiceField(Board.objects.none(), label="Other board", empty_label="Choose a board")
    purpose = forms.CharField(max_length=300)

    def __init__(self, *args, board: Board, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = Board.objects.exclude(pk=board.pk).order_by("name")


class StandingItemForm(Form):
    """An item of every agenda."""

    title = forms.CharField(max_length=200)
    purpose = forms.ChoiceField(choices=Purpose, initial=Purpose.DISCUSSION, widget=Radios)
    minutes = forms.IntegerField(label="Time in minutes", min_value=1, max_value=600, required=False)
    at_end = forms.BooleanField(label="It stands after the board’s own business", required=False)


class KindSettingsForm(ModelForm):
    """A kind of board in the partnership's own words, and the rules that its new boards start with."""

    pattern = forms.ModelChoiceField(
        Board.objects.none(),
        required=False,
        label="Take seats and standing items from",
        empty_label="Leave them as they are",
        help_text="New boards of this kind then start with the same seat rules and agenda items as that board has now",
    )

    class Meta:
        model = BoardKind
        fields = [
            "name", "plural", "purpose", "has_members", *(f.name for f in BoardRules._meta.get_fields()), "follows",
            "report_template",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["report_template"].queryset = ReportTemplate.objects.all()
        self.fields["follows"].queryset = BoardKind.objects.exclude(pk=self.instance.pk)
        self.fields["follows"].label = "Meets after, in each cycle"
        self.fields["pattern"].queryset = Board.objects.order_by("name")

    def clean(self):
        """Refuse rules that no board of the kind could keep."""
        cleaned = super().clean()
        least, most = cleaned.get("least_meetings"), cleaned.get("most_meetings")
        if least and most and most < least:
            self.add_error("most_meetings", "The most meetings a year must not be below the fewest")
        return cleaned
