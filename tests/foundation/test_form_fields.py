"""Dates, times and money are read as people write them, and what is wrong is said plainly."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms
from django.db import models
from django.http import QueryDict

from foundation import form_fields
from foundation.forms import FilterForm, Form, ModelForm
from foundation.models import Partnership


def a_form(data=None, label_size="", **fields):
    kind = type("AForm", (Form,), fields | {"label_size": label_size, "mark_optional": False, "sent_once": False})
    return kind(data, auto_id="%s")


def send(field, value):
    form = a_form(data=QueryDict(value), it=field)
    return form.cleaned_data["it"] if form.is_valid() else form.errors["it"][0]


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ("it-day=27&it-month=3&it-year=2026", date(2026, 3, 27)),
        ("it-day=27&it-month=March&it-year=2026", date(2026, 3, 27)),
        ("it-day=27&it-month=&it-year=2026", "Start date must include a month"),
        ("it-day=27&it-month=&it-year=", "Start date must include a month and a year"),
        ("it-day=31&it-month=2&it-year=2026", "Start date must be a real date"),
        ("it-day=x&it-month=2&it-year=2026", "Start date must be a real date"),
        (f"it-day=1&it-month={'9' * 23}&it-year=2026", "Start date must be a real date"),
        ("it-day=1&it-month=2&it-year=9999", "Year must be between 1800 and 2199"),
        ("it-day=1&it-month=2&it-year=26", "Year must include 4 numbers"),
        ("it-day=&it-month=&it-year=", "Enter the start date"),
        ("it=2026-03-27", date(2026, 3, 27)),
        ("it=0001-01-01", "Year must be between 1800 and 2199"),
    ],
)
def test_a_date_is_read_from_three_boxes(sent, answer):
    assert send(form_fields.DateField(label="Start date"), sent) == answer


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("6:30pm", time(18, 30)),
        ("6.30 PM", time(18, 30)),
        ("18:30", time(18, 30)),
        ("6 p.m.", time(18)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("06:30", time(6, 30)),
        ("6:30", "Say whether 6:30 is am or pm"),
        ("25:00", "Enter a real time, like 6:30pm or 18:30"),
        ("13pm", "Enter a real time, like 6:30pm or 18:30"),
        ("evening", "Enter a time, like 6:30pm or 18:30"),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, answer):
    assert send(form_fields.TimeField(), f"it={typed}") == answer


def test_a_date_and_time_are_local():
    sent = "it-day=27&it-month=7&it-year=2026&it-time=6:30pm"
    assert send(form_fields.DateTimeField(), sent) == datetime(2026, 7, 27, 17, 30, tzinfo=UTC)


def test_a_date_and_time_without_the_time_say_so():
    assert send(form_fields.DateTimeField(), "it-day=27&it-month=7&it-year=2026") == "Enter a time, like 6:30pm"


def test_a_saved_date_and_time_come_back_in_their_boxes():
    form = a_form(it=form_fields.DateTimeField())
    form.initial = {"it": datetime(2026, 7, 27, 17, 30, tzinfo=UTC)}
    values = re.findall(r'value="([^"]+)"', str(form["it"]))
    assert values == ["27", "7", "2026", "6:30pm"]


def test_what_was_typed_in_a_date_stays_when_it_is_wrong():
    form = a_form(data=QueryDict("it-day=31&it-month=Smarch&it-year=2026"), it=form_fields.DateField())
    assert re.findall(r'value="([^"]+)"', str(form["it"])) == ["31", "Smarch", "2026"]


def test_an_unchanged_date_is_not_a_change():
    form = a_form(data=QueryDict("it-day=27&it-month=3&it-year=2026"), it=form_fields.DateField())
    form.initial = {"it": date(2026, 3, 27)}
    assert form.changed_data == []


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("£12,345", Decimal("12345")),
        ("1250.50", Decimal("1250.50")),
        ("£1,250.5", Decimal("1250.5")),
        *(
            (wrong, "Enter an amount in pounds, like £1,250 or 1250.50")
            for wrong in ("twelve", "12£34", "£12,34", "£1e9", "١٢", "1,2345", "NaN", "££5", "1.")
        ),
    ],
)
def test_money_is_read_as_people_write_it(typed, answer):
    assert send(form_fields.MoneyField(), f"it={typed}") == answer


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (forms.CharField(label="Title of the meeting"), "Enter the title of the meeting"),
        (forms.CharField(label="Your name"), "Enter your name"),
        (forms.CharField(label="What happened?"), "Enter an answer to “What happened?”"),
        (forms.ChoiceField(label="Place", choices=[("a", "A")]), "Select the place"),
        (forms.CharField(label="URL of the recording"), "Enter the URL of the recording"),
        (forms.FileField(label="Upload a paper"), "Choose a file"),
        (forms.BooleanField(label="I agree"), "Tick “I agree” to go on"),
        (forms.CharField(error_messages={"required": "Say why"}), "Say why"),
    ],
)
def test_a_missing_answer_is_asked_for_by_its_label(field, message):
    assert send(field, "") == message


def test_a_new_line_counts_as_one_character():
    field = forms.CharField(max_length=3, widget=forms.Textarea)
    form = a_form(data={"it": "a\r\nb"}, it=field)
    assert form.is_valid()
    assert form.cleaned_data == {"it": "a\nb"}


def test_optional_fields_say_so_except_in_filters():
    fields = {"name": forms.CharField(required=False)}
    assert "Name (optional)" in str(type("AForm", (Form,), fields)())
    assert "(optional)" not in str(type("AFilter", (FilterForm,), fields)())


def test_a_model_form_asks_for_dates_in_boxes():
    class ReviewForm(ModelForm):
        class Meta:
            model = Partnership
            fields = ["name", "statement_reviewed_on"]

    assert isinstance(ReviewForm.base_fields["statement_reviewed_on"], form_fields.DateField)
    assert isinstance(Partnership._meta.get_field("statement_reviewed_on"), models.DateField)
