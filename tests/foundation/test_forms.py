"""Forms: drawn as GOV.UK Frontend draws them, and plain in what they say."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory

from foundation import form_fields
from foundation.forms import Form
from tests.foundation.govuk import fixture, shape


def a_form(data=None, label_size="", **fields):
    kind = type("AForm", (Form,), fields | {"label_size": label_size, "mark_optional": False, "sent_once": False})
    return kind(data, auto_id="%s")


def with_error(form, name, message):
    form.errors[name] = form.error_class([message], renderer=form.renderer)
    return form


def as_govuk_names(html):
    """GOV.UK Frontend counts choices “x”, “x-2”; Django counts “x_0”, “x_1”."""

    def counted(found):
        number = int(found[3])
        return f'{found[1]}="{found[2]}{f"-{number + 1}" if number else ""}"'

    return re.sub(r'(id|for)="([\w-]+)_(\d+)"', counted, html)


def drawn(form, name):
    return shape(as_govuk_names(str(form[name].as_field_group())))


FIELDS = [
    ("input", "with error and hint", lambda **k: forms.CharField(**k)),
    ("textarea", "with hint and error message", lambda **k: forms.CharField(widget=forms.Textarea({"rows": 5}), **k)),
    ("file-upload", "with error message and hint", lambda **k: forms.FileField(**k)),
    ("radios", "with hint and error message", lambda **k: forms.ChoiceField(widget=form_fields.Radios, **k)),
    (
        "radios",
        "inline",
        lambda **k: forms.ChoiceField(widget=form_fields.Radios({"class": "govuk-radios--inline"}), **k),
    ),
    (
        "checkboxes",
        "with error message and hint",
        lambda **k: forms.MultipleChoiceField(widget=form_fields.Checkboxes, **k),
    ),
    ("select", "with hint text and error message", lambda **k: forms.ChoiceField(**k)),
]


@pytest.mark.parametrize(
    ("component", "example", "field"), FIELDS, ids=lambda value: value if type(value) is str else ""
)
def test_a_field_is_drawn_as_govuk_frontend_draws_it(component, example, field):
    wanted = fixture(component, example)
    options = wanted["options"]
    name = options["name"]
    label = options.get("label") or options["fieldset"]["legend"]
    arguments = {"label": label["text"], "help_text": options.get("hint", {}).get("text", ""), "required": False}
    if "items" in options:
        arguments["choices"] = [(item["value"], item["text"]) for item in options["items"]]
    checked = [item["value"] for item in options.get("items", []) if item.get("checked")]
    form = a_form(data={name: checked[0]} if checked else {}, **{name: field(**arguments)})
    if "errorMessage" in options:
        with_error(form, name, options["errorMessage"]["text"])
    assert drawn(form, name) == shape(wanted["html"])


def test_a_limited_text_counts_its_characters_as_govuk_frontend_does():
    wanted = fixture("character-count", "with hint and error")
    options = wanted["options"]
    field = forms.CharField(
        label=options["label"]["text"],
        help_text=options["hint"]["text"],
        max_length=10,
        required=False,
        widget=forms.Textarea({"rows": 5}),
    )
    form = with_error(a_form(data={}, **{"with-error": field}), "with-error", "Please provide more detail")
    assert drawn(form, "with-error") == shape(wanted["html"])


def test_a_password_can_be_shown_as_in_govuk_frontend():
    wanted = fixture("password-input", "with error message")
    options = wanted["options"]
    field = forms.CharField(
        label="Password",
        help_text=options["hint"]["text"],
        required=False,
        widget=forms.PasswordInput({"id": options["id"]}),
    )
    form = with_error(a_form(data={}, **{options["id"]: field}), options["id"], "Error message goes here")
    html = str(form[options["id"]].as_field_group()).replace(f'name="{options["id"]}"', 'name="test-name-3"')
    assert shape(html) == shape(wanted["html"])


def test_a_date_with_one_wrong_box_marks_that_box_alone():
    wanted = fixture("date-input", "with error on day input")
    field = form_fields.DateField(label="What is your date of birth?", help_text="For example, 31 3 1980")
    form = a_form(data={}, **{"dob-day-error": field})
    problem = ValidationError("Error message goes here", params={"parts": ["day"]})
    form.errors.clear()
    form.errors["dob-day-error"] = form.error_class([problem], renderer=form.renderer)
    html = re.sub(r'name="dob-day-error-(day|month|year)"', r'name="\1"', str(form["dob-day-error"].as_field_group()))
    assert shape(html) == shape(wanted["html"])


def test_money_has_a_pound_sign_before_it():
    html = str(a_form(cost=form_fields.MoneyField(label="Cost", required=False))["cost"])
    assert '<div class="govuk-input__prefix" aria-hidden="true">£</div>' in html


def test_the_error_summary_is_drawn_as_govuk_frontend_draws_it():
    wanted = fixture("error-summary", "default")
    names = {"example-error-1": forms.CharField(required=False), "example-error-2": forms.CharField(required=False)}
    form = a_form(data={}, **names)
    with_error(form, "example-error-1", wanted["options"]["errorList"][0]["text"])
    with_error(form, "example-error-2", wanted["options"]["errorList"][1]["text"])
    assert shape(form.error_summary()) == shape(wanted["html"])


def test_the_error_summary_is_drawn_once():
    form = a_form(data={}, name=forms.CharField())
    assert "There is a problem" in form.error_summary()
    assert "There is a problem" not in str(form)


def test_the_error_summary_leads_to_the_first_choice_and_the_first_wrong_box():
    form = a_form(
        data=QueryDict("held_on-day=3&held_on-month=&held_on-year=2026"),
        openness=forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect),
        held_on=form_fields.DateField(),
    )
    html = form.error_summary()
    assert 'href="#openness_0"' in html
    assert 'href="#held_on-month"' in html


def test_a_part_that_nobody_can_see_is_told_in_one_plain_sentence_and_by_no_name():
    hidden = {name: forms.IntegerField(widget=forms.HiddenInput) for name in ("after", "version")}
    form = a_form(data={"after": "x", "version": ""}, name=forms.CharField(), **hidden)
    html = form.error_summary()
    assert html.count("Part of this page did not come back as it was sent to you") == 1
    assert "Enter the name" in html and "Hidden" not in html and "hidden" not in html


PARTS = [
    ("tag", "grey", "tag", lambda o: {"text": o["text"], "colour": "grey"}),
    ("button", "link", "button", lambda o: {"text": o["text"], "href": o["href"]}),
    ("button", "prevent double click", "button", lambda o: {"text": o["text"]}),
    ("inset-text", "default", "inset_text", lambda o: {"text": o["text"]}),
    ("warning-text", "default", "warning_text", lambda o: {"text": o["text"]}),
    ("details", "default", "details", lambda o: {"text": o["text"], "summary": o["summaryText"]}),
    (
        "notification-banner",
        "with type as success",
        "notification_banner",
        lambda o: {"text": o["text"], "kind": "success", "title": "Success"},
    ),
    ("notification-banner", "default", "notification_banner", lambda o: {"text": o["text"]}),
    (
        "table",
        "with head and caption",
        "table",
        lambda o: {
            "caption": o["caption"],
            "head": [{"words": cell["text"], "numeric": "format" in cell} for cell in o["head"]],
            "rows": [[{"words": cell["text"], "numeric": "format" in cell} for cell in row] for row in o["rows"]],
        },
    ),
    (
        "task-list",
        "default",
        "task_list",
        lambda o: {
            "tasks": [
                {
                    "words": item["title"]["text"],
                    "href": item.get("href"),
                    "status": item["status"].get("text") or item["status"]["tag"]["text"],
                    "colour": item["status"].get("tag", {}).get("classes", "").removeprefix("govuk-tag--"),
                }
                for item in o["items"]
            ]
        },
    ),
    (
        "summary-list",
        "with falsy values",
        "summary_list",
        lambda o: {"rows": [{"key": r["key"]["text"], "value": r["value"]["text"]} for r in o["rows"] if r]},
    ),
]


@pytest.mark.parametrize(("component", "example", "template", "context"), PARTS)
def test_a_part_is_drawn_as_govuk_frontend_draws_it(component, example, template, context):
    wanted = fixture(component, example)
    html = render_to_string(f"components/{template}.html", context(wanted["options"]))
    assert shape(html) == shape(wanted["html"])


def test_the_link_back_stands_in_a_landmark():
    wanted = fixture("back-link", "with custom text and link")
    context = {"text": wanted["options"]["text"], "href": wanted["options"]["href"]}
    html = render_to_string("components/back_link.html", context)
    assert shape(html) == shape(f'<nav aria-label="Back">{wanted["html"]}</nav>')


def test_the_way_back_is_drawn_as_govuk_frontend_draws_it():
    wanted = fixture("breadcrumbs", "with collapse on mobile")
    _, second, third = wanted["options"]["items"]
    context = {"words": second["text"], "path": second["href"], "words_2": third["text"], "path_2": third["href"]}
    assert shape(render_to_string("components/breadcrumbs.html", context)) == shape(wanted["html"])


def test_the_pages_of_a_list_are_drawn_as_govuk_frontend_draws_them_and_keep_the_filters():
    wanted = fixture("pagination", "with many pages")
    request = RequestFactory().get("/", {"board": "3", "page": "10"})
    html = render_to_string("components/pagination.html", {"page": Paginator(range(40), 1).page(10)}, request)
    assert 'href="?board=3&amp;page=11"' in html
    pages = {"/previous": "?board=3&amp;page=9", "/next": "?board=3&amp;page=11"}
    expected = re.sub(r'"/page/(\d+)"', r'"?board=3&amp;page=\1"', wanted["html"])
    for old, new in pages.items():
        expected = expected.replace(f'"{old}"', f'"{new}"')
    # One page either side, as the example has two.
    expected = re.sub(
        r'\s*<li class="govuk-pagination__item">\s*<a[^>]*aria-label="Page (8|12)".*?</li>', "", expected, flags=re.S
    )
    assert shape(html) == shape(expected)


@pytest.mark.parametrize("kind", [forms.CharField, forms.BooleanField])
def test_a_hint_that_somebody_wrote_is_shown_as_text(kind):
    """The hints of a form of report, and reasons that name an item, are typed by officers."""
    html = str(a_form(asked=kind(help_text="<img src=x onerror=alert(1)>")))
    assert "&lt;img src=x" in html and "<img" not in html


def test_a_character_that_cannot_be_kept_is_refused_by_the_name_of_its_field():
    form = a_form({"title": "Buses\x00"}, title=forms.CharField(label="Title of the meeting"))
    said = "Title of the meeting holds a character that cannot be seen or kept: type it again"
    assert form.errors["title"] == [said] and said in form.error_summary()


def test_what_a_paste_from_word_brings_unseen_is_left_out():
    form = a_form({"title": "Buses\x0bon\x07 Hill\r\nand\tVale"}, title=forms.CharField(widget=forms.Textarea))
    assert form.is_valid() and form.cleaned_data["title"] == "Buseson Hill\nand\tVale"


def test_an_address_too_long_for_any_mail_is_refused_in_words_once():
    form = a_form(data={"email": f"{'x' * 60}@{'.'.join(['b' * 60] * 4)}.example"}, email=forms.EmailField())
    assert form.errors == {"email": ["Email must be 254 characters or fewer"]}


def test_a_choice_that_is_no_longer_offered_is_refused_in_plain_words():
    form = a_form({"ward": "gone"}, ward=forms.ChoiceField(label="Ward", choices=[("hill", "Hill")]))
    assert form.errors["ward"] == ["Select the ward from what the list offers now"]


def test_a_missing_answer_is_asked_for_in_a_whole_sentence():
    form = a_form({}, answer=forms.CharField(label="In your own words"))
    assert form.errors["answer"] == ["Enter an answer to “In your own words”"]
