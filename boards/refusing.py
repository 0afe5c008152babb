"""The words in which deciding is refused: the rule, its source, what would satisfy it. The database's refusals too."""

import contextlib
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

# By the name under which the database refuses. Source: checklist B36; standards R5, R14, R22.
WORDS = {
    "objection_stands": (
        "{who} objects, so this cannot be agreed. A board that decides by consent does not decide against a partner "
        "(B36, R22). Ask the partner to withdraw its objection, or defer this and rework it."
    ),
    "position_missing": (
        "{who} has no position yet, so this cannot be agreed. Each partner’s position is recorded before a board "
        "agrees by consent (R22). Record whether it supports, stands aside, objects or is absent."
    ),
    "nobody_supports": (
        "No partner supports this, so it cannot be agreed. Consent needs somebody who consents (R22). "
        "Record who supports it, or choose “Not agreed”."
    ),
    "outcome_follows_the_vote": (
        "The outcome is what the vote was (R5): {who}. Choose the outcome that follows, or correct the vote first."
    ),
    "decided_as_the_board_decides": (
        "{who} does not decide in this way. How it decides is in its settings (R22). Record what that asks for."
    ),
    "words_are_settled": (
        "Positions have been taken or votes cast on these words, so they stay as they are (J3). "
        "Defer the recommendation, then rework it as a new version."
    ),
    "reopen_first": (
        "This has been decided, and a decision keeps the positions and votes that it rests on (B36, R5). "
        "Reopen the decision with a reason, make the change, then decide again."
    ),
    "objection_is_withdrawn": (
        "An objection stays in the record (B36). To change it, withdraw it: say who withdrew it and why."
    ),
    "barred_people_do_not_vote": (
        "{who} has an interest that bars them from this item, so they do not vote on it (R10). "
        "Record the vote without them."
    ),
    "voted_before_declaring": (
        "{who} has voted on this item, and an interest that bars somebody bars their vote (R10). "
        "Reopen the decision if there is one, take the vote again without them, then record the interest."
    ),
    "delegation_in_force": (
        "{who}, so this cannot be agreed. What a board decides under a delegation rests on one that is in force on "
        "the day of the meeting (A35, X3; Local Government Act 1972, section 101). Record the delegation and choose it "
        "in the record of the decision, or defer this and ask the sovereign body."
    ),
    "delegation_limit": (
        "{who}, so this cannot be agreed. A decision stays within the limit of the delegation that it rests on (A35, "
        "X3). Say in the record of the decision what it commits (£0 for nothing), lower the amount, or defer this and "
        "ask the sovereign body."
    ),
    "delegation_is_used": (
        "A decision of the board rests on this delegation and would fall outside it (A35, X3). Choose days and a limit "
        "that hold that decision, revoke it from a later day, or reopen the decision first."
    ),
    "nobody_has_the_right": (
        "{who}, so this cannot be agreed. Which money or power is at stake says whose members decide (X3, and the "
        "board’s own rights to decide). Wait for one of them, record their vote or support, or defer this."
    ),
    "officer_decision_is_kept": (
        "The record of a delegated decision stays public for six years and its background papers for four, or for "
        "longer where the partnership says so (R8, R9; SI 2014/2095, regulation 8), so it is not taken away before. "
        "Correct it, and say why."
    ),
    "held_for_call_in": (
        "{who}, so nothing is done under it yet (R11, and the call-in rules of the body that decided). Wait until the "
        "hold ends, or record with the decision why it is urgent and who agreed to that."
    ),
    "private_part_begun": (
        "This item has exempt papers, and its private part has not begun, so nothing is decided under it yet (R3; "
        "Local Government Act 1972, section 100A(4)). Record the resolution to exclude the public, or begin the item "
        "with a reason where the board’s rules allow it, then record the outcome. To put it off, choose “Deferred”."
    ),
    "private_stays_closed": (
        "This was private business, so it is not published (R3). Open its papers to the public on review: that "
        "publishes what was decided too."
    ),
    "voted_under_leave": (
        "{who} has voted today under this dispensation, and revoked today it would not have covered that vote (R10; "
        "Localism Act 2011, section 33). Revoke it tomorrow: the vote stands, and nothing after it is covered. Or "
        "reopen the decision and take the vote again without them first."
    ),
    "voter_has_the_right": (
        "{who} speaks for a body whose members do not decide about the money or power at stake, so they do not vote "
        "on this (X3, and the board’s own rights to decide). Record the vote without them, or correct what is at stake "
        "in the record of the decision."
    ),
    "voted_without_the_right": (
        "{who} has voted on this and speaks for a body whose members do not decide about that money or power (X3, and "
        "the board’s own rights to decide). Take the vote again without them, then record what is at stake."
    ),
}  # fmt: skip
REFUSED = "23000"  # of what `boards_refuse` raises, and nothing else does
SOMEBODY = {
    "objection_stands": "A partner", "position_missing": "A partner", "decided_as_the_board_decides": "The board",
    "outcome_follows_the_vote": "the two do not agree", "barred_people_do_not_vote": "Somebody",
    "voted_before_declaring": "This person", "delegation_in_force": "No delegation is in force on that day",
    "delegation_limit": "It goes past the limit of its delegation", "nobody_has_the_right": "Nobody has the right to",
    "held_for_call_in": "The decision behind this is held for call-in",
    "voter_has_the_right": "Somebody", "voted_under_leave": "The member", "voted_without_the_right": "Somebody",
}  # fmt: skip


def words(rule: str, who: str = "") -> str:
    """Return a refusal in words, naming those concerned where they are known."""
    return WORDS[rule].format(who=who or SOMEBODY.get(rule, ""))


def refuse(rule: str, who: str = "") -> ValidationError:
    """Return the refusal to raise."""
    return ValidationError(words(rule, who), code=rule)


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """Write to the database; what it refuses by one of these rules is told in our words, as a ValidationError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        told = getattr(error.__cause__, "diag", None)
        rule = getattr(told, "constraint_name", None)
        if rule not in WORDS and getattr(told, "sqlstate", "") == REFUSED:  # by a rule of a higher room
            raise ValidationError(told.message_primary, code=rule) from error
        if rule not in WORDS:
            raise
        raise refuse(rule) from error
