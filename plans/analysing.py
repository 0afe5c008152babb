"""A joint needs analysis is drafted by both tiers, signed by each, and published as an edition. Source: A11, E18."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from boards.ordering import behind, moved, place
from foundation import audit, editions
from foundation.editions import Part
from foundation.locking import lock
from foundation.models import Act, Edition, User
from localities.models import Organisation
from plans.models import AnalysedNeed, AnalysisContribution, AnalysisSignature, NeedsAnalysis
from plans.models.place import open_parts
from plans.refusing import in_words
from plans.showing import let_be_found

KIND = "needs-analysis"
TIERS = {kind: kind.label.lower() for kind in Organisation.PRINCIPAL}
WHY = "Say what is changed and why: everybody will read it."
SIGNED = "recorded a signature of"
NO_CHANGE = (SIGNED, "published")
SAME = "This is published already: nothing has changed since."


@transaction.atomic
def keep(analysis: NeedsAnalysis, *, by: User) -> NeedsAnalysis:
    """Begin an analysis, or change its facts, which voids what was signed."""
    is_new = analysis._state.adding
    if is_new:
        analysis.created_by = by
    else:
        lock(NeedsAnalysis(pk=analysis.pk))
    analysis.save()
    audit.record(by, "began" if is_new else "changed", analysis)
    return analysis


@transaction.atomic
def keep_need(analysis: NeedsAnalysis, row: AnalysedNeed, *, by: User) -> AnalysedNeed:
    """Save a need with why it comes where it comes, a new one as the last."""
    analysis = lock(analysis, "locality")
    if row._state.adding:
        row.analysis, row.position = analysis, behind(analysis.needs.all())
    row.belong_with(analysis)
    row.save()
    audit.record(by, "changed the needs of", analysis, need=row.need_id)
    return row


@transaction.atomic
def move_need(row: AnalysedNeed, *, to: int, by: User) -> None:
    """Move a need to a place in the order, counted from 0. Raises ValidationError when somebody took it out."""
    analysis = lock(row.analysis, "locality")
    place(moved(analysis.needs.all(), row, to))
    audit.record(by, "put the needs in order of", analysis)


@transaction.atomic
def drop_need(row: AnalysedNeed, *, by: User) -> None:
    """Take a need out; what was published of it stays in its edition."""
    analysis = lock(row.analysis, "locality")
    row.delete()
    place(analysis.needs.all())
    audit.record(by, "took a need out of", analysis, need=row.need_id)


@transaction.atomic
def contribute(analysis: NeedsAnalysis, row: AnalysisContribution, *, by: User) -> AnalysisContribution:
    """Save what an organisation adds. Raises ValidationError where it has contributed already."""
    analysis = lock(analysis, "locality")
    row.analysis = analysis
    row.belong_with(analysis)
    there = analysis.contributions.filter(organisation=row.organisation_id).exclude(pk=row.pk)
    if there.exists():
        raise ValidationError({"organisation": "It has contributed already: change what it said."})
    row.save()
    audit.record(by, "recorded what an organisation adds to", analysis, organisation=str(row.organisation))
    return row


@transaction.atomic
def sign(
    analysis: NeedsAnalysis, organisation: Organisation, *, signed_by: str, signed_on: datetime.date, by: User
) -> AnalysisSignature:
    """Record that an organisation signs the analysis as it is.

    Raises ValidationError for an analysis without needs, a day still to come or before the last change, and twice.
    """
    analysis = lock(analysis, "locality")
    if not analysis.needs.exists():
        raise ValidationError("Add the needs first: there is nothing to sign yet.")
    if signed_on > timezone.localdate():
        raise ValidationError({"signed_on": "The day of the signature must not be in the future."})
    changed_on = changed(analysis)
    if signed_on < changed_on:
        words = f"It was changed on {changed_on:%-d %B %Y}: a signature from before that is void."
        raise ValidationError({"signed_on": words})
    if there := in_force(analysis, organisation=organisation).select_related("recorded_by").first():
        at = timezone.localtime(there.recorded_at)
        words = f"This organisation has signed already: {there.recorded_by} recorded it on {at:%-d %B %Y at %H:%M}."
        raise ValidationError({"organisation": words})
    row = AnalysisSignature(
        analysis=analysis, organisation=organisation, signed_by=signed_by.strip(), signed_on=signed_on, recorded_by=by
    )
    row.belong_with(analysis)
    row.save()
    audit.record(by, SIGNED, analysis, organisation=str(organisation), signed_by=row.signed_by)
    return row


def in_force(analysis: NeedsAnalysis, **of: Any) -> QuerySet[AnalysisSignature]:
    """Return the signatures that no change has voided."""
    return analysis.signatures.filter(voided_at__isnull=True, **of).select_related("organisation")


def changed(analysis: NeedsAnalysis) -> datetime.date:
    """Return the day of the last change to what is signed, by the act log."""
    acts = Act.objects.filter(target_kind=analysis._meta.label_lower, target_id=analysis.pk).exclude(verb__in=NO_CHANGE)
    last = acts.order_by("-at").first()
    return timezone.localtime(last.at).date() if last else timezone.localdate()


def missing(analysis: NeedsAnalysis) -> list[str]:
    """Return what an analysis lacks before it can be published, in words. The database holds the same."""
    signed = {row.organisation.kind for row in in_force(analysis)}
    given = set(analysis.contributions.values_list("organisation__kind", flat=True))
    lacks = [] if analysis.needs.exists() else ["Add at least one need."]
    lacks += [f"Record what a {words} adds (A11)." for kind, words in TIERS.items() if kind not in given]
    lacks += [f"Record the signature of a {words} (A11)." for kind, words in TIERS.items() if kind not in signed]
    closed = analysis.needs.filter(need__published_at__isnull=True).select_related("need")
    return lacks + [f"Publish the need “{row.need}” first." for row in closed]


@transaction.atomic
def publish(analysis: NeedsAnalysis, *, by: User, note: str = "") -> Edition:
    """Publish the analysis as its next edition, with its parts; one after the first says what changed and why.

    Raises ValidationError for what `missing` names, without a note, and where nothing has changed.
    """
    analysis = lock(analysis, "locality", "edition")
    if lacks := missing(analysis):
        raise ValidationError(lacks)
    if analysis.edition and not note.strip():
        raise ValidationError({"note": WHY})
    parts = _parts(analysis)
    if analysis.edition and _same(analysis.edition, parts):
        raise ValidationError(SAME)
    edition = editions.publish(
        series=analysis.series, root=f"plans:{analysis.locality_id}", title=str(analysis), parts=parts,
        reason=Edition.Reason.CORRECTION if analysis.edition else Edition.Reason.FIRST, note=note.strip(), by=by,
    )  # fmt: skip
    analysis.edition, analysis.published_at = edition, analysis.published_at or timezone.now()
    with in_words():
        analysis.save()
    open_parts(analysis.published_at, analysis.needs.all(), analysis.contributions.all(), analysis.signatures.all())
    body = "\n".join(f"{row.need} {row.sentence}" for row in analysis.needs.select_related("need"))
    let_be_found(analysis, KIND, body, dated=timezone.localdate(), edition=edition)
    return edition


def _parts(analysis: NeedsAnalysis) -> list[Part]:
    signed = [
        {"organisation": str(row.organisation), "by": row.signed_by, "on": row.signed_on.isoformat()}
        for row in in_force(analysis)
    ]
    given = [
        {"organisation": str(row.organisation), "words": row.words}
        for row in analysis.contributions.select_related("organisation")
    ]
    facts = {"about": analysis.about, "year": analysis.year, "place": str(analysis.locality), "given": given}
    needs = [
        Part(KIND, f"need:{row.need_id}", str(row.need), {
            "sentence": row.sentence, "statement": row.need.statement, "path": row.need.get_absolute_url(),
        })
        for row in analysis.needs.select_related("need")
    ]  # fmt: skip
    return [Part(KIND, "front", str(analysis), {**facts, "signed": signed}), *needs]


def _same(edition: Edition, parts: list[Part]) -> bool:
    """Say whether an edition says the same, whoever signed it."""
    there = [(part.title, _unsigned(part.content)) for part in edition.parts.order_by("position")]
    return there == [(part.title, _unsigned(part.content)) for part in parts]


def _unsigned(content: dict[str, Any]) -> dict[str, Any]:
    return {key: said for key, said in content.items() if key != "signed"}
