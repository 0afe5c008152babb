"""What every partnership starts from, as data that it may change."""

from .lists import make_lists

__all__ = ["make_lists"]
