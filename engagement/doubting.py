"""What makes an answer look like a duplicate or a machine's, in words for the officer who judges it.

None of it refuses anything: at a library many people share one address, and some read fast.
"""

import hashlib
import json
from typing import Any

from django.core.cache import cache
from django.utils import timezone

from engagement.models import AnswerDraft, Question, Response, Survey, rules_of

HOUR = 3600
HIDDEN = "A field that people cannot see was filled in: a machine may have written it."
AGAIN = "The same answers came from the same address and browser within an hour."
SAME_WORDS = "Another answer says exactly the same in its own words."
TELLING = 20  # letters in their own words that two people hardly write alike


def signals(draft: AnswerDraft, answers: dict[str, Any], fingerprint: str) -> list[str]:
    """Return what is odd about an answer that is sent now.

    Nothing is where people are invited: each sends once, and nobody reads by itself what one of a few answered (R35).
    """
    if draft.survey.who_answers == Survey.WhoAnswers.INVITED:
        return []
    return [*draft.signals, *haste(draft, answers), *again(draft.survey, answers, fingerprint)]


def haste(draft: AnswerDraft, answers: dict[str, Any]) -> list[str]:
    """Return the signal that it was filled in faster than anybody reads."""
    if draft.started_at is None or not answers:
        return []
    seconds = (timezone.now() - draft.started_at).total_seconds()
    if seconds >= len(answers) * rules_of(draft.survey.locality).fastest_seconds:
        return []
    return [f"{len(answers)} questions were answered in {max(int(seconds), 1)} seconds: faster than people read."]


def again(survey: Survey, answers: dict[str, Any], fingerprint: str) -> list[str]:
    """Return the signal that the same answers came from the same place within the hour; it is forgotten after that."""
    if not fingerprint:
        return []
    key = f"answered:{survey.pk}:{_hash([fingerprint, answers])}"
    return [] if cache.add(key, 1, HOUR) else [AGAIN]


def words_hash(survey: Survey, answers: dict[str, Any]) -> str:
    """Return the hash by which the same words are found twice; nothing where little was said, or by who is invited."""
    if survey.who_answers == Survey.WhoAnswers.INVITED:
        return ""
    long = [q.key for q in survey.questions.all() if q.kind == Question.Kind.LONG and q.key in answers]
    said = [" ".join(str(answers[key]).lower().split()) for key in long]
    return _hash(said) if sum(map(len, said)) >= TELLING else ""


def same_words(survey: Survey, said: str) -> list[str]:
    """Return the signal that another answer to this survey says the same."""
    return [SAME_WORDS] if said and Response.objects.filter(survey=survey, words_hash=said).exists() else []


def _hash(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
