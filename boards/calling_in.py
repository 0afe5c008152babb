"""Call-in: a sovereign body's decision is published and held before anybody acts on it, and may be called in meanwhile.

Periods and signatures are the body's own. Source: standards R11.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone

from boards import rendering
from boards.models import CallInPeriods, CallInRule, Decision, Hold, Signatories
from boards.refusing import refuse
from boards.telling import tell_clerks
from foundation import audit
from foundation.locking import lock, need_first
from foundation.models import User
from foundation.templatetags.words import short_day
from foundation.working_days import working_days_after
from localities.models import Mandate, Organisation

PERIODS = [field.name for field in CallInPeriods._meta.local_fields]
EXAMPLES: dict[str, str] = {
    Signatories.ANY: "member for North ward", Signatories.BACKBENCH: "member for North ward",
    Signatories.SCRUTINY: "member of the overview and scrutiny committee",
}  # fmt: skip
RELATED = ("decision__board", "decision__meeting", "organisation", "board")


def rule_of(body: Organisation) -> CallInRule:
    """Return what a body's constitution says of call-in, or the usual rule; without scrutiny there is no call-in."""
    return rules_of([body]).get(body.pk) or usual(body)


def rules_of(bodies: list[Organisation]) -> dict[int, CallInRule]:
    """Return the call-in rules of councils by their id, saved or usual, in one query."""
    saved = {rule.organisation_id: rule for rule in CallInRule.objects.filter(organisation__in=bodies)}
    found = {body.pk: saved.get(body.pk) or usual(body) for body in bodies if body.is_council}
    for body in bodies:
        if body.pk in found:
            found[body.pk].organisation = body
    return found


def usual(body: Organisation) -> CallInRule:
    """Return the rule of a body whose own is not recorded."""
    rule = CallInRule(organisation=body)
    if body.kind not in CallInRule.WITH_SCRUTINY:
        rule.hold_days = 0
    return rule


@transaction.atomic
def keep_rule(rule: CallInRule, *, fields: Sequence[str], by: User | None) -> CallInRule:
    """Keep what a form says of the call-in of a body; what is held already keeps the rule that it began under.

    Raises ChangedMeanwhile where somebody kept the first rule of this body in the same moment.
    """
    need_first(rule, organisation=lock(rule.organisation))
    rule.full_clean(exclude=["partnership"])
    rule.save()
    audit.record(by, "changed the call-in rule of", rule.organisation, fields=list(fields), rule=str(rule))
    return rule


def begin(decision: Decision, *, published_on: datetime.date | None, by: User | None) -> Hold | None:
    """Hold what a body has agreed, from its publication on; one that was referred back is held anew.

    Return None where the body holds nothing. Raises ValidationError where it cannot have been published that day.
    """
    body, decided_on = decision.awaiting, decision.answered_on
    if body is None or decided_on is None or not (rule := rule_of(body)).hold_days:
        return None
    row = Hold(
        board=decision.board, decision=decision, organisation=body, earlier=_ended(decision),
        publish_by=working_days_after(decided_on, rule.publish_days), **model_to_dict(rule, PERIODS),
    )  # fmt: skip
    if published_on:
        _publish(row, published_on)
    row.save()
    return row


def _ended(decision: Decision) -> list[dict[str, Any]]:
    """End the hold that was referred back, and return what is kept of it and of those before."""
    before = Hold.objects.select_for_update().filter(decision=decision).first()
    if before is None:
        return []
    before.delete()
    return [*before.earlier, before.told]


@transaction.atomic
def record_publication(hold: Hold, *, published_on: datetime.date, by: User) -> Hold:
    """Record, or correct, when a body published its decision: the hold runs from there."""
    row = _locked(hold)
    _refuse_settled(row)
    _publish(row, published_on)
    return _save(row, "recorded the publication of", by, on=str(published_on))


def _publish(row: Hold, published_on: datetime.date) -> None:
    decided_on = row.decision.answered_on or published_on
    _between(published_on, decided_on, timezone.localdate(), "published_on", f"after {row.organisation} decided")
    row.published_on, row.ends_on = published_on, working_days_after(published_on, row.hold_days)


@transaction.atomic
def waive(hold: Hold, *, waived_on: datetime.date, waived_by: str, because: str, by: User) -> Hold:
    """Record that a decision is too urgent to be held: who agreed to it, and why."""
    row = _locked(hold)
    _refuse_settled(row)
    decided_on = row.decision.answered_on or waived_on
    _between(waived_on, decided_on, timezone.localdate(), "waived_on", f"after {row.organisation} decided")
    row.waived_on, row.waived_by, row.waived_because = waived_on, waived_by.strip(), because.strip()
    return _save(row, "waived the call-in of", by, agreed_by=waived_by)


@transaction.atomic
def call_in(hold: Hold, *, called_in_on: datetime.date, names: Sequence[str], grounds: str, by: User) -> Hold:
    """Record that a decision was called in: it waits for the outcome.

    Raises ValidationError when it came before publication or too late, or was signed by too few or by the wrong people.
    """
    row = _locked(hold)
    _refuse_settled(row)
    if row.published_on is None or row.ends_on is None:
        raise ValidationError("Record first when the decision was published: it can be called in from then on (R11).")
    last = min(row.ends_on, timezone.localdate())
    _between(called_in_on, row.published_on, last, "called_in_on", "while the decision is held")
    row.signatories = _signed(row, names, called_in_on)
    row.called_in_on, row.grounds = called_in_on, grounds.strip()
    return _save(row, "recorded the call-in of", by, signatories=row.signatories)


