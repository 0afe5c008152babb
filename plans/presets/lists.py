"""The principles by which priorities are judged, and the aims of locality working. Source: checklist B27, C8."""

from django.utils.text import slugify

from plans.models import Principle

PRINCIPLES = [
    "Going the extra mile to tackle the problems of other partners",
    "Moving faster towards collective commissioning of services",
    "Tackling the root causes of stubborn problems",
    "Using partnerships to make hard decisions",
    "Doing the right thing at the right level",
    "Taking ownership to make the process work",
]


def make_principles() -> None:
    """Give this partnership the principles that it has not yet; its own words are left alone."""
    for position, name in enumerate(PRINCIPLES):
        Principle.objects.get_or_create(key=slugify(name)[:60], defaults={"name": name, "position": position})
