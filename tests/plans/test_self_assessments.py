"""A board judges itself by five statements, with what shows it; a later assessment shows the trend. Source: A30."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from plans import assessing_boards
from plans.models import SelfAssessment, SelfStatement
from plans.presets import make_statements
from tests.plans.measured import DAY

NEW = "/manage/plans/self-assessments/boards/hill-and-vale-board/new/"
TODAY = timezone.localdate()


def set_stage(cast):
    """The five statements, and an assessment of last year."""
    make_statements()
    return assessing_boards.publish(assessed(cast, 2, on=TODAY - 365 * DAY), by=cast.users["clerk"])


def assessed(cast, score, *, on=TODAY, words="Minutes show it"):
    scores = {statement: {"score": score, "words": words} for statement in SelfStatement.objects.all()}
    said = {"by": cast.users["clerk"], "assessed_on": on, "assessed_by": "The board", "scores": scores}
    return assessing_boards.assess(cast.board, **said)


def test_a_board_says_how_it_sees_itself_and_everybody_reads_the_trend(inside, made):
    clerk, anybody = inside.client("clerk"), inside.client()
    said = {"assessed_by": "Six members"}
    said |= {f"assessed_on-{part}": getattr(TODAY, part) for part in ("day", "month", "year")}
    for statement in SelfStatement.objects.all():
        said |= {f"score-{statement.pk}": "3", f"words-{statement.pk}": "<b>Eight</b> repairs"}
    first = SelfStatement.objects.first()
    refused = clerk.post(NEW, {**said, f"words-{first.pk}": "", f"score-{first.pk}": "5"}).content.decode()
    assert "Say what shows it" in refused and "There is a problem" in refused
    assert "today or in the past" in clerk.post(NEW, {**said, "assessed_on-year": TODAY.year + 1}).content.decode()
    page = clerk.post(NEW, said).headers["Location"]
    draft = SelfAssessment.objects.get(published_at=None)
    assert anybody.get(draft.get_absolute_url()).status_code == 404
    assert inside.client("chair").post(f"{page}publication/").status_code == 403
    clerk.post(f"{page}publication/")
    shown = anybody.get(draft.get_absolute_url()).content.decode()
    assert "Better than before" in shown and "&lt;b&gt;Eight" in shown
    assert "Six members" in anybody.get("/self-assessments/").content.decode()
    of_board = anybody.get(inside.board.get_absolute_url()).content.decode()
    assert "How it sees itself" in of_board and "for the most part" in of_board
    assert draft.get_absolute_url() in of_board and made.get_absolute_url() not in of_board
    with pytest.raises(ValidationError, match="is published"):
        assessing_boards.discard(draft, by=inside.users["clerk"])


def test_what_is_half_said_is_not_published(inside, made):
    by = inside.users["clerk"]
    with pytest.raises(ValidationError, match="on this day already"):
        assessed(inside, 2, on=TODAY - 365 * DAY)
    for score, words in ((0, "Much"), (5, "Much"), (2, "")):
        with pytest.raises(ValidationError), transaction.atomic():
            assessed(inside, score, words=words)
    draft = assessed(inside, 2)
    draft.scores.first().delete()
    with pytest.raises(ValidationError, match="as well: It champions"):
        assessing_boards.publish(draft, by=by)
    with pytest.raises(IntegrityError, match="self_score_says"), transaction.atomic():
        draft.scores.update(score=9)
