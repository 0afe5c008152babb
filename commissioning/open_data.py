"""What is open as tables for other programs: its columns, how each is written, and its rows. Source: R20, R21.

Rows are read in parts by their key, so that a table of any length takes the same memory.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from commissioning import balances
from commissioning.models import Allocation, Entry, Fund, Pot
from localities.models import Organisation
from localities.models.identifier import PATTERN

VERSION = "1.0"  # changes when a column is renamed, removed or written in another way
LICENCE = ("Open Government Licence v3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")
CHUNK = 1000  # rows that are held at once
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """How the cells of a column are written: in words, as a type of Table Schema, and as a pattern."""

    words: str
    type: str
    pattern: str


TEXT = Kind("Text", "string", r"[\s\S]*")
DAY = Kind("A day, such as 2026-04-01", "date", r"\d{4}-\d{2}-\d{2}")
MONEY = Kind("Pounds, such as 1200.50; less than nothing where money came back", "number", r"-?\d+\.\d{2}")
AMOUNT = Kind("Pounds, such as 1200.50", "number", r"\d+\.\d{2}")
WHOLE = Kind("A whole number", "integer", r"\d+")
ADDRESS = Kind("The address of a page", "string", r"https?://\S+")
IDENTIFIER = Kind("An identifier of org-id.guide, such as GB-COH-01234567", "string", PATTERN)


@dataclass(frozen=True)
class Column:
    """One column of a table; what is not needed may be empty."""

    name: str
    about: str
    kind: Kind = TEXT
    needed: bool = True


@dataclass(frozen=True)
class Table:
    """One table that is open to everybody under a stable address."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    found: Callable[[], QuerySet[Any]]
    cells: Callable[[list[Any], str], Iterator[Cells]]

    @property
    def headings(self) -> tuple[str, ...]:
        """Return the first line of the table."""
        return tuple(column.name for column in self.columns)

    def rows(self, site: str) -> Iterator[Cells]:
        """Return the rows of the table as they were added; ``site`` is the partnership's address."""
        last, found = 0, self.found().order_by("pk")
        while part := list(found.filter(pk__gt=last)[:CHUNK]):
            yield from self.cells(part, site)
            last = part[-1].pk


def _pounds(pence: int) -> str:
    sign, pence = ("-", -pence) if pence < 0 else ("", pence)
    return f"{sign}{pence // 100}.{pence % 100:02}"


def _body(one: Organisation | None) -> Cells:
    return (one.name, one.identifier) if one else ("", "")


def _place(row: Any) -> str:
    return str(row.board or row.locality or "")


OF_PAYMENTS = ("fund__holder", "organisation", "allocation__organisation", "allocation__place",
               "allocation__priority__theme", "allocation__decision", "allocation__officer_decision")  # fmt: skip
SPEND = (
    Column("Body", "The body that holds the money and pays it"),
    Column("Body identifier", "By which it is known", IDENTIFIER, needed=False),
    Column("Date", "Of the payment", DAY),
    Column("Transaction", "The number of the entry in the ledger", WHOLE),
    Column("Amount", "What was paid, or came back", MONEY),
    Column("Supplier", "Who was paid"),
    Column("Supplier identifier", "By which they are known", IDENTIFIER, needed=False),
    Column("Purpose", "What it paid for"),
    Column("Category", "The subject of the priority that it serves", needed=False),
    Column("Description", "What was written when it was booked"),
    Column("Reference", "Such as the number of the invoice", needed=False),
    Column("Takes back", "The transaction that this one takes back", WHOLE, needed=False),
    Column("Fund", "From which it was paid"),
    Column("Place", "Where it was spent; empty where everywhere", needed=False),
    Column("Decision", "By which it was set aside", ADDRESS),
    Column("Address", "The page of what it paid for, with each step", ADDRESS),
)


def _payments() -> QuerySet[Entry]:
    """Return what was paid and what came back; what goes into another fund is spent once, where that fund pays it."""
    moved = Entry.objects.filter(Q(source=Pot.PAID) | Q(target=Pot.PAID), allocation__into__isnull=True)
    return moved.select_related(*OF_PAYMENTS)


def _spent(rows: list[Entry], site: str) -> Iterator[Cells]:
    for row in rows:
        one: Any = row.allocation
        amount = _pounds(row.pence if row.target == Pot.PAID else -row.pence)
        yield (
            *_body(row.fund.holder), row.on.isoformat(), str(row.pk), amount,
            *_body(row.organisation or one.organisation), one.title, str(one.priority.theme or ""), row.because,
            row.reference, str(row.reverses_id or ""), row.fund.title, str(one.place or ""),
            f"{site}{one.rests_on.get_absolute_url()}", f"{site}{one.get_absolute_url()}",
        )  # fmt: skip


