"""How a priority stands becomes a paper for the agenda with one click, and a person's words stay. Source: A14."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boards import reporting
from boards.models import AgendaItem
from foundation import access
from localities.models import Area
from plans import writing_papers
from tests.boards.drafts import a_meeting
from tests.plans.measured import a_measure, a_priority, an_indicator, values


def set_stage(cast):
    """A priority that is behind, and an item of a coming meeting."""
    area, indicator, priority = Area.objects.get(name="Hill"), an_indicator(), a_priority(cast, "Safer <b>streets</b>")
    values(indicator, area, 90, 99)
    meeting = a_meeting(cast)
    said = {"meeting": meeting, "board": cast.board, "position": 20}
    item = AgendaItem.objects.create(title="How safe it is", purpose="discussion", **said)
    return {"priority": priority, "measure": a_measure(cast, priority, indicator, area), "item": item}


def test_the_paper_says_how_the_priority_stands_and_keeps_what_a_person_wrote(inside, made):
    clerk, priority = inside.client("clerk"), made["priority"]
    path = f"/manage/plans/priorities/{priority.pk}/paper/"
    pages = (f"/manage/plans/priorities/{priority.pk}/", f"/manage/plans/measures/{made['measure'].pk}/")
    access.grant(inside.users["resident"], "planner", inside.locality, by=inside.users["admin"])
    for who, is_offered in (("clerk", True), ("resident", False)):
        assert [path in inside.client(who).get(one).content.decode() for one in pages] == [is_offered] * 2, who
    page = clerk.get(path).content.decode()
    assert "Behind, getting worse" in page and "Safer &lt;b&gt;streets" in page
    assert "Select" in clerk.post(path, {"item": "0"}).content.decode()
    answer = clerk.post(path, {"item": made["item"].pk})
    assert "Behind, getting worse" in clerk.get(answer.headers["Location"]).content.decode()
    paper = priority.papers.get()
    assert reporting.missing(paper.report) == []
    actions = paper.report.sections.get(template_section__key="actions")
    by = inside.users["clerk"]
    reporting.save_section(
        paper.report, actions.template_section, by=by, text="<p>We met twice.</p>", version=actions.version
    )
    again, kept = writing_papers.write_paper(priority, made["item"], by=by)
    actions.refresh_from_db()
    assert (again.pk, kept, actions.text) == (paper.pk, ["Actions"], "<p>We met twice.</p>")
    assert paper.report.recommendations.count() == 1
    for who in ("chair", "partner", "resident"):
        assert inside.client(who).post(path).status_code in (403, 404), who


def test_a_priority_goes_on_the_agenda_as_an_item_of_its_own(inside, made):
    clerk, priority, meeting = inside.client("clerk"), made["priority"], made["item"].meeting
    path = f"/manage/plans/priorities/{priority.pk}/paper/"
    assert "Select a meeting or an item" in clerk.post(path, {"meeting": "", "item": ""}).content.decode()
    assert clerk.post(path, {"meeting": meeting.pk}).status_code == 302
    item = priority.papers.get().report.item
    assert (item.title, item.meeting, item.purpose) == (priority.title, meeting, "discussion")
    meeting.agenda_published_at = timezone.now()
    meeting.save()
    with pytest.raises(ValidationError, match="is published"):
        writing_papers.write_as_new_item(priority, meeting, by=inside.users["clerk"])


def test_a_published_agenda_and_another_report_stand(inside, made):
    by, item = inside.users["clerk"], made["item"]
    reporting.start_report(item, by=by)
    assert not writing_papers.items_for(made["priority"]).filter(pk=item.pk).exists()
    with pytest.raises(ValidationError, match="Another report stands"):
        writing_papers.write_paper(made["priority"], item, by=by)
    item.meeting.agenda_published_at = timezone.now()
    item.meeting.save()
    with pytest.raises(ValidationError, match="is published"):
        writing_papers.write_paper(made["priority"], item, by=by)
