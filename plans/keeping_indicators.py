"""Indicators as officers keep them: added as drafts, published with their values, retired and taken up again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from engagement.models import Theme
from foundation import audit
from foundation.locking import lock
from foundation.models import User
from localities.models import Area, Locality
from localities.recording import keep
from plans.models import Indicator, IndicatorValue
from plans.presets.indicators import USUAL
from plans.withholding_values import withhold


@transaction.atomic
def keep_indicator(indicator: Indicator, *, by: User) -> Indicator:
    """Save an indicator; its values belong where it does, and small ones go once it counts people."""
    keep(indicator, by=by)
    # Values keep no history: where they belong follows from the indicator, which does.
    moved = indicator.values.exclude(board=indicator.board_id, locality=indicator.locality_id)
    moved.update(board=indicator.board_id, locality=indicator.locality_id)
    withhold(indicator)
    return indicator


@transaction.atomic
def publish_indicator(indicator: Indicator, *, by: User) -> Indicator:
    """Let everybody read an indicator with its values. Raises ValidationError where it was retired."""
    indicator = lock(indicator)
    if indicator.retired_at:
        raise ValidationError("A retired indicator is not published. Take it up again first.")
    if not indicator.published_at:
        indicator.published_at = timezone.now()
        indicator.save()
        open_values(indicator.pk)
        audit.record(by, "published", indicator)
    return indicator


def open_values(indicator_id: int) -> None:
    """Open the values of a published indicator, except those of an import that is still under way."""
    rows = IndicatorValue.objects.filter(indicator=indicator_id, published_at__isnull=True)
    rows = rows.exclude(came_by__isnull=False, came_by__done_at__isnull=True)
    rows.update(published_at=timezone.now())  # values keep no history


@transaction.atomic
def retire_indicator(indicator: Indicator, *, by: User, is_used: bool = False) -> Indicator:
    """Take an indicator out of the lists, with its values kept; or (``is_used``) take it up again."""
    indicator = lock(indicator)
    indicator.retired_at = None if is_used else (indicator.retired_at or timezone.now())
    indicator.save()
    audit.record(by, "took up again" if is_used else "retired", indicator)
    return indicator


def usual_left() -> list[dict[str, str]]:
    """Return the usual indicators that this partnership has not yet."""
    there = set(Indicator.objects.values_list("key", flat=True))
    return [facts for facts in USUAL if facts["key"] not in there]


@transaction.atomic
def add_usual(keys: list[str], *, locality: Locality | None, by: User) -> list[Indicator]:
    """Add some of the usual indicators as drafts, compared with the county where there is only one."""
    themes = {theme.key: theme for theme in Theme.objects.all()}
    counties = list(Area.objects.filter(kind=Area.Kind.COUNTY, ends_on__isnull=True)[:2])
    comparator = counties[0] if len(counties) == 1 else None
    made = []
    for facts in usual_left():
        if facts["key"] in keys:
            own = {name: value for name, value in facts.items() if name != "theme"}
            theme = themes.get(facts["theme"])
            made.append(Indicator(**own, theme=theme, comparator=comparator, locality=locality))
            keep_indicator(made[-1], by=by)
    return made
