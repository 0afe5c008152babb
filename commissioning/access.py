"""What roles permit with money and services, and which closed rows they show.

A finance officer is appointed for a locality or for the partnership; a board's clerk keeps the money of the board.
"""

from foundation import access
from plans.access import where

__all__ = ["ALLOCATE", "ASSETS", "DRAFTS", "FUND", "READ", "register", "where"]

READ = "commissioning.read"  # the officers' pages
DRAFTS = "commissioning.read_drafts"  # funds that are being set up
FUND = "commissioning.fund"  # funds, what is received, paid and given back, the end of the year
ALLOCATE = "commissioning.allocate"  # what is set aside and promised
ASSETS = "commissioning.keep_assets"  # land and buildings: register, transfers, listings

KEEPER = [READ, DRAFTS, FUND, ALLOCATE, ASSETS]
EVERYWHERE = "draft:money:*"
EVERY_BOARD = "draft:money:board:*"


def register() -> None:
    """Tell the ground which roles there are and what they show."""
    access.register("boards.board", {"clerk": KEEPER, "chair": [READ, DRAFTS], "member": [DRAFTS], "partner": [DRAFTS]})
    access.register("localities.locality", {"finance": KEEPER, "district": KEEPER})
    access.register("foundation.partnership", {"finance": KEEPER, "administrator": KEEPER, "auditor": [READ, DRAFTS]})
    access.register_clearance(DRAFTS, "foundation.partnership", lambda _: [EVERYWHERE, EVERY_BOARD])
    access.register_clearance(DRAFTS, "boards.board", lambda ids: [f"draft:money:board:{key}" for key in sorted(ids)])
    access.register_clearance(
        DRAFTS, "localities.locality", lambda ids: [f"draft:money:{key}" for key in (0, *sorted(ids))]
    )
