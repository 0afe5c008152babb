"""Colours of a partnership: whether they can be read, and the paler ones made from them."""

import re

from django.core.exceptions import ValidationError

HEX = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
VISIBLE = 3  # WCAG 2.2, success criterion 1.4.11
BLACK, WHITE = "#000000", "#ffffff"  # GOV.UK's near black cannot be read on a strong red


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as #1d70b8, from 0 (black) to 1 (white)."""
    parts = (channel / 255 for channel in _channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable_on(colour: str) -> str:
    """Return white or black, whichever is easier to read on the colour."""
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))


def tint(colour: str, share: float) -> str:
    """Return the colour mixed into white: a share of 0 is white, 1 is the colour."""
    return "#" + "".join(f"{round(255 + (channel - 255) * share):02x}" for channel in _channels(colour))


def shade(colour: str, share: float) -> str:
    """Return the colour mixed into black: a share of 0 is black, 1 is the colour."""
    return "#" + "".join(f"{round(channel * share):02x}" for channel in _channels(colour))


def validate_colour(value: str) -> None:
    """Refuse a colour that is not #rrggbb or on which white text could not be read."""
    _need_contrast(value, READABLE, "White text on this colour would be hard to read")


def validate_line(value: str) -> None:
    """Refuse a colour that is not #rrggbb or whose lines could not be seen on a white page."""
    _need_contrast(value, VISIBLE, "Lines of this colour would be hard to see on white")


def _need_contrast(value: str, least: float, trouble: str) -> None:
    if not HEX.fullmatch(value):
        raise ValidationError("Enter a colour as # and 6 characters, like #00703c", code="invalid")
    ratio = contrast(value, WHITE)
    if ratio < least:
        raise ValidationError(
            f"{trouble}: contrast is {ratio:.1f} to 1 and must be {least} to 1 or more. Choose a darker colour",
            code="contrast",
        )
