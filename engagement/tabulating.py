"""Results as tables to take away: what was counted, single answers without what tells of a few, and the codebook."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement import showing_results, suppressing
from engagement.models import CodedTheme, Question, Survey, rules_of
from foundation.models import EditionPart
from localities.importing import sheet

Content = dict[str, Any]
Kind = Question.Kind
COUNTED = ("question", "text", "about", "answer", "answer_text", "people", "percent", "base", "counts", "note")
DESCRIBED = ("column", "question", "text", "kind", "value", "means", "people_who_answered", "who_was_asked")
KEPT_BACK = "(not shown)"
NOTE = "Not shown: few people answered this, or it would tell of a few"
WEIGHT = "weight"
WEIGHS = "How many people the answer stands for, against the average of 1: shares are counted by it"
ALIKE = "Not shown: so few people share this weight that it could tell their ward or parish"
IN_ONE_COLUMN = (Kind.ONE, Kind.SCALE, Kind.NUMBER, Kind.DATE, Kind.PLACE)
IN_COLUMNS = (Kind.SEVERAL, Kind.RANK, Kind.GRID)


def results(parts: Iterable[EditionPart]) -> str:
    """Return what an edition says as CSV: a row for each answer of each question, place, theme and wave."""
    return sheet(COUNTED, (row for part in parts if part.content for row in _results(part)))


def _results(part: EditionPart) -> Iterator[list[str]]:
    content = part.content
    if part.kind == "front":
        return
    key, text = content["key"], content["text"]
    yield from (_row(key, text, "", row, content["base"]) for row in content["rows"])
    for line in content.get("lines", []):
        yield from (_row(key, text, line["text"], row, line["base"]) for row in line["rows"])
    for name, number in content.get("number", {}).items():
        yield [key, text, NUMBERS[name], "", "", "", f"{number:g}", _whole(content["base"]), "", "A number, no percent"]
    for place in content.get("places", []):
        yield _share(key, text, place["text"], place, "Share that counts")
    found = content.get("themes", {})
    yield from (_row(key, text, "Theme", {"key": "", **row}, found["read"]) for row in found.get("rows", []))
    for point in content.get("waves", {}).get("trend", []):
        yield _share(key, text, point["wave"], point, "Share that counts, earlier wave")
    for change in content.get("waves", {}).get("changes", []):
        yield [key, text, change["wave"], "", "", "", "", "", "", change["words"]]


NUMBERS = {"mean": "Mean", "low": "A quarter said this or less", "middle": "Half said this or less",
           "high": "Three quarters said this or less"}  # fmt: skip


def _row(key: str, text: str, about: str, row: Content, base: int | None) -> list[str]:
    note = NOTE if row["count"] is None else ""
    counts = "yes" if row.get("counts") else ""
    shown = (_whole(row["count"]), _percent(row["share"]), _whole(base))
    return [key, text, about, row["key"], row["text"], *shown, counts, note]


def _share(key: str, text: str, about: str, row: Content, note: str) -> list[str]:
    return [key, text, about, "", "", "", _percent(row["share"]), _whole(row["base"]), "", note]


def _whole(number: int | None) -> str:
    return "" if number is None else str(number)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.1f}"


@dataclass
class Column:
    """One column of the table of answers; ``hidden`` are the values that would tell of a few people."""

    name: str
    question: Content
    part: str = ""  # the option, line or theme that it is about
    means: str = ""
    hidden: set[str] = field(default_factory=set)
    cells: list[str] = field(default_factory=list)


def codebook(parts: Iterable[EditionPart]) -> str:
    """Return what each column and value of the table of answers means, as CSV."""
    parts = list(parts)
    asked = {part.content["key"]: part.content for part in parts if part.kind == "question" and part.content}
    rows = [row for content in asked.values() for row in _described(content, asked)]
    if any(part.kind == "front" and part.content.get("is_weighted") for part in parts):
        rows += [[WEIGHT, "", WEIGHS, "", value, means, "", ""] for value, means in (("", ""), (KEPT_BACK, ALIKE))]
    return sheet(DESCRIBED, rows)


def _described(content: Content, asked: dict[str, Content]) -> Iterator[list[str]]:
    kind = Kind(content["kind"]).label
    about = (_whole(content["base"]), showing_results.routing(content, asked) or "Everybody")
    columns = columns_of(content)
    if not columns:
        yield [
            "",
            content["key"],
            content["text"],
            kind,
            "",
            "Not among the answers: it could tell who gave it",
            *about,
        ]
    for column in columns:
        known = values_of(column)
        text = f"{content['text']}: {column.means}" if column.means else content["text"]
        yield [column.name, content["key"], text, kind, "", "", *about]
        yield from ([column.name, content["key"], text, kind, value, means, *about] for value, means in known.items())
        yield [column.name, content["key"], text, kind, KEPT_BACK, NOTE, *about]


def columns_of(content: Content) -> list[Column]:
    """Return the columns of the table of answers in which a question stands.

    None for words, postcodes and what hardly anybody answered.
    """
    key, kind = content["key"], content["kind"]
    if content["base"] is None:
        return []
    if kind in IN_ONE_COLUMN:
        return [Column(key, content, hidden=_kept_back(content))]
    if kind in (Kind.SEVERAL, Kind.RANK):
        kept_back = _kept_back(content)
        return [_of_option(content, option, option["key"] in kept_back) for option in content["options"]]
    if kind == Kind.GRID:
        return [
            Column(f"{key}.{line['key']}", content, line["key"], line["text"], _kept_back(line))
            for line in content["lines"]
            if line["base"] is not None
        ]
    rows = content.get("themes", {}).get("rows", [])
    return [
        Column(f"{key}.theme{number}", content, row["text"], row["text"])
        for number, row in enumerate(rows, 1)
        if row["count"] is not None
    ]


def _kept_back(counted: Content) -> set[str]:
    """Return the keys of the choices whose numbers are kept back."""
    return {row["key"] for row in counted["rows"] if row["count"] is None}


def _of_option(content: Content, option: Content, is_kept_back: bool) -> Column:
    """Return the column of one choice; where its number is kept back so is who chose it, or put it first."""
    name = f"{content['key']}.{option['key']}"
    return Column(name, content, option["key"], option["text"], {"1"} if is_kept_back else set())


def values_of(column: Column) -> dict[str, str]:
    """Return what the values of a column mean."""
    content = column.question
    if content["kind"] in (Kind.ONE, Kind.SCALE, Kind.GRID):
        return {option["key"]: option["text"] for option in content["options"]}
    if content["kind"] == Kind.PLACE:
        return {row["key"]: row["text"] for row in content["rows"]}
    if content["kind"] == Kind.RANK:
        return {str(place): f"Put at place {place}" for place in range(1, len(content["options"]) + 1)}
    if content["kind"] in (Kind.NUMBER, Kind.DATE):
        return {}
    return {"1": "Yes", "0": "No"}


def answers(survey: Survey, parts: Iterable[EditionPart]) -> str:
    """Return the single answers to a survey as CSV, in an order that says nothing.

    Nothing about equality, no words of people's own but the themes that were found in them, no postcode, no day. A
    value that fewer people gave than may be shown is kept back, a ward or parish by its own threshold, and by the
    larger of both a weight, which is often that of a ward.
    """
    rules = rules_of(survey.locality)
    columns = [c for part in parts if part.kind == "question" and part.content for c in columns_of(part.content)]
    given = list(survey.responses.counted().values_list("pk", "answers", "weight"))
    random.SystemRandom().shuffle(given)
    themes = _themes(survey, columns)
    for pk, said, _ in given:
        for column in columns:
            column.cells.append(_cell(column, said, themes.get(pk)))
    if survey.is_weighted:
        weights = Column(WEIGHT, {"key": WEIGHT, "kind": WEIGHT}, cells=[str(weight) for *_, weight in given])
        columns.append(weights)
    least = {Kind.PLACE: rules.smallest_place, WEIGHT: max(rules.smallest_place, rules.smallest_shown)}
    for column in columns:
        _keep_back(column, least.get(column.question["kind"], rules.smallest_shown))
    return sheet((column.name for column in columns), zip(*(column.cells for column in columns), strict=True))


def _themes(survey: Survey, columns: Iterable[Column]) -> dict[int, dict[str, set[str]]]:
    """Return which themes of which question were found in each answer that was read."""
    free = {column.question["key"] for column in columns if column.question["kind"] in (Kind.LONG, Kind.SHORT)}
    found: dict[int, dict[str, set[str]]] = {}
    if not free:
        return found
    asked = Question.objects.filter(survey=survey, key__in=free)
    for pk, key in asked.values_list("coded__response", "key"):
        if pk:
            found.setdefault(pk, {})[key] = set()
    rows = CodedTheme.objects.filter(code__question__in=asked).select_related("code__question", "coded")
    for row in rows:
        found[row.coded.response_id][row.code.question.key].add(row.code.name)
    return found


def _cell(column: Column, said: Mapping[str, Any], themes: Mapping[str, set[str]] | None) -> str:
    key, kind = column.question["key"], column.question["kind"]
    answer = said.get(key)
    if kind in (Kind.LONG, Kind.SHORT):
        return "" if not themes or key not in themes else str(int(column.part in themes[key]))
    if answer in (None, "", [], {}):
        return ""
    if kind == Kind.SEVERAL:
        return str(int(column.part in answer))
    if kind == Kind.RANK:
        return str(answer.index(column.part) + 1) if column.part in answer else ""
    if kind == Kind.GRID:
        return str(answer.get(column.part, ""))
    return str(answer)


def _keep_back(column: Column, smallest: int) -> None:
    counts = Counter(cell for cell in column.cells if cell)
    hidden = suppressing.of_a_sum(counts, smallest, column.hidden)
    column.cells = [KEPT_BACK if cell in hidden else cell for cell in column.cells]
