"""What changed while somebody waited for a row is what counts, and is told in words."""

import uuid

import pytest

from boards import attaching, reporting, templating
from tests.boards.at_once import overtaken
from tests.boards.drafts import a_picture, a_report
from tests.cast import make_cast


@pytest.fixture
def cast(transactional_db):
    """A partnership of its own, committed."""
    return make_cast(f"wait-{uuid.uuid4().hex[:8]}")


@pytest.fixture
def report(cast):
    with cast.inside():
        return a_report(cast)


def recommendation(cast, report):
    return reporting.add_recommendation(report, by=cast.users["clerk"], text="That it is done.")


def appendix(cast, report):
    cast.client("clerk").post(f"/manage/reports/{report.pk}/appendices/", {"file": a_picture(), "title": "Map"})
    return report.appendices.get()


def section(cast, report):
    return report.template.sections.get(key="purpose")


ROWS = {
    "recommendation": (recommendation, reporting.remove_recommendation, "/manage/reports/{report}/recommendations/"),
    "appendix": (appendix, attaching.remove_appendix, "/manage/reports/{report}/appendices/"),
    "section": (section, templating.remove_section, "/manage/report-templates/{template}/"),
}


@pytest.mark.parametrize("noun", ROWS)
@pytest.mark.parametrize("sent", [{"move": "up"}, {"place": "0"}])
def test_moving_what_somebody_removes_in_the_same_moment_is_told(cast, report, noun, sent):
    make, remove, where = ROWS[noun]
    with cast.inside():
        row = make(cast, report)
    sent = {"item": row.pk, **sent}
    where, admin = where.format(report=report.pk, template=report.template_id), cast.client("admin")
    answer = overtaken(
        cast,
        lambda: remove(row, by=cast.users["clerk"]),
        lambda: admin.post(f"{where}order/", sent),
    )
    assert (answer.status_code, answer.url) == (302, where)
    assert f"Somebody removed this {row._meta.verbose_name}" in admin.get(where).content.decode()
