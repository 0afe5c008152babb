"""Funds that end: who keeps them is warned ahead, by the mechanism of what ends soon. Source: C27."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from commissioning.access import FUND, READ, where
from commissioning.models import Fund, rules_by_locality
from foundation import access
from plans.ending import Ending, Reached


def ending(held: access.Access | None) -> Iterable[Ending]:
    """Return the funds that end, with those who keep them; for one person those that their roles show."""
    today, rules = timezone.localdate(), rules_by_locality()
    rows = Fund.objects.running().filter(where(held, READ) if held else Q(), ends_on__gte=today)
    funds = list(rows.select_related("holder", "board", "locality", "partnership"))
    keepers = _keepers() if funds and held is None else {}
    for fund in funds:
        reached = [one for scope in fund.permission_root.permission_scopes() for one in keepers.get(scope, ())]
        reached.append((fund.holder.name, fund.holder.contact_email))
        yield Ending(
            "Fund", f"fund:{fund.pk}", fund.title, str(fund.board or fund.locality or fund.holder), fund.ends_on,  # type: ignore[arg-type]
            rules(fund.locality_id), fund.get_absolute_url(), fund.exit_plan, f"/manage/money/funds/{fund.pk}/change/",
            tuple(reached),
        )  # fmt: skip


def _keepers() -> dict[tuple[str, int], list[Reached]]:
    found: dict[tuple[str, int], list[Reached]] = defaultdict(list)
    for user, kind, key in access.holders(access.roles_with(FUND)):
        found[kind, key].append((str(user), user.email))
    return found
