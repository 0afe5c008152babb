"""Themes of free text: an officer reads what people wrote and says what each is about. Source: checklist C29.

Answers come in an order that says nothing, each under a mark that leads to it and to nothing else of it: no other
answer of the same person, no day, no number.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import MD5, Cast, Concat
from django.utils.crypto import salted_hmac

from engagement.models import Code, Coded, CodedTheme, Question, Quote, Response
from foundation import audit
from foundation.locking import lock
from foundation.models import User

FREE = (Question.Kind.LONG, Question.Kind.SHORT)
TAKEN_OUT = re.compile(r"\[[^\]]*\]")  # what an officer writes in place of what they took out of a quote
NO_WORDS = "Write the name of the theme."


@dataclass(frozen=True)
class Themes:
    """What the answers to one question are about: how many were given, how many read, and how many say what."""

    answers: int
    read: int
    rows: list[tuple[Code, int]]

    @property
    def share_read(self) -> float:
        """Return the share of the answers that were read, from 0 to 1."""
        return self.read / self.answers if self.answers else 1.0


def questions(survey: Any) -> models.QuerySet[Question]:
    """Return the questions of a survey that people answer in their own words."""
    return survey.questions.filter(kind__in=FREE, is_equality=False)


def answers(question: Question) -> Any:
    """Return what was answered to a question, each with ``said``, its ``mark`` and whether it ``is_read``."""
    salt = salted_hmac("engagement.coding", str(question.pk)).hexdigest()
    given = Response.objects.counted().filter(survey=question.survey_id, answers__has_key=question.key)
    mark = MD5(Concat(Value(salt), Cast("pk", models.CharField())))
    is_read = Exists(Coded.objects.filter(question=question, response=OuterRef("pk")))
    said = KeyTextTransform(question.key, "answers")
    return given.annotate(said=said, mark=mark, is_read=is_read).exclude(said="").order_by("mark").only("pk")


def answer(question: Question, mark: str) -> Any:
    """Return one answer by its mark; raises ValidationError where it does not count any more."""
    found = answers(question).filter(mark=mark).first()
    if found is None:
        raise ValidationError("This answer is not counted any more.")
    return found


def themes(question: Question) -> Themes:
    """Return how many of the answers to a question were read and how many tell of each theme, the commonest first."""
    given = answers(question)
    counts = given.order_by().aggregate(answers=Count("pk"), read=Count("pk", filter=models.Q(is_read=True)))
    counting = models.Q(themes__coded__response__set_aside_at=None)
    rows = question.codes.annotate(times=Count("themes", filter=counting)).order_by("-times", "name")
    return Themes(counts["answers"], counts["read"], [(code, code.times) for code in rows])


@transaction.atomic
def add_code(question: Question, *, name: str, by: User) -> Code:
    """Add a theme to a question; raises ValidationError where it has it already."""
    code = Code(question=question, locality=question.locality, partnership=question.partnership, name=_tidy(name))
    _check(code)
    code.save()
    audit.record(by, "added a theme to", question.survey, theme=code.name, question=question.text)
    return code


@transaction.atomic
def rename_code(code: Code, *, name: str, by: User) -> Code:
    """Give a theme another name; raises ValidationError where the question has it already."""
    code = lock(code, "question__survey")
    before, code.name = code.name, _tidy(name)
    _check(code)
    code.save()
    audit.record(by, "renamed a theme of", code.question.survey, theme=code.name, before=before)
    return code


@transaction.atomic
def merge_codes(code: Code, into: Code, *, by: User) -> Code:
    """Count what tells of one theme with another, and drop the first; raises ValidationError across questions."""
    for each in sorted((code, into), key=lambda each: each.pk):
        lock(each)
    if code.question_id != into.question_id or code.pk == into.pk:
        raise ValidationError("Choose another theme of the same question.")
    there = into.themes.values("coded")
    code.themes.exclude(coded__in=there).update(code=into)  # themes of answers keep no history
    code.quotes.update(code=into)  # nor do quotes
    name = code.name
    code.delete()
    audit.record(by, "merged two themes of", into.question.survey, theme=into.name, merged=name)
    return into


@transaction.atomic
def drop_code(code: Code, *, by: User) -> None:
    """Drop a theme: the answers that told of it stay read."""
    code = lock(code, "question__survey")
    audit.record(by, "dropped a theme of", code.question.survey, theme=code.name)
    code.delete()


@transaction.atomic
def code_answers(question: Question, found: Mapping[str, Collection[int]], *, by: User) -> int:
    """Say of some answers, by their marks, which themes an officer found in each; return how many were coded.

    An answer that was set aside meanwhile is let be; so is a theme that is not one of the question's.
    """
    question = lock(question, "survey")  # two officers who read the same answers follow one another
    known = set(question.codes.values_list("pk", flat=True))
    here = {row.mark: row.pk for row in answers(question).filter(mark__in=list(found))}
    place = {"locality": question.locality, "partnership": question.partnership}
    rows = [Coded(question=question, response_id=pk, coded_by=by, **place) for pk in here.values()]
    Coded.objects.bulk_create(rows, ignore_conflicts=True)
    coded = dict(Coded.objects.filter(question=question, response__in=here.values()).values_list("response_id", "pk"))
    CodedTheme.objects.filter(coded__in=coded.values()).delete()
    CodedTheme.objects.bulk_create(
        CodedTheme(coded_id=coded[pk], code_id=code, **place)
        for mark, pk in here.items()
        for code in sorted(known & set(found[mark]))
    )
    audit.record(by, "coded answers to", question.survey, question=question.text, answers=len(here))
    return len(here)


@transaction.atomic
def quote(question: Question, mark: str, *, text: str, is_confirmed: bool, code: Code | None = None, by: User) -> Quote:
    """Keep words of an answer for publication, once an officer took out what tells who wrote them.

    What was taken out stands as […]. Raises ValidationError for words that the person did not write.
    """
    said, text = " ".join(answer(question, mark).said.split()), " ".join(text.split())
    kept = [part.strip() for part in TAKEN_OUT.split(text)]
    if not any(kept):
        raise ValidationError({"text": "Leave some of the person’s words."})
    if not _in_order(kept, said):
        raise ValidationError(
            {"text": "Use the person’s own words, in their order. Write […] where you take words out."}
        )
    if not is_confirmed:
        raise ValidationError({"is_confirmed": "Read it once more, and confirm that nobody can be told from it."})
    if code and code.question_id != question.pk:
        raise ValidationError({"code": "Choose a theme of this question."})
    place = {"locality": question.locality, "partnership": question.partnership}
    made = Quote.objects.create(question=question, code=code, text=text, confirmed_by=by, **place)
    audit.record(by, "chose a quote for", question.survey, question=question.text)
    return made


@transaction.atomic
def drop_quote(quote: Quote, *, by: User) -> None:
    """Publish a quote no more; it stays in the editions that have it."""
    quote = lock(quote, "question__survey")
    audit.record(by, "dropped a quote from", quote.question.survey, question=quote.question.text)
    quote.delete()


def _in_order(parts: list[str], said: str) -> bool:
    place = 0
    for part in parts:
        found = said.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return True


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _check(code: Code) -> None:
    if not code.name:
        raise ValidationError({"name": NO_WORDS})
    same = Code.objects.filter(question=code.question, name__iexact=code.name).exclude(pk=code.pk)
    if same.exists():
        raise ValidationError({"name": "This question has a theme of this name already. Merge the two instead."})
    code.full_clean(exclude=["partnership"])
