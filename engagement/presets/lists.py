"""The audiences and themes with which a partnership starts. Source: checklist D13, C30; standards R36."""

from django.utils.text import slugify

from engagement.models import Audience, Theme

AUDIENCES = [
    "Residents", "Businesses", "Parish and town councils", "County, district and parish councillors",
    "Voluntary and community groups", "Faith groups", "Schools and colleges",
]  # fmt: skip
SELDOM_HEARD = [
    "Older people", "Disabled people", "Carers", "Minority ethnic communities", "Gypsies and Travellers",
    "People who live far from services", "People on low incomes", "Hard to reach",
]  # fmt: skip
THROUGH_ORGANISATIONS = ["Young people", "Looked after children"]
THEMES = [
    "Roads and transport", "Community safety", "Health and wellbeing", "Housing", "Young people and learning",
    "Older people and care", "Environment and waste", "Jobs and business", "Planning", "Parks, sport and culture",
    "How we are heard", "Something else",
]  # fmt: skip


def make_lists() -> None:
    """Give this partnership the audiences and themes that it has not yet; its own words are left alone."""
    names = [(name, False, False) for name in AUDIENCES]
    names += [(name, True, False) for name in SELDOM_HEARD] + [(name, True, True) for name in THROUGH_ORGANISATIONS]
    for position, (name, seldom, through) in enumerate(names):
        facts = {"name": name, "position": position, "is_seldom_heard": seldom, "through_organisations": through}
        Audience.objects.get_or_create(key=slugify(name), defaults=facts)
    for position, name in enumerate(THEMES):
        Theme.objects.get_or_create(key=slugify(name), defaults={"name": name, "position": position})
