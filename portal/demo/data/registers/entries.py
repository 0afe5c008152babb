"""Entries of registers in the words of the five sources; bodies and people that they do not name are invented.

Each value is written as a table would write it. ``review_in`` counts days from today.
"""

from typing import Any

Entries = dict[str, dict[str, dict[str, Any]]]
