"""The strategies of an example partnership, as its planning officers would keep them."""

import datetime

from django.utils import timezone

from engagement.models import Theme
from foundation.models import User
from localities.models import Organisation
from plans import keeping_strategies
from plans.models import Aim, Strategy

from .data.strategies import AMBITIONS, COUNTY_AIMS, DISTRICT_AIMS, OTHERS

MOST_DISTRICTS = 3  # whose corporate plans the example keeps


def keep_strategies(slug: str, clerk: User) -> None:
    """Keep the corporate plans of the councils, the ambitions, targets and strategies, and the seven aims."""
    year = timezone.localdate().year
    days = {"starts_on": datetime.date(year - 1, 4, 1), "ends_on": datetime.date(year + 3, 3, 31)}
    tiers = (("county", COUNTY_AIMS, 1), ("district", DISTRICT_AIMS, MOST_DISTRICTS))
    for kind, aims, most in tiers:
        for council in Organisation.objects.filter(kind=kind).order_by("pk")[:most]:
            plan = Strategy(
                kind="corporate", title=f"Corporate plan of {council}", organisation=council, level=kind, **days
            )
            _publish(plan, aims, clerk)
    ambitions = AMBITIONS.get(slug, AMBITIONS[""])
    _publish(Strategy(kind="ambitions", title="Our three ambitions", level="county", **days), ambitions, clerk)
    themes = {theme.key: theme for theme in Theme.objects.all()}
    made: dict[str, Strategy] = {}
    for entry in OTHERS:
        facts = {key: entry[key] for key in ("kind", "title", "level", "about")}
        row = Strategy(**facts, theme=themes.get(entry.get("theme", "")), within=made.get(entry.get("within", "")))
        made[row.title] = _publish(row, entry["aims"], clerk)
    keeping_strategies.take_locality_aims(by=clerk)


def _publish(strategy: Strategy, aims: list[tuple[str, str]], clerk: User) -> Strategy:
    kept = keeping_strategies.keep(strategy, by=clerk)
    for title, about in aims:
        keeping_strategies.keep_aim(kept, Aim(title=title, about=about), by=clerk)
    return keeping_strategies.publish(kept, by=clerk)
