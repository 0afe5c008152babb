"""The wards that items of the examples affect: of one item the members were told, of the others not yet."""

from boards import forewarning
from boards.models import AgendaItem, Board, Meeting
from foundation.models import User


def name_wards(board: Board, clerk: User) -> None:
    """Name places for the items of the next agenda in draft, and tell the members of those of the first."""
    draft = (
        Meeting.objects.filter(board=board, agenda_edition__isnull=True, items__key="").distinct().upcoming().first()
    )
    if draft is None:
        return
    areas = list(forewarning.places_for(board, draft.date).filter(kind="ward")[:3])
    for number, item in enumerate(AgendaItem.objects.standing().in_order().filter(meeting=draft, key="")[:2]):
        forewarning.name_places(item, areas[number : number + 2], by=clerk)
        if number == 0 and areas:
            forewarning.forewarn(draft, by=clerk)
