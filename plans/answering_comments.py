"""Officers answer each comment, set spam aside, and publish the round's answer as an edition. Source: B25, B26, D10."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from foundation import audit, editions, mail
from foundation.editions import Part
from foundation.locking import lock
from foundation.models import Edition, User
from plans import commenting
from plans.models import Comment, Commenter, CommentRound

RELATED = ("priority", "objective", "organisation")


def series(answered: CommentRound) -> str:
    """Return the name of its editions in the register."""
    return f"comments:{answered.pk}"


@transaction.atomic
def answer_comment(
    said: Comment, *, outcome: str, response: str, shown: str = "", is_theirs: bool = True, by: User
) -> Comment:
    """Say what becomes of a comment and why; it is published with the round's answer.

    ``shown`` are its words without a resident's details; what does not come from the organisation that it names is
    published as a resident's. Raises ValidationError without words, and for what was set aside.
    """
    said = lock(said, "round", "organisation")
    if said.set_aside_at:
        raise ValidationError("It was set aside. Take it up again first.")
    said.outcome, said.response = outcome, response.strip()
    words = "" if shown.strip() == said.text else shown.strip()
    said.shown = words or (said.shown if said.published_at else "")  # what was shortened stays so
    said.organisation = said.organisation if is_theirs else None
    said.responded_at, said.responded_by = timezone.now(), by
    said.full_clean(exclude=["partnership"])
    said.save()
    audit.record(by, "answered a comment on", said.round, outcome=outcome, comment=said.pk)
    return said


@transaction.atomic
def set_aside(said: Comment, *, because: str, by: User) -> Comment:
    """Keep spam or abuse from being published, with the reason; raises ValidationError without one."""
    said = lock(said, "round")
    if said.published_at:
        raise ValidationError("It is published already.")
    if not because.strip():
        raise ValidationError({"because": "Say why it is not published."})
    said.set_aside_at, said.set_aside_by, said.set_aside_because = timezone.now(), by, because.strip()
    said.responded_at, said.responded_by, said.outcome, said.response = None, None, "", ""
    said.save()
    audit.record(by, "set aside a comment on", said.round, because=because, comment=said.pk)
    return said


@transaction.atomic
def take_up(said: Comment, *, by: User) -> Comment:
    """Let a comment that was set aside count again."""
    said = lock(said, "round")
    said.set_aside_at, said.set_aside_by, said.set_aside_because = None, None, ""
    said.save()
    audit.record(by, "took up a comment on", said.round, comment=said.pk)
    return said


def missing(opened: CommentRound) -> list[str]:
    """Return what stands in the way of publishing the answer, in words."""
    waits = opened.comments.filter(responded_at__isnull=True, set_aside_at__isnull=True).count()
    lacks = [] if opened.is_over else [f"People may comment until {opened.closes_on:%-d %B %Y}."]
    if waits:
        lacks.append(f"{waits} comment{'s wait' if waits > 1 else ' waits'} for an answer.")
    return lacks


@transaction.atomic
def publish_answer(opened: CommentRound, *, answer: str, note: str = "", by: User | None) -> Edition:
    """Publish each comment with its answer as an edition, and tell once whoever left an address.

    Raises ValidationError while people may comment, while a comment waits, and when nothing has changed since.
    """
    opened = lock(opened, "set", "plan", "answer_edition")
    if lacks := missing(opened) or ([] if answer.strip() else ["Say what you make of it all."]):
        raise ValidationError(lacks)
    opened.answer = answer.strip()
    comments = list(opened.comments.filter(set_aside_at__isnull=True).select_related(*RELATED))
    parts = _parts(opened, comments)
    if opened.answer_edition and _is_same(opened.answer_edition, parts):
        raise ValidationError("This is published already: nothing has changed since.")
    edition = editions.publish(
        series=series(opened), root=f"plans:{opened.board_id or 0}", title=str(opened)[:300], parts=parts,
        reason=Edition.Reason.CORRECTION if opened.answer_edition else Edition.Reason.FIRST, note=note.strip(), by=by,
    )  # fmt: skip
    opened.answer_edition, opened.answered_at = edition, opened.answered_at or timezone.now()
    opened.save()
    _open(opened)
    _tell(opened)
    return edition


def _open(opened: CommentRound) -> None:
    """Let everybody read the comments, with the words that the edition left out gone: they told who somebody is."""
    rows = opened.comments.filter(set_aside_at__isnull=True)  # a comment has no history
    rows.exclude(shown="").update(text=F("shown"))
    rows.update(published_at=timezone.now())


def _parts(opened: CommentRound, comments: list[Comment]) -> list[Part]:
    facts = {
        "draft": str(opened.draft), "path": opened.draft.get_absolute_url() if opened.draft else "",
        "about": opened.about, "answer": opened.answer, "opens_on": opened.opens_on.isoformat(),
        "closes_on": opened.closes_on.isoformat(), "comments": len(comments),
        "set_aside": opened.comments.filter(set_aside_at__isnull=False).count(),
    }  # fmt: skip
    said = [Part("comment", f"comment:{each.pk}", each.about, published(each)) for each in comments]
    return [Part("comments", "summary", str(opened), facts), *said]


def published(said: Comment) -> dict[str, Any]:
    """Return what everybody reads of a comment; the person's name never."""
    return {
        "about": said.about, "organisation": str(said.organisation or ""), "text": said.shown or said.text,
        "is_shortened": bool(said.shown), "outcome": said.get_outcome_display(), "response": said.response,
    }  # fmt: skip


def _is_same(edition: Edition, parts: list[Part]) -> bool:
    there = [(part.title, part.content) for part in edition.parts.all()]
    return there == [(part.title[:500], part.content) for part in parts]


def _tell(opened: CommentRound) -> None:
    """Tell each confirmed sender of the answer, and keep nobody's name or address any longer."""
    senders = Commenter.objects.filter(comment__round=opened, told_at__isnull=True).select_related("comment")
    for sender in senders:
        if sender.email and sender.confirmed_at and not sender.comment.set_aside_at:
            key = f"comment:{sender.comment_id}"
            words = {"round": opened, "comment": sender.comment}
            mail.post(sender.email, "comment_answered", words, about=key, name=sender.name, key=f"{key}:answered")
        sender.told_at = timezone.now()
        commenting.empty(sender)