FUNDS = (
    Column("Fund", "Its name"),
    Column("Address", "Its page, with every entry", ADDRESS),
    Column("Comes from", "Where the money comes from"),
    Column("Kind", "New, redirected or given in kind"),
    Column("Held by", "The body that holds the money"),
    Column("Holder identifier", "By which it is known", IDENTIFIER, needed=False),
    Column("For", "The board that decides, or the place; empty where everywhere", needed=False),
    Column("Purpose", "What it may be spent on"),
    Column("First day", "On which money is given out", DAY),
    Column("Last day", "On which money is given out; empty where it has no end", DAY, needed=False),
    Column("Came", "What came, less what was given back", AMOUNT),
    Column("Set aside", "Of that, by decisions", AMOUNT),
    Column("Paid", "Of what is set aside", AMOUNT),
    Column("Not set aside", "What is left to decide about", AMOUNT),
    Column("State", "Open or closed"),
)


def _funds(rows: list[Fund], site: str) -> Iterator[Cells]:
    found = balances.of_funds(row.pk for row in rows)
    for row in rows:
        sums = found.get(row.pk, balances.Balance())
        yield (
            row.title, f"{site}{row.get_absolute_url()}", row.get_stream_display(), row.get_nature_display(),
            *_body(row.holder), _place(row), row.purpose, row.starts_on.isoformat(),
            row.ends_on.isoformat() if row.ends_on else "",
            *map(_pounds, (sums.whole, sums.aside, sums.paid, sums.free)), row.state,
        )  # fmt: skip


OF_ALLOCATIONS = ("fund", "organisation", "place", "priority", "decision", "officer_decision")
ALLOCATIONS = (
    Column("Pays for", "What the money is set aside for"),
    Column("Address", "Its page, with each step until it is paid", ADDRESS),
    Column("Fund", "From which it is set aside"),
    Column("Fund address", "The page of the fund", ADDRESS),
    Column("Receives it", "Who receives it, or spends it"),
    Column("Receiver identifier", "By which they are known", IDENTIFIER, needed=False),
    Column("Place", "Where it is spent; empty where everywhere", needed=False),
    Column("Priority", "That it serves"),
    Column("Priority address", "The page of the priority", ADDRESS),
    Column("Decision", "By which it was set aside"),
    Column("Decision address", "The page of the decision", ADDRESS),
    Column("Decided on", "The day of the decision", DAY),
    Column("Set aside", "In all", AMOUNT),
    Column("Promised", "Of that, by contract or award and not paid yet", AMOUNT),
    Column("Paid", "Of that", AMOUNT),
)


def _allocations(rows: list[Allocation], site: str) -> Iterator[Cells]:
    found = balances.of_allocations(row.pk for row in rows)
    for row in rows:
        sums, decision = found.get(row.pk, balances.Balance()), row.rests_on
        yield (
            row.title, f"{site}{row.get_absolute_url()}", row.fund.title, f"{site}{row.fund.get_absolute_url()}",
            *_body(row.organisation), str(row.place or ""), row.priority.title,
            f"{site}{row.priority.get_absolute_url()}", decision.title, f"{site}{decision.get_absolute_url()}",
            decision.decided_on.isoformat(), *map(_pounds, (sums.aside, sums.committed, sums.paid)),
        )  # fmt: skip


TABLES = (
    Table("spend", "Spend", "Every payment, whatever its amount. What came back, or was taken back, has a line of its "
          "own below nothing, so that the column adds up. What goes into another fund is spent where that fund pays "
          "it.", SPEND, _payments, _spent),
    Table("funds", "Funds", "Every fund with its rules and what is in it.", FUNDS,
          lambda: Fund.objects.public().select_related("holder", "board", "locality"), _funds),
    Table("allocations", "Money set aside", "What money is set aside for, with the decision and the priority.",
          ALLOCATIONS, lambda: Allocation.objects.select_related(*OF_ALLOCATIONS), _allocations),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}


def described(site: str, name: str) -> dict[str, Any]:
    """Return what there is as a data package, for programs that check the tables. Source: Frictionless Table Schema."""
    return {
        "name": "open-data", "title": f"Open data: {name}", "version": VERSION, "profile": "tabular-data-package",
        "licenses": [{"name": "OGL-UK-3.0", "title": LICENCE[0], "path": LICENCE[1]}],
        "resources": [
            {
                "name": table.name, "title": table.title, "description": table.about, "format": "csv",
                "path": f"{site}/open-data/{table.name}.csv", "encoding": "utf-8", "mediatype": "text/csv",
                "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
            }
            for table in TABLES
        ],
    }  # fmt: skip


def _field(column: Column) -> dict[str, Any]:
    rules: dict[str, Any] = {"required": column.needed}
    if column.kind.type == "string" and column.kind is not TEXT:
        rules["pattern"] = column.kind.pattern
    return {"name": column.name, "description": column.about, "type": column.kind.type, "constraints": rules}
