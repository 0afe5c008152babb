"""How many queries a page costs, with 10 rows and with 1,000."""

import datetime

from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from bench.house import House
from boards.models import Action, AgendaItem, Decision, Meeting
from foundation.models import SearchEntry
from tests.boards.papers import drafted
from tests.cast import browser

PUBLIC, OFFICER = 8, 20
MANY = 1000


def queries(house: House) -> list[dict]:
    """Return the queries of public pages and of officers' pages, with few rows and with many."""
    with house.cast.inside():
        draft = drafted(house.cast, weeks=40, items=10)
    desk = f"/manage/meetings/{draft.pk}/"
    pages = {
        **{name: (path, "", PUBLIC) for name, path in house.pages.items()},
        **{name: (f"/{name}/", "", PUBLIC) for name in ("meetings", "boards", "decisions", "actions")},
        "officer's agenda": (f"{desk}agenda/", "clerk", OFFICER),
        "officer's meeting": (desk, "clerk", OFFICER),
        "officer's meetings": (f"/manage/boards/{house.cast.board.slug}/meetings/", "clerk", OFFICER),
        "officer's desk": ("/desk/", "clerk", OFFICER),
    }
    few = {name: _count(house, path, who) for name, (path, who, _) in pages.items()}
    grow(house, draft)
    many = {name: _count(house, path, who) for name, (path, who, _) in pages.items()}
    return [{"page": name, "with_10": few[name], "with_1000": many[name], "most": pages[name][2]} for name in pages]


def grow(house: House, draft: Meeting) -> None:
    """Add a thousand of each row that the pages list."""
    with house.cast.inside():
        AgendaItem.objects.filter(meeting=draft).update(position=F("position") + MANY)
        _add(AgendaItem.objects.filter(meeting=draft, position=MANY + 2), "position")
        _add(Meeting.objects.filter(pk=house.meeting.pk), "starts_at", agenda_edition=None)
        _add(Decision.objects.order_by("pk")[:1], recommendation=None)
        _add(Action.objects.order_by("pk")[:1])
        _add(SearchEntry.objects.filter(kind="item").order_by("pk")[:1], "key")


def _add(rows, changed: str = "", **fields) -> None:
    """Add copies of one row, with one field counted on and others set."""
    row = rows.get()
    columns = [f.attname for f in row._meta.concrete_fields if not f.primary_key and not f.generated]
    copies = [type(row)(**{**{name: getattr(row, name) for name in columns}, **fields}) for _ in range(MANY)]
    for n, copy in enumerate(copies, start=1):
        if changed == "starts_at":
            copy.starts_at = timezone.now() + datetime.timedelta(hours=n, days=60)
            copy.ends_at = copy.starts_at + (row.ends_at - row.starts_at)
        elif changed:
            setattr(copy, changed, n)
    type(row)._base_manager.bulk_create(copies)


def _count(house: House, path: str, who: str) -> int:
    """Return how many queries a page costs, whichever is more: for its first reader, or for the next."""
    client = browser(house.cast, house.cast.users[who] if who else None)
    return max(asked_by(client, path), asked_by(client, path))


def asked_by(client: Client, path: str, form: dict[str, str] | None = None) -> int:
    """Return how many queries a page costs, or an entry where a form is sent; raises RuntimeError when refused."""
    seen = []

    def note(execute, sql, *rest):
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        answer = client.post(path, form) if form else client.get(path)
    if answer.status_code != (302 if form else 200):
        raise RuntimeError(f"{path}: {answer.status_code}")
    return len(seen)
