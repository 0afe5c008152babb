"""The nouns of money and services, one file each."""

from .allocation import Allocation
from .fund import Contribution, Fund, Nature
from .ledger import OF_ALLOCATIONS, WAYS, Entry, Move, Pot, YearEnd

__all__ = [
    "OF_ALLOCATIONS", "WAYS", "Allocation", "Contribution", "Entry", "Fund", "Move", "Nature", "Pot", "YearEnd",
]  # fmt: skip
