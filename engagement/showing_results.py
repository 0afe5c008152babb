"""Results as a page shows them: each question with its picture, its table and what changed, in words."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from engagement import charting
from engagement.comparing_waves import counted_in_words
from engagement.models import Question
from foundation.editions import Part
from foundation.models import EditionPart

Content = dict[str, Any]
Kind = Question.Kind
AnyPart = Part | EditionPart


def page(parts: Iterable[AnyPart]) -> str:
    """Return the body of the page of results as markup."""
    return render_to_string("engagement/result/_results.html", words(list(parts)))


def words(parts: Sequence[AnyPart]) -> Content:
    """Return what the page of results says."""
    front = next(part.content for part in parts if part.kind == "front")
    asked = {part.content["key"]: part.content for part in parts if part.kind == "question" and part.content}
    shown = [_shown(part, asked) for part in parts if part.kind != "front"]
    dates = {key: datetime.date.fromisoformat(front[key]) for key in ("opened_on", "closed_on") if front.get(key)}
    return {
        "front": {**front, **dates},
        "questions": [row for row in shown if not row["is_equality"]],
        "equality": [row for row in shown if row["is_equality"]],
        "is_compared": any(row.get("waves") for row in shown),
    }


def _shown(part: AnyPart, asked: dict[str, Content]) -> Content:
    content = part.content
    facts = {"title": part.title, "anchor": part.key.replace(":", "-"), "is_equality": part.kind == "equality"}
    if not content:
        return {**facts, "withdrawn_because": getattr(part, "withdrawn_because", "")}
    return {
        **content, **facts, "chart": chart(content), "routing": routing(content, asked),
        "is_stacked": _is_stacked(content), "counted": counted_in_words(content), "trend_chart": _trend_chart(content),
        "is_kept_back": any(row["count"] is None for row in _rows(content)),
    }  # fmt: skip


def _rows(content: Content) -> list[Content]:
    within = [row for line in content.get("lines", []) for row in line["rows"]]
    return [*content["rows"], *within, *content.get("themes", {}).get("rows", [])]


def _is_stacked(content: Content) -> bool:
    return content["kind"] in (Kind.SCALE, Kind.GRID)


def chart(content: Content) -> SafeString:
    """Return the picture of a question's answers: one bar in parts for a scale, a bar for each answer of a list."""
    if content["kind"] == Kind.GRID:
        lines = [line for line in content["lines"] if line["base"]]
        return charting.stacked([(line["text"], [row["share"] for row in line["rows"]]) for line in lines])
    if content["base"] is None:
        return SafeString("")
    if content["kind"] == Kind.SCALE:
        return charting.stacked([("", [row["share"] for row in content["rows"]])])
    rows = content["rows"] or content.get("themes", {}).get("rows", [])
    return charting.bars((row["text"], row["share"]) for row in rows)


def _trend_chart(content: Content) -> SafeString:
    points = content.get("waves", {}).get("trend", [])
    rows = [(point["wave"], point["share"]) for point in points if point["share"] is not None]
    return charting.bars([*rows, ("This wave", content["share"])]) if rows else SafeString("")


def routing(content: Content, asked: dict[str, Content]) -> str:
    """Return who was asked a question, in words; nothing where everybody was."""
    condition = content.get("shown_when")
    if not condition:
        return ""
    earlier = asked.get(condition["question"])
    if earlier is None:
        return "Asked of some people, by what they had answered before."
    options = {option["key"]: option["text"] for option in earlier["options"]}
    answers = " or ".join(f"“{options.get(key, key)}”" for key in condition["any"])
    return f"Asked of those who answered {answers} to “{earlier['text']}”"