def _signed(row: Hold, lines: Sequence[str], day: datetime.date) -> list[str]:
    """Return who signed, each once and with the capacity in which they may; raises ValidationError where they may not.

    A line is a name, or a name, a comma and a capacity. Whoever is recorded as a member of the council needs none,
    but for its scrutiny committee, which partnerships do not keep.
    """
    members, who = _members(row.organisation, day), row.get_who_display()
    signed = _named(lines, members)
    if len(signed) < row.least:
        raise _wrong(
            f"{len(signed)} signed. {row.organisation} asks for at least {row.least} {who} (R11). Add the others, or "
            "wait until they have signed."
        )
    known = {name: members[name.casefold()] for name in signed if name.casefold() in members}
    barred = sorted(name for name, mandate in known.items() if mandate.executive_position)
    if row.who != Signatories.ANY and barred:
        raise _wrong(f"{', '.join(barred)} may not sign: only {who} call in (R11). Leave them out.")
    if row.who != Signatories.SCRUTINY:
        signed = {name: said or _capacity(known.get(name)) for name, said in signed.items()}
    if unknown := [name for name, capacity in signed.items() if not capacity]:
        raise _wrong(
            f"In what capacity do they sign: {', '.join(unknown)}? Only {who} call in what {row.organisation} decides "
            "(R11), and it is not recorded here that they are. Write it after the name and a comma, as "
            f"“{unknown[0]}, {EXAMPLES[row.who]}”, or leave them out."
        )
    return [f"{name} ({capacity})" for name, capacity in signed.items()]


def _wrong(words: str) -> ValidationError:
    return ValidationError({"names": words})


def _named(lines: Sequence[str], members: Mapping[str, Mandate]) -> dict[str, str]:
    """Return the names of those who signed with what stands after the comma, each person once however written."""
    named: dict[str | int, tuple[str, str]] = {}
    for line in lines:
        written, _, capacity = line.partition(",")
        name = " ".join(written.split())
        member = members.get(name.casefold())
        named.setdefault(member.person_id if member else name.casefold(), (name, capacity.strip()))
    return {name: capacity for name, capacity in named.values() if name}


def _members(body: Organisation, day: datetime.date) -> dict[str, Mandate]:
    """Return the mandates of a council on a day by the names of their holders, with and without their title."""
    held = Mandate.objects.on(day).filter(council=body).select_related("person", "council", "area")
    return {name.casefold(): mandate for mandate in held for name in (mandate.person.name, str(mandate.person))}


def _capacity(mandate: Mandate | None) -> str:
    if mandate is None:
        return ""
    return f"member for {mandate.area}" if mandate.area else f"member of {mandate.council}"


@transaction.atomic
def conclude(hold: Hold, *, outcome: str, outcome_on: datetime.date, note: str, by: User) -> Hold:
    """Record what became of a call-in; what was referred back waits for the body to decide again."""
    row = _locked(hold)
    if row.called_in_on is None:
        raise ValidationError("This decision was not called in, so there is no outcome to record.")
    if row.outcome:
        raise ValidationError(f"The outcome is recorded already: {row.get_outcome_display()}.")
    _between(outcome_on, row.called_in_on, timezone.localdate(), "outcome_on", "after it was called in")
    row.outcome, row.outcome_on, row.outcome_note = outcome, outcome_on, note
    if outcome == Hold.Outcome.REFERRED:
        row.decision.answer, row.decision.answered_on = "", None
        row.decision.save()
    return _save(row, "recorded the outcome of the call-in of", by, outcome=outcome)


def refuse_held(decisions: Iterable[Decision]) -> None:
    """Refuse to act on a decision that is held; raises ValidationError with until when. Source: R11."""
    for decision in decisions:
        if until := decision.held_until:
            raise refuse("held_for_call_in", f"“{decision.title}” is held for call-in {until}")


def decisions_behind(meeting_id: int, item_id: int | None) -> Iterable[Decision]:
    """Return the decisions from which what was set under an item follows, each with its hold."""
    held = Decision.objects.filter(meeting=meeting_id, item=item_id, hold__isnull=False)
    return held.select_related("hold__organisation") if item_id else ()


def remind(today: datetime.date) -> int:
    """Tell the clerks once of each decision that its body should have published; return how many there are."""
    late = list(Hold.objects.unpublished(today).select_related(*RELATED))
    for hold in late:
        told = {"hold": hold, "decision": hold.decision, "path": hold.decision.get_absolute_url()}
        key = f"hold:{hold.pk}:{hold.publish_by}"
        tell_clerks(hold.board, "hold_unpublished", told, about=f"decision:{hold.decision_id}", key=key)
    return len(late)


def _locked(hold: Hold) -> Hold:
    lock(hold.decision)
    return lock(hold, *RELATED)


def _refuse_settled(row: Hold) -> None:
    """Refuse a change of what was waived or called in already."""
    if row.waived_on:
        raise ValidationError(f"The hold was waived on {short_day(row.waived_on)}: {row.waived_because}")
    if row.called_in_on:
        raise ValidationError(
            f"The decision was called in on {short_day(row.called_in_on)}. Record the outcome of that."
        )


def _between(day: datetime.date, first: datetime.date, last: datetime.date, field: str, when: str) -> None:
    if not first <= day <= last:
        span = f"between {short_day(first)} and {short_day(last)}" if first <= last else f"from {short_day(first)} on"
        raise ValidationError({field: f"It must be {when}, {span} (R11)."})


def _save(row: Hold, verb: str, by: User, **told: Any) -> Hold:
    row.full_clean(exclude=["partnership", "board", "decision", "organisation"], validate_unique=False)
    row.save()
    rendering.refresh_page(row.decision.meeting)
    audit.record(by, verb, row.decision, **told)
    return row
