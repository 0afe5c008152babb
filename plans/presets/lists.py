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

LOCALITY_AIMS_ABOUT = "What partners want to reach by working together in each place."
LOCALITY_AIMS = [
    "Councillors are champions of their community",
    "Residents take more part in setting local priorities",
    "Services fit what people in each place prefer",
    "Community organisations and individuals can do more",
    "Services are joined up",
    "Council services are better known, and people more content with them",
    "County, district and parish work closer together",
]


def make_principles() -> None:
    """Give this partnership the principles that it has not yet; its own words are left alone."""
    for position, name in enumerate(PRINCIPLES):
        Principle.objects.get_or_create(key=slugify(name)[:60], defaults={"name": name, "position": position})
