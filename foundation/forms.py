"""Forms draw themselves once: GOV.UK Frontend's parts, plain errors, and one result for one sending."""

import time
import uuid

from django import forms
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.forms.boundfield import BoundField
from django.forms.models import ModelFormMetaclass
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import select_template
from django.utils.datastructures import MultiValueDict

from foundation import drafts, form_fields

REMEMBERED_SECONDS = 60 * 60
IN_WORK = "in work"


class GovukBoundField(BoundField):
    """A field on a form, with the ids and words that GOV.UK Frontend expects."""

    @property
    def data(self):
        # Browsers send a new line as two characters; the character count and the database count it as one.
        data = super().data
        return form_fields.UNSEEN.sub("", data.replace("\r\n", "\n")) if isinstance(data, str) else data

    @property
    def shown_label(self) -> str:
        asks_for_text = self.widget_type not in ("checkbox", "checkboxselectmultiple", "checkboxes")
        optional = asks_for_text and not self.field.required and getattr(self.form, "mark_optional", False)
        return f"{self.label} (optional)" if optional else str(self.label)

    @property
    def label_size(self) -> str:
        return getattr(self.form, "label_size", "s")

    @property
    def first_id(self) -> str:
        """The element that an error leads to: the first wrong box of a date, the first of several choices."""
        wrong = self.wrong_parts
        if self.is_parts:
            return f"{self.auto_id}-{(wrong if isinstance(wrong, list) else self.field.widget.parts)[0]}"
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label or self.auto_id

    @property
    def is_parts(self) -> bool:
        return isinstance(self.field.widget, form_fields.PartsInput)

    @property
    def counted(self):
        """How many characters may be typed, where the field is a textarea with a limit."""
        return self.field.widget.attrs.get("maxlength") if self.widget_type == "textarea" else None

    @property
    def wrong_parts(self):
        for error in self.form.errors.as_data().get(self.name, ()):
            return (error.params or {}).get("parts", True)
        return False

    @property
    def aria_describedby(self) -> str | None:
        if self.field.widget.attrs.get("aria-describedby") or self.is_hidden or not self.auto_id:
            return None
        has = {"info": self.counted, "hint": self.help_text, "error": self.errors}
        ids = [f"{self.auto_id}-{part}" for part, there in has.items() if there]
        return " ".join(ids) if ids else None

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        attrs.pop("required", None)  # the browser's own messages are not announced well; ours are
        if attrs.pop("aria-invalid", None):
            attrs["invalid"] = self.wrong_parts
        return attrs


class GovukRenderer(TemplatesSetting):
    """Draws every form, allauth's among them, from templates/forms."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
    bound_field_class = GovukBoundField

    def get_template(self, template_name):
        names = {f"django/forms/errors/{kind}/default.html": f"forms/errors/{kind}.html" for kind in ("list", "dict")}
        ours = names.get(template_name, template_name.replace("django/forms/", "forms/"))
        return select_template([ours, template_name])


# A label that starts so needs no article after “Enter”.
COMPLETE = set("the a an your my our its their this these any each every how what who why".split())


def _asked(label: str) -> str:
    """Return the label as it stands after “Enter”: “the title of the meeting”, “your name”."""
    if label.endswith("?") or label.startswith("In "):
        return f"an answer to “{label}”"
    small = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return small if small.split(" ")[0] in COMPLETE else f"the {small}"


def _required(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on"
    if isinstance(field, forms.FileField):
        return "Choose a file"
    verb = "Select" if isinstance(field, forms.ChoiceField | forms.ModelChoiceField) else "Enter"
    return f"{verb} {_asked(label)}"


def _speak_plainly(field: forms.Field, label: str) -> None:
    """Replace Django's messages, where the form has not set its own."""
    name = f"The answer to “{label}”" if label.endswith("?") else label
    plain = {
        "required": _required(field, label),
        "max_length": f"{name} must be %(limit_value)s characters or fewer",
        "min_length": f"{name} must be %(limit_value)s characters or more",
        "min_value": f"{name} must be %(limit_value)s or more",
        "max_value": f"{name} must be %(limit_value)s or less",
        "max_decimal_places": f"{name} must have %(max)s decimal places or fewer",
        "null_characters_not_allowed": f"{name} holds a character that cannot be seen or kept: type it again",
    }
    if isinstance(field, forms.EmailField):
        plain["invalid"] = "Enter an email address in the correct format, like name@example.com"
        form_fields.keep_short(field)
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        # What was in the list when the page was opened may be gone by now.
        plain["invalid_choice"] = f"Select {_asked(label)} from what the list offers now"
    elif type(field) in (forms.IntegerField, forms.DecimalField):
        plain["invalid"] = f"{name} must be a {'whole ' * isinstance(field, forms.IntegerField)}number"
    elif isinstance(field, forms.URLField):
        plain["invalid"] = "Enter a web address, like https://www.example.org"
    usual = _usual_messages(field)
    for code, message in plain.items():
        if field.error_messages.get(code) == usual.get(code):
            field.error_messages[code] = message


