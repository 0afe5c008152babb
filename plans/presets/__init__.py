"""What every partnership starts from, as data that it may change."""

from .lists import make_principles
from .statements import make_statements

__all__ = ["make_principles", "make_statements"]
