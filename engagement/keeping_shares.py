"""Officers keep what share of a place's people each group is: one by one, or from a table. Source: C30; R33."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from engagement.models import Audience, GroupShare
from foundation import audit
from foundation.models import User
from localities.importing import Row, check, read
from localities.models import Locality


@transaction.atomic
def keep_share(share: GroupShare, *, by: User) -> GroupShare:
    """Save the share of a group in a place and year."""
    is_new = share._state.adding
    share.save()
    audit.record(by, "added the share of" if is_new else "changed the share of", share)
    return share


class ShareSheet:
    """The table of shares, as the page of imports asks for it; ``places`` limits for whom rows may speak."""

    COLUMNS = ("locality", "group", "year", "percent", "source")
    NEEDED = ("group", "year", "percent", "source")

    def __init__(self, places: set[int] | None = None):
        self.places = places

    def plan(self, text: str) -> list[Row]:
        """Lay out what a table would do, row by row, and save nothing."""
        rows = read(text, self.COLUMNS, needed=self.NEEDED)
        groups = {one.name.lower(): one for one in Audience.objects.filter(retired_at__isnull=True)}
        places = {one.name.lower(): one for one in Locality.objects.all()}
        there = {(one.locality_id, one.audience_id, one.year): one for one in GroupShare.objects.all()}
        for row in rows:
            self._plan_row(row, groups, places, there)
        return rows

    def _plan_row(self, row: Row, groups: Any, places: Any, there: dict[tuple[Any, ...], GroupShare]) -> None:
        group, place = groups.get(row.values["group"].lower()), places.get(row.values["locality"].lower())
        year, percent = row.values["year"], _number(row.values["percent"])
        if group is None and row.values["group"]:
            row.problems.append(f"group: “{row.values['group']}” is not in the list of audiences")
        if place is None and row.values["locality"]:
            row.problems.append(f"locality: “{row.values['locality']}” is not known")
        if self.places is not None and (place is None or place.pk not in self.places):
            row.problems.append("locality: name one for which you plan")
        if not (year.isdecimal() and 1900 <= int(year) <= 2100):
            row.problems.append("year: write it as 2021")
        if percent is None or not 0 <= percent <= 100:
            row.problems.append("percent: write a number from 0 to 100")
        if row.problems:
            return
        key = (place.pk if place else None, group.pk, int(year))
        share = there.get(key) or GroupShare(locality=place, audience=group, year=int(year))
        self._fill(row, share, percent, is_new=key not in there)
        there[key] = share

    def _fill(self, row: Row, share: GroupShare, percent: Any, *, is_new: bool) -> None:
        changes = is_new or (share.percent, share.source) != (percent, row.values["source"])
        share.percent, share.source = percent, row.values["source"]
        check(share, row, exclude=["locality", "audience"])
        row.does = "New share" if is_new else "Changes the share" if changes else "Already here"
        row.plan = share if changes else None

    @transaction.atomic
    def take(self, text: str, *, by: User) -> int:
        """Save what a table says and return how many rows changed something.

        Raises ValidationError, and saves nothing, where a row is wrong.
        """
        rows = self.plan(text)
        if any(row.problems for row in rows):
            raise ValidationError("Some rows are wrong. Nothing was saved.")
        wanted = [row.plan for row in rows if row.plan]
        for share in wanted:
            keep_share(share, by=by)
        return len(wanted)


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.replace("%", "").strip())
    except InvalidOperation:
        return None
    return found.quantize(Decimal("0.01")) if found.is_finite() and abs(found) < 1000 else None
