"""What is wrong with the questions of a survey as they stand in order: conditions, names, lists. Source: C29, R35."""

from collections.abc import Iterator, Sequence

from engagement.asking import LISTED, ROUTING
from engagement.models import Question

Kind = Question.Kind
# What the form of a page sends beside the answers.
RESERVED = ("language", "later", "website")


def troubles(questions: Sequence[Question]) -> list[str]:
    """Return what is wrong with questions in this order, in words; nothing where they may be asked so."""
    found: list[str] = []
    before: dict[str, Question] = {}
    after = {question.key: question for question in questions}
    for question in questions:
        if question.key in before:
            found.append(f"Two questions have the name “{question.key}”. Give one of them another name.")
        if question.key in RESERVED:
            found.append(f"“{question.key}” is a word of the page itself. Give the question another name in the data.")
        found += _of_condition(question, before, after)
        found += _of_lists(question)
        found += _of_equality(question)
        before[question.key] = question
    return found


def condition_words(question: Question, by_key: dict[str, Question]) -> str:
    """Return in words when a question is shown, empty where it always is."""
    source = by_key.get(question.shown_when.get("question", ""))
    if not source:
        return ""
    chosen = [option["text"] for option in source.options if option["key"] in question.shown_when["any"]]
    return f"Shown when the answer to “{source}” is {' or '.join(f'“{words}”' for words in chosen)}"


def _of_condition(question: Question, before: dict[str, Question], all_: dict[str, Question]) -> Iterator[str]:
    condition = question.shown_when
    if not condition:
        return
    source = before.get(condition.get("question", ""))
    if source is None:
        later = all_.get(condition.get("question", ""))
        if later is question:
            yield f"“{question}” cannot depend on the answer to itself."
        elif later:
            yield f"“{question}” is shown by the answer to “{later}”, so it must come after that question."
        else:
            yield f"“{question}” is shown by the answer to a question that is no longer there. Change that first."
    elif source.kind not in ROUTING:
        yield f"“{question}” is shown by the answer to “{source}”, which takes no answers from a list."
    elif gone := set(condition.get("any", [])) - {option["key"] for option in source.options}:
        named = ", ".join(sorted(gone))
        yield f"“{question}” is shown by an answer to “{source}” that is no longer in its list ({named})."
    elif not condition.get("any"):
        yield f"Choose the answers to “{source}” by which “{question}” is shown."
    elif source.is_equality and not question.is_equality:
        # That it was shown and answered would say what the person is.
        yield f"“{question}” would tell the answer to “{source}”, which is about equality and kept apart (R35)."


def _of_lists(question: Question) -> Iterator[str]:
    if question.kind in {*LISTED, Kind.GRID} and len(question.options) < 2:
        yield f"“{question}” needs at least two answers to choose from."
    if question.kind == Kind.GRID and not question.lines:
        yield f"“{question}” needs at least one line."
    limits = question.limits
    if limits.get("choices") and limits["choices"] > len(question.options):
        yield f"“{question}” lets people choose more answers than it has."
    if None not in (limits.get("least"), limits.get("most")) and float(limits["least"]) > float(limits["most"]):
        yield f"The least number for “{question}” is more than the most."


def _of_equality(question: Question) -> Iterator[str]:
    if question.is_equality and question.kind not in (Kind.ONE, Kind.SEVERAL, Kind.HEADING):
        yield f"“{question}” is about equality, so its answers must come from a list (R35)."
    if question.is_equality and question.is_required:
        yield f"“{question}” is about equality, so nobody can be made to answer it (R35)."
