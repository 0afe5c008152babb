"""The nouns of money and services, one file each."""

from .allocation import Allocation
from .asset import Asset, AssetOccupier, AssetRoom, Step
from .community_value import DisposalNotice, ValueListing
from .fund import Contribution, Fund, Nature
from .ledger import OF_ALLOCATIONS, WAYS, Entry, Move, Pot, YearEnd
from .levy import LevyYear
from .rules import CommissioningRules, rules_by_locality, rules_of
from .transfer import NEXT, AssetTransfer, TransferContact, TransferStep

__all__ = [
    "NEXT", "OF_ALLOCATIONS", "WAYS", "Allocation", "Asset", "AssetOccupier", "AssetRoom", "AssetTransfer",
    "CommissioningRules", "Contribution", "DisposalNotice", "Entry", "Fund", "LevyYear", "Move", "Nature", "Pot",
    "Step", "TransferContact", "TransferStep", "ValueListing", "YearEnd", "rules_by_locality", "rules_of",
]  # fmt: skip
