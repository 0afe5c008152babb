"""The nouns of money and services, one file each."""

from .allocation import Allocation
from .asset import Asset, AssetOccupier, AssetRoom, Step
from .fund import Contribution, Fund, Nature
from .ledger import OF_ALLOCATIONS, WAYS, Entry, Move, Pot, YearEnd

__all__ = [
    "OF_ALLOCATIONS", "WAYS", "Allocation", "Asset", "AssetOccupier", "AssetRoom", "Contribution", "Entry", "Fund",
    "Move", "Nature", "Pot", "Step", "YearEnd",
]  # fmt: skip
