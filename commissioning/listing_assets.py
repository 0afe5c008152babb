"""Lists of land and buildings: for pages, and as the Transparency Code asks for them. Source: standards R20, R32."""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from commissioning.models import Asset, AssetOccupier, DisposalNotice, ValueListing

# The land and building assets of the Local Government Transparency Code 2015, and what partners share beyond it.
COLUMNS = (
    "UPRN", "Asset ID", "Name", "Address", "Postcode", "Latitude", "Longitude", "Owner", "Tenure", "Tenure ends",
    "Land or building", "Kind", "Ward or parish", "Locality", "Occupiers", "Condition", "Running cost",
)  # fmt: skip


def shown(rows: QuerySet[Asset]) -> QuerySet[Asset]:
    """Return assets with their owner, their place and who uses them today, as ``users``, in one query more."""
    today = AssetOccupier.objects.on(timezone.localdate()).select_related("organisation")
    users = Prefetch("occupiers", queryset=today, to_attr="users")
    return rows.select_related("owner", "locality", "area").prefetch_related(users)


def said(
    listings: Iterable[ValueListing],
) -> list[tuple[ValueListing, str, list[tuple[DisposalNotice, str]]]]:
    """Return listings as of community value and their notices, each with how it stands today, in words."""
    today = timezone.localdate()
    return [(row, row.says(today), [(one, one.says(today)) for one in row.notices.all()]) for row in listings]


def rows() -> Iterator[list[str]]:
    """Return the register as rows of ``COLUMNS``, without what has left it; amounts in pounds, days as 2026-11-22."""
    for asset in shown(Asset.objects.kept()).iterator(chunk_size=500):
        yield _row(asset)


def _row(asset: Asset) -> list[str]:
    pence = asset.running_pence
    return [
        asset.uprn, str(asset.pk), asset.name, asset.address, asset.postcode, _text(asset.latitude),
        _text(asset.longitude), str(asset.owner), asset.get_tenure_display(), _text(asset.tenure_ends_on),
        "Land only" if asset.kind == Asset.Kind.LAND else "Building", asset.get_kind_display(), _text(asset.area),
        _text(asset.locality), "; ".join(str(one.organisation) for one in asset.users),  # type: ignore[attr-defined]
        asset.condition, "" if pence is None else f"{pence / 100:.2f}",
    ]  # fmt: skip


def _text(value: object) -> str:
    return "" if value is None else str(value)
