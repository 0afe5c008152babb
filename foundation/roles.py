"""What roles in the whole partnership permit on the ground floor."""

from foundation import access
from foundation.models import PartnershipGrant

ADMINISTER = "foundation.administer"
READ_AUDIT = "foundation.read_audit"


def register() -> None:
    """Tell the register of roles."""
    access.register(
        "foundation.partnership",
        {"administrator": [ADMINISTER, READ_AUDIT], "auditor": [READ_AUDIT]},
        grants=PartnershipGrant,
    )
    access.register_clearance(ADMINISTER, "foundation.partnership", lambda ids: [f"draft:mail:{key}" for key in ids])
