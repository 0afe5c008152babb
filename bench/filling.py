"""Many more partnerships and meetings, copied in bulk from the one that was published: rows as publishing makes them.

The owner of the tables copies them, in a database that is thrown away afterwards.
"""

import psycopg
from django.db.models import Model
from psycopg import sql

from bench.house import House
from boards.models import AgendaItem, Board, BoardKind, Decision, Meeting
from foundation.models import Act, Edition, EditionPart, Host, Partnership, Rendering, SearchEntry

FIRST = 1_000_000  # the numbers of the partnerships that are added, and of their boards
# Meeting n of board b is 10,000 b + n, as is its edition; its parts and items follow from it.
MEETING = "(board.id * 10000 + n)"
MEETINGS = "foundation_partnership partnership JOIN boards_board board ON board.partnership_id = partnership.id, "


def add_partnerships(owner: psycopg.Connection, house: House, count: int) -> None:
    """Add partnerships, each with a host and a board."""
    own, numbers = house.cast.partnership.pk, f"generate_series({FIRST + 1}, {FIRST + count}) n"
    board = house.cast.board
    slugs = {"slug": "'other' || n", "name": "'Other partnership ' || n"}
    _copy(owner, Partnership, f"source.id = {own}", numbers, id="n", **slugs)
    _copy(owner, Host, f"source.partnership_id = {own}", numbers, id="n", partnership_id="n", domain="'other' || n")
    _copy(owner, BoardKind, f"source.id = {board.kind_id}", numbers, id="n", partnership_id="n")
    unset = dict.fromkeys(("locality_id", "report_template_id"), "NULL")
    _copy(owner, Board, f"source.id = {board.pk}", numbers, id="n", partnership_id="n", kind_id="n", **unset)
    _copy(owner, Act, "source.id <= 100", numbers, id="DEFAULT", partnership_id="n")


def add_meetings(owner: psycopg.Connection, house: House, boards: str, count: int) -> None:
    """Add published meetings to the boards that a condition in SQL names."""
    meeting, edition = house.meeting, house.meeting.agenda_edition_id
    across = f"{MEETINGS} generate_series(1, {count}) n WHERE {boards} AND"
    own = {"partnership_id": "partnership.id"}
    of_board = {**own, "board_id": "board.id"}
    root = "'board:' || board.id"
    earlier = "- n * interval '7 days' - interval '1 hour'"
    _copy(
        owner, Meeting, f"source.id = {meeting.pk}", across, **of_board, id=MEETING, agenda_edition_id=MEETING,
        venue_id="NULL", starts_at=f"source.starts_at {earlier}", ends_at=f"source.ends_at {earlier}",
    )  # fmt: skip
    _copy(
        owner, AgendaItem, f"source.meeting_id = {meeting.pk}", across, **of_board, meeting_id=MEETING,
        id=f"{MEETING} * 100 + source.position",
    )  # fmt: skip
    _copy(
        owner, Edition, f"source.id = {edition}", across, **own, id=MEETING, root=root,
        series=f"'agenda:' || {MEETING}", published_at=f"source.published_at {earlier}",
    )  # fmt: skip
    _copy(
        owner, EditionPart, f"source.edition_id = {edition}", across, **own, edition_id=MEETING, root=root,
        id=f"{MEETING} * 100 + source.position",
    )  # fmt: skip
    _copy(
        owner, Rendering, f"source.edition_id = {edition}", across, **own, id="DEFAULT", edition_id=MEETING, root=root,
        subject=f"'meeting:' || {MEETING}",
    )  # fmt: skip
    _copy(
        owner, SearchEntry, f"source.edition_id = {edition}", across, **own, id="DEFAULT", edition_id=MEETING,
        root=root, series=f"'agenda:' || {MEETING}", dated="source.dated - n * 7",
        address=f"'/meetings/' || {MEETING} || '/'",
    )  # fmt: skip
    first = f"source.id = (SELECT min(id) FROM boards_decision WHERE board_id = {house.cast.board.pk})"
    unset = dict.fromkeys(("item_id", "recommendation_id"), "NULL")
    _copy(owner, Decision, first, across, **of_board, **unset, id="DEFAULT", meeting_id=MEETING)


def _copy(owner: psycopg.Connection, model: type[Model], which: str, across: str, **changed: str) -> None:
    """Insert the rows that `which` names once for each row of `across`, with some columns changed."""
    columns = [field.column for field in model._meta.concrete_fields if not getattr(field, "generated", False)]
    names = [name for name in columns if changed.get(name) != "DEFAULT"]
    values = [changed.get(name, f"source.{sql.Identifier(name).as_string(owner)}") for name in names]
    across = across if across.endswith("AND") else f"{across} WHERE"
    owner.execute(
        f"INSERT INTO {model._meta.db_table} ({', '.join(sql.Identifier(name).as_string(owner) for name in names)}) "
        f"SELECT {', '.join(values)} FROM {model._meta.db_table} source, {across} {which}"
    )
