"""The chair's agreement: a watermarked pack of the draft, and what the chair said to it."""

from django.db import transaction
from django.utils import timezone

from foundation import audit, mail, work
from foundation.locking import lock
from foundation.mail import Letter
from foundation.models import Rendering, User

from . import rendering
from .models import AgendaAgreement, BoardOffice, Meeting


@transaction.atomic
def ask_chair(meeting: Meeting, *, by: User) -> AgendaAgreement:
    """Ask for a draft pack and for the chair's agreement to it; asked while one is being made, return that one."""
    meeting = lock(meeting, "board")
    making = Rendering.objects.owed().filter(subject=rendering.subject(meeting), kind=rendering.DRAFT_PACK)
    asked = AgendaAgreement.objects.filter(meeting=meeting, rendering__in=making).first()
    if asked:
        return asked
    made = Rendering.objects.create(
        subject=rendering.subject(meeting), kind=rendering.DRAFT_PACK, root=meeting.board.root, asked_at=timezone.now()
    )
    asked = AgendaAgreement.objects.create(board=meeting.board, meeting=meeting, rendering=made, asked_by=by)
    work.later("boards.build_draft_pack", rendering_id=made.pk)
    audit.record(by, "asked the chair to agree the agenda", meeting)
    return asked


def tell_chairs(made: Rendering) -> None:
    """Mail those who chair the board that the draft pack is there to be read; told again, nothing is sent twice."""
    asked = AgendaAgreement.objects.filter(rendering=made, answer="").select_related("meeting__board").first()
    if asked is None:
        return
    chairs = asked.meeting.board.offices.on(asked.meeting.date).filter(kind=BoardOffice.Kind.CHAIR)
    mail.post_all(
        Letter(
            to=office.person.email, template="agenda_to_agree", name=office.person.name,
            context={"meeting": asked.meeting, "path": f"/manage/meetings/{asked.meeting_id}/draft-pack/"},
            about=rendering.subject(asked.meeting), key=f"agreement:{asked.pk}:{office.person_id}",
        )
        for office in chairs.select_related("person")
        if office.person.email
    )  # fmt: skip


@transaction.atomic
def answer(agreement: AgendaAgreement, *, by: User, says: str, note: str = "") -> AgendaAgreement:
    """Keep what the chair said; an answer that was given stands."""
    agreement = lock(agreement, "meeting__board")
    if agreement.answer:
        return agreement
    agreement.answer, agreement.note = says, note
    agreement.answered_at, agreement.answered_by = timezone.now(), by
    agreement.full_clean()
    agreement.save()
    audit.record(by, "agreed the agenda" if says == "agreed" else "asked for a change", agreement.meeting, note=note)
    return agreement
