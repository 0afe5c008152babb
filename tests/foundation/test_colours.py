"""Colours of a partnership: measured, not guessed."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from foundation.colours import contrast, readable_on, shade, tint, validate_colour
from foundation.models import Partnership

colours = st.from_regex(r"\A#[0-9a-f]{6}\Z")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#767676", "#ffffff", 4.54), ("#1d70b8", "#ffffff", 5.17), ("#fff000", "#fff000", 1)],
)
def test_contrast_is_what_wcag_says(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(colours, colours)
def test_contrast_does_not_depend_on_which_is_the_background(one, other):
    assert contrast(one, other) == contrast(other, one)


@given(colours)
def test_some_text_can_be_read_on_every_colour(colour):
    assert contrast(readable_on(colour), colour) >= 4.5


@given(colours)
def test_a_tint_goes_from_white_to_the_colour_and_a_shade_from_black(colour):
    assert (tint(colour, 0), tint(colour, 1)) == ("#ffffff", colour)
    assert (shade(colour, 0), shade(colour, 1)) == ("#000000", colour)


@pytest.mark.parametrize("colour", ["#00703c", "#1d4f91", "#767676"])
def test_a_partnership_may_have_a_colour_that_carries_white_text(colour):
    validate_colour(colour)


@pytest.mark.parametrize(
    ("colour", "reason"),
    [("#ffdd00", "Choose a darker colour"), ("red", "Enter a colour as #"), ("#12345", "Enter a colour")],
)
def test_a_colour_that_cannot_be_read_or_understood_is_refused(colour, reason):
    with pytest.raises(ValidationError, match=reason):
        validate_colour(colour)


def test_a_partnership_cannot_take_a_colour_that_white_words_would_vanish_on():
    with pytest.raises(ValidationError, match="White text on this colour"):
        Partnership(slug="pale", name="Pale", short_name="Pale", colour="#ffdd00").clean_fields()
