"""Rows held against a Table Schema, as a program of somebody else reads it."""

import datetime
import re
from decimal import Decimal
from typing import Any

READ = {"date": datetime.date.fromisoformat, "number": Decimal, "integer": int, "string": str}


def wrong(fields: list[dict[str, Any]], row: dict[str, str]) -> list[str]:
    """Return the columns of a row that are not as the schema says; all where the columns are others."""
    if list(row) != [field["name"] for field in fields]:
        return list(row)
    return [field["name"] for field in fields if not _fits(field, row[field["name"]])]


def _fits(field: dict[str, Any], cell: str) -> bool:
    rules = field["constraints"]
    if not cell:
        return not rules["required"]
    try:
        READ[field["type"]](cell)
    except (ValueError, ArithmeticError):
        return False
    return "pattern" not in rules or re.fullmatch(rules["pattern"], cell) is not None