def _usual_messages(field: forms.Field) -> dict:
    """Return the messages that the field's class has before a form sets its own."""
    return {
        code: message
        for kind in reversed(type(field).__mro__)
        for code, message in getattr(kind, "default_error_messages", {}).items()
    }


class SendingKey(forms.UUIDField):
    """The key of one sending of a form."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data) -> bool:
        return False  # a form with nothing but a key is still empty


class _Govuk:
    """What every form of ours has: plain messages, optional marks, a sending key, a kept draft."""

    label_size = "s"
    mark_optional = True
    use_required_attribute = False
    sent_once = True

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.summary_drawn = False
        self.sending = None
        for name, field in self.fields.items():
            field.label = pretty_name(name) if field.label is None else field.label
            _speak_plainly(field, str(field.label))
        if self.sent_once and not self.empty_permitted:
            self.fields["sending"] = SendingKey(required=False, initial=uuid.uuid4)

    @classmethod
    def of(cls, request, **kwargs):
        """The form as the request has it: sent, kept from before signing in again, or new."""
        if request.method == "POST":
            return cls(request.POST, request.FILES, **kwargs)
        form = cls(**kwargs)
        if kept := drafts.kept(request):
            form.initial |= form.read(kept)
        return form

    def read(self, data) -> dict:
        """Return what the data says for each field, unchecked; files are never kept."""
        read: dict = {}
        files: MultiValueDict = MultiValueDict()
        for name, field in self.fields.items():
            key, widget = self.add_prefix(name), field.widget
            if not isinstance(field, forms.FileField) and not widget.value_omitted_from_data(data, files, key):
                read[name] = widget.value_from_datadict(data, files, key)
        return read

    def full_clean(self):
        super().full_clean()
        if hasattr(self, "cleaned_data"):
            self.sending = self.cleaned_data.pop("sending", None)

    @property
    def is_damaged(self) -> bool:
        """Say whether something is wrong that nobody can see or type."""
        return any(field.errors for field in self.hidden_fields())  # type: ignore[attr-defined]

    def error_summary(self) -> str:
        """The error summary, for the top of the page; the form then leaves it out."""
        self.summary_drawn = True
        return self.render("forms/error_summary.html", self.get_context())


class Form(_Govuk, forms.Form):
    """A form without a record of its own."""


class FilterForm(Form):
    """Filters of a list: sent by GET, all of it optional, no key."""

    mark_optional = False
    sent_once = False


def form_field(db_field, **kwargs):
    """Return the form field of a model field: dates, times and ours instead of Django's."""
    kind = db_field.get_internal_type()
    if kind in ("DateField", "DateTimeField", "TimeField") and not {"form_class", "widget"} & kwargs.keys():
        kwargs["form_class"] = getattr(form_fields, kind)
    field = db_field.formfield(**kwargs)
    if isinstance(getattr(field, "widget", None), forms.RadioSelect) and field.required:
        field.choices = [choice for choice in field.choices if choice[0] not in ("", None)]  # none is chosen at first
    return field


class _ModelFormMeta(ModelFormMetaclass):
    def __new__(mcs, name, bases, attrs):
        if "Meta" in attrs and not hasattr(attrs["Meta"], "formfield_callback"):
            attrs["Meta"].formfield_callback = staticmethod(form_field)
        return super().__new__(mcs, name, bases, attrs)


class ModelForm(_Govuk, forms.ModelForm, metaclass=_ModelFormMeta):
    """A form of one record."""


def once(request, form, act) -> HttpResponse:
    """Run the act for this sending of the form and return its redirect; a second sending gets the first one's.

    The act is called without arguments inside the request's transaction. Source: checklist, double submission.
    """
    if not getattr(form, "sending", None):
        return act()
    key = _place(request, form.sending)
    if not cache.add(key, IN_WORK, settings.SENDING_WAIT_SECONDS * 4):
        return redirect(_first_answer(key) or request.path)
    try:
        response = act()
    except BaseException:
        cache.delete(key)
        raise
    if response.status_code == 302:
        # Only once the work is really kept: a rolled-back act leaves the key to run out.
        transaction.on_commit(lambda: cache.set(key, response.url, REMEMBERED_SECONDS))
    else:
        cache.delete(key)
    return response


def answered(request) -> HttpResponse | None:
    """Return where the first sending of this form led, if this is a second one.

    Ask before checking what was sent: the first sending has taken a name that must be one of its kind.
    """
    try:
        sending = uuid.UUID(request.POST.get("sending", ""))
    except ValueError:
        return None
    answer = cache.get(_place(request, sending))
    return redirect(answer) if answer and answer != IN_WORK else None


def _place(request, sending: uuid.UUID) -> str:
    return f"sending:{request.partnership.pk}:{request.user.pk}:{request.path}:{sending}"


def _first_answer(key: str) -> str | None:
    """Wait for the page that the first sending led to."""
    until = time.monotonic() + settings.SENDING_WAIT_SECONDS
    while time.monotonic() < until:
        if (answer := cache.get(key)) != IN_WORK:
            return answer
        time.sleep(0.1)
    return None
