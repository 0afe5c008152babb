"""How many make a quorum: in all, and of each tier that the board's rule names. Source: standards R14."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from boards.models import Board
from boards.models.kind import TIERS
from foundation.templatetags.words import counted


@dataclass(frozen=True)
class Quorum:
    """How many members may decide an item, of how many there are, and how many the board's rule asks for."""

    able: int
    members: int
    needed: int | None
    tiers: tuple["TierQuorum", ...] = ()

    @property
    def is_met(self) -> bool:
        """Say whether the board may decide: enough in all, and enough of each tier that its rule names."""
        return (self.needed is None or self.able >= self.needed) and all(tier.missing == 0 for tier in self.tiers)

    @property
    def missing(self) -> str:
        """Return who is missing, in words; nothing where the quorum is met."""
        short = max(0, (self.needed or 0) - self.able)
        parts = [counted(short, "member")] if short else []
        parts += [f"{tier.missing} from {TIERS[tier.tier]}" for tier in self.tiers if tier.missing]
        return " and ".join(parts)

    def __str__(self) -> str:
        words = f"{self.able} of {self.members} may decide this item"
        asked = [f"{counted(self.needed, 'is', 'are')} needed"] if self.needed is not None else []
        tiers = " and ".join(f"{tier.needed} from {TIERS[tier.tier]}" for tier in self.tiers)
        asked += [f"at least {tiers}"] if tiers else []
        if not asked:
            return f"{words}. The board has set no quorum."
        return f"{words}; {', '.join(asked)}.{f' Missing: {self.missing}.' if tiers and self.missing else ''}"


@dataclass(frozen=True)
class TierQuorum:
    """How many of those who may decide come from a tier, and how many of them the board's rule asks for."""

    tier: str
    able: int
    needed: int

    @property
    def missing(self) -> int:
        """Return how many more are needed."""
        return max(0, self.needed - self.able)


def needed(board: Board, members: int) -> int | None:
    """Return how many members make a quorum, None where the board has no rule: the larger of its number and share."""
    counts = [board.quorum_count] if board.quorum_count is not None else []
    if board.quorum_fraction is not None:
        # 0.667 was typed for two thirds: nobody means that 8.004 of 12 make 9.
        counts.append(ceil(Fraction(board.quorum_fraction).limit_denominator(12) * members))
    return max(counts) if counts else None
