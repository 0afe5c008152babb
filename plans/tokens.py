"""The secrets of links that need no account, made from their rows and stored only as hashes."""

from foundation.links import secret
from plans.models import PlanAction, ValueRequest

USES = {ValueRequest: "plans.value", PlanAction: "plans.action"}


def token_of(row: ValueRequest | PlanAction) -> str:
    """Return the secret of the link by which a value is given, or an action reported on; made anew it is another."""
    return secret(USES[type(row)], row.partnership_id, row.pk, row.link_made_at)
