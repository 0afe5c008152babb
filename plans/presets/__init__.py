"""What every partnership starts from, as data that it may change."""

from .lists import make_principles

__all__ = ["make_principles"]
