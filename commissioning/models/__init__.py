"""The nouns of money and services, one file each."""

from .allocation import Allocation
from .asset import Asset, AssetOccupier, AssetRoom, Step
from .fund import Contribution, Fund, Nature
from .ledger import OF_ALLOCATIONS, WAYS, Entry, Move, Pot, YearEnd
from .levy import LevyYear
from .rules import CommissioningRules, rules_by_locality, rules_of

__all__ = [
    "OF_ALLOCATIONS", "WAYS", "Allocation", "Asset", "AssetOccupier", "AssetRoom", "CommissioningRules", "Contribution",
    "Entry", "Fund", "LevyYear", "Move", "Nature", "Pot", "Step", "YearEnd", "rules_by_locality", "rules_of",
]  # fmt: skip
