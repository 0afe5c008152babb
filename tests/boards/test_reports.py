import pytest

from boards import reporting
from boards.models import BackgroundPaper, Recommendation, Report, TemplateSection
from boards.presets.report_templates import make_report_templates
from boards.reporting import missing
from boards.seeing import seen
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import Act
from tests.boards.drafts import a_meeting, a_report, an_item

JSON = {"accept": "application/json"}


@pytest.fixture
def report(inside):
    return a_report(inside)


@pytest.fixture
def purpose(report):
    return report.template.sections.get(key="purpose")


@pytest.fixture
def address(report):
    return f"/manage/reports/{report.pk}/"


def a_full_report(cast, key="fifteen") -> Report:
    template = make_report_templates()[key]
    return reporting.start_report(an_item(cast, a_meeting(cast)), by=cast.users["clerk"], template=template)


def answer(report, section, by, text="<p>None</p>"):
    if section.kind == "recommendations":
        reporting.add_recommendation(report, by=by, text="That it is done.")
    else:
        reporting.save_section(report, section, by=by, text=text, version=0)


def test_an_item_has_one_report_however_often_it_is_begun(inside, report):
    assert reporting.start_report(report.item, by=inside.users["clerk"]) == report


def test_a_save_from_an_older_version_is_told_and_shown_both(inside, report, purpose, address):
    clerk, other = inside.client("clerk"), inside.client("admin")
    place = f"{address}sections/{purpose.pk}/"
    other.post(place, {"text": "What they wrote", "version": "0"})
    answer = clerk.post(place, {"text": "My own text", "version": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My own text" in page and "What they wrote" in page
    assert 'name="version" type="hidden" value="1"' in page
    assert report.sections.get(template_section=purpose).text == "<p>What they wrote</p>"
    clerk.post(place, {"text": "My own text", "version": "1"})
    assert report.sections.get(template_section=purpose).text == "<p>My own text</p>"


def test_autosave_answers_with_the_time_and_the_new_version(inside, report, purpose, address):
    clerk, place = inside.client("clerk"), f"{address}sections/{purpose.pk}/"
    first = clerk.post(place, {"text": "One", "version": "0"}, headers=JSON).json()
    second = clerk.post(place, {"text": "Two", "version": first["version"]}, headers=JSON).json()
    assert second["version"] == 2
    assert len(second["saved_at"].split(":")) == 3
    stale = clerk.post(place, {"text": "Three", "version": "1"}, headers=JSON)
    assert stale.status_code == 409
    assert "Three" in stale.content.decode() and 'data-version="2"' in stale.content.decode()


def test_saving_the_same_words_again_is_no_conflict(inside, report, purpose, address):
    clerk, place = inside.client("clerk"), f"{address}sections/{purpose.pk}/"
    for _ in range(2):
        assert clerk.post(place, {"text": "One", "version": "0"}).status_code == 302
    assert report.sections.get(template_section=purpose).version == 1


@pytest.mark.parametrize("version", ["", "-4", "abc", "99"])
def test_a_save_without_a_true_version_overwrites_nothing(inside, report, purpose, address, version):
    clerk, place = inside.client("clerk"), f"{address}sections/{purpose.pk}/"
    clerk.post(place, {"text": "Kept", "version": "0"})
    assert clerk.post(place, {"text": "Lost?", "version": version}).status_code in (200, 409)
    assert report.sections.get(template_section=purpose).text == "<p>Kept</p>"


def test_script_in_a_section_is_not_kept(inside, report, purpose, address):
    text = '<p onclick="x()">Fine<script>alert(1)</script> <a href="javascript:x()">here</a></p>'
    sent = {"text": text, "text-format": "html", "version": "0"}
    inside.client("clerk").post(f"{address}sections/{purpose.pk}/", sent)
    kept = report.sections.get(template_section=purpose).text
    assert "Fine" in kept
    assert not any(word in kept for word in ("script", "onclick"))


def test_save_and_next_goes_to_the_following_section(inside, report, purpose, address):
    sent = {"text": "One", "version": "0", "then": "next"}
    assert inside.client("clerk").post(f"{address}sections/{purpose.pk}/", sent).url == f"{address}recommendations/"


def test_none_is_one_click(inside, report, purpose, address):
    inside.client("clerk").post(f"{address}sections/{purpose.pk}/none/")
    assert "Purpose of the report is empty" not in missing(report)


def test_the_section_of_another_form_is_not_found(inside, report, address):
    other = make_report_templates()["fifteen"].sections.first()
    assert inside.client("clerk").get(f"{address}sections/{other.pk}/").status_code == 404


def test_recommendations_are_added_changed_moved_and_removed(inside, report, address):
    clerk, place = inside.client("clerk"), f"{address}recommendations/"
    for text in ("One", "Two", "Three"):
        clerk.post(place, {"text": text})
    three = report.recommendations.get(text="Three")
    clerk.post(f"{place}order/", {"item": three.pk, "move": "up"})
    clerk.post(f"{place}{three.pk}/", {"text": "Third", "version": "0"})
    clerk.post(f"{place}{report.recommendations.get(text='One').pk}/removal/")
    assert list(report.recommendations.order_by("position").values_list("text", "position")) == [
        ("Third", 1), ("Two", 2),
    ]  # fmt: skip
    assert {row.item_id for row in report.recommendations.all()} == {report.item_id}


def test_a_recommendation_changed_meanwhile_shows_both(inside, report, address):
    row = reporting.add_recommendation(report, by=inside.users["clerk"], text="First")
    place = f"{address}recommendations/{row.pk}/"
    inside.client("admin").post(place, {"text": "Theirs", "version": "0"})
    answer = inside.client("clerk").post(place, {"text": "Mine", "version": "0"})
    assert answer.status_code == 409
    assert "Theirs" in answer.content.decode() and "Mine" in answer.content.decode()
    row.refresh_from_db()
    assert row.text == "Theirs"


def test_what_the_board_has_decided_is_not_changed_under_it(inside, report, address):
    row = reporting.add_recommendation(report, by=inside.users["clerk"], text="First")
    Recommendation.objects.filter(pk=row.pk).update(outcome="noted")  # as the live record does, without its act
    clerk, place = inside.client("clerk"), f"{address}recommendations/{row.pk}/"
    assert "has decided" in clerk.post(place, {"text": "Other", "version": "0"}).content.decode()
    clerk.post(f"{place}removal/")
    row.refresh_from_db()
    assert row.text == "First"


@pytest.mark.parametrize(
    ("text", "words"), [("", "Enter the recommendation"), ("x" * 2001, "2000 characters or fewer")]
)
def test_a_bad_recommendation_is_named(inside, report, address, text, words):
    page = inside.client("clerk").post(f"{address}recommendations/", {"text": text}).content.decode()
    assert words in page
    assert not report.recommendations.exists()


def test_sending_a_recommendation_twice_adds_one(inside, short_wait, report, address):
    clerk, sent = inside.client("clerk"), {"text": "One", "sending": "6d6b5d21-25c4-4a3c-a6f4-0d9c4d0f2a11"}
    for _ in range(2):
        clerk.post(f"{address}recommendations/", sent)
    assert report.recommendations.count() == 1


def test_the_overview_names_what_is_empty_and_what_is_answered(inside):
    report = a_report(inside, complete=True)
    page = inside.client("clerk").get(f"/manage/reports/{report.pk}/").content.decode()
    assert "Every section has its answer" in page
    assert "Answered" in page and "1 listed" in page


def test_the_preview_reads_as_the_report_will(inside):
    report = a_report(inside, complete=True, title="Hospital bus")
    page = inside.client("clerk").get(f"/manage/reports/{report.pk}/preview/").content.decode()
    for words in ("Hospital bus", "To decide.", "That the bus runs.", "2.1", 'id="para-1-1"'):
        assert words in page


@pytest.mark.parametrize(
    ("who", "write", "read"),
    [("clerk", 200, 200), ("admin", 200, 200), ("chair", 403, 200), ("auditor", 403, 200), ("county", 404, 404),
     ("partner", 404, 404), ("resident", 404, 404)],
)  # fmt: skip
def test_who_may_write_and_who_may_read_a_draft(inside, address, who, write, read):
    client = inside.client(who)
    for page in ("", "facts/", "recommendations/", "appendices/", "word/", "invitation/"):
        assert client.get(address + page).status_code == write, page
    assert client.get(f"{address}draft/").status_code == read


def test_another_partnership_and_the_public_find_no_draft(inside, elsewhere, address):
    for page in ("", "draft/", "preview/", "facts/", "invitation/"):
        assert elsewhere.client("clerk").get(address + page).status_code == 404
        assert inside.client().get(address + page).url.startswith("/accounts/login/")


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_of_a_report_ask_few_queries(inside, rows, django_assert_max_num_queries):
    report, clerk = a_full_report(inside), inside.users["clerk"]
    for n in range(rows):
        reporting.add_recommendation(report, by=clerk, text=f"That {n}")
        BackgroundPaper.objects.create(board=inside.board, report=report, title=f"Paper {n}")
    client = inside.client("clerk")
    for page in ("", "preview/", "recommendations/", "background/"):
        with django_assert_max_num_queries(20) as asked:
            assert client.get(f"/manage/reports/{report.pk}/{page}").status_code == 200
        assert counted.setdefault(page, len(asked)) == len(asked)


counted: dict[str, int] = {}


def test_a_stale_act_is_refused_with_the_newer_text(inside, report, purpose):
    clerk = inside.users["clerk"]
    reporting.save_section(report, purpose, by=clerk, text="<p>One</p>", version=0)
    with pytest.raises(ChangedMeanwhile) as refused:
        reporting.save_section(report, purpose, by=clerk, text="<p>Two</p>", version=0)
    assert refused.value.current.text == "<p>One</p>"


def test_the_log_does_not_name_a_draft(inside):
    a_report(inside, complete=True, title="Closing the school")
    acts = Act.objects.filter(target_kind="boards.report")
    assert acts.count() >= 3
    assert not any("school" in act.target_name for act in acts)


def test_a_section_in_which_something_is_written_is_not_removed(inside, report, purpose):
    reporting.save_section(report, purpose, by=inside.users["clerk"], text="<p>One</p>", version=0)
    place = f"/manage/report-templates/{report.template_id}/sections/{purpose.pk}/removal/"
    assert "Make it optional" in inside.client("admin").post(place, follow=True).content.decode()
    assert TemplateSection.objects.filter(pk=purpose.pk).exists()


@pytest.mark.parametrize(
    ("who", "read", "change"),
    [("admin", 200, 200), ("clerk", 200, 403), ("auditor", 403, 403), ("county", 403, 403), ("resident", 403, 403)],
)
def test_who_may_read_and_who_may_change_forms_of_report(inside, report, who, read, change):
    assert inside.client(who).get("/manage/report-templates/").status_code == read
    assert inside.client(who).get(f"/manage/report-templates/{report.template_id}/").status_code == change


def test_the_later_of_two_who_change_the_facts_is_told_and_may_save_again(inside, report, address):
    clerk, admin, page = inside.client("clerk"), inside.client("admin"), f"{address}facts/"
    saw = seen(report, reporting.FACTS)
    sent = {"title": "Buses", "status": "decision", "where_from": "The forum", "wards_notified": "yes", "saw": saw}
    assert clerk.post(page, sent).status_code == 302
    later = admin.post(page, {**sent, "title": "Trains"})
    assert later.status_code == 409
    assert "is now saved as “Buses”" in later.content.decode() and "Trains" in later.content.decode()
    report.refresh_from_db()
    assert report.title == "Buses"
    assert admin.post(page, {**sent, "title": "Trains", "saw": seen(report, reporting.FACTS)}).status_code == 302
    report.refresh_from_db()
    assert report.title == "Trains"


def test_facts_that_do_not_say_what_they_were_begun_from_are_not_kept(inside, report, address):
    answer = inside.client("clerk").post(f"{address}facts/", {"title": "Unseen", "status": "decision"})
    assert answer.status_code == 409
