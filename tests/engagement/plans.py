"""Activities as tests of the engagement plan need them."""

from engagement import scheduling
from engagement.models import Activity, Audience, Theme
from engagement.presets import make_lists
from tests.cast import Cast
from tests.dates import in_days


def audiences(*keys: str) -> list[Audience]:
    return list(Audience.objects.filter(key__in=keys))


def plan(cast: Cast, title: str, at: int = 5, days: int = 1, heard=("residents",), publish=True, **facts) -> Activity:
    """Plan an activity by the clerk, public unless told otherwise."""
    if not Audience.objects.exists():
        make_lists()
    said = {"kind": "drop-in", "about": "What can still change", "level": "consult", "place": "The library", **facts}
    said.setdefault("locality", cast.locality)
    said.setdefault("owner", cast.organisations["district"])
    made = Activity(title=title, starts_on=in_days(at), ends_on=in_days(at + days - 1), **said)
    scheduling.keep_activity(made, audiences(*heard), by=cast.users["clerk"])
    return scheduling.publish(made, by=cast.users["clerk"]) if publish else made


def theme(key: str) -> Theme:
    return Theme.objects.get(key=key)
