"""What everybody reads of issues, and what officers press: the queue, one issue, each act. D18, D36, R37."""

import pytest
from django.utils import timezone

from boards.models import Decision
from engagement import answering_issues, sorting
from engagement.models import Issue, Theme
from foundation import search
from foundation.models import Act, Message, SearchEntry
from localities.models import Locality
from tests.boards.papers import publish
from tests.cast import browser
from tests.engagement.issues import ABOUT, ADDRESS, CANARY, SAID, WHERE, again, coming, of, raised, sorted_issue

MANAGE = "/manage/engagement/issues/"


def set_stage(cast):
    """A public issue and one that nobody has read yet."""
    return {"issue": sorted_issue(cast), "new": of(raised(cast)), "meeting": coming(cast)}


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def press(inside, made):
    """Return a function that does one act as the clerk and returns the issue."""
    client = inside.client("clerk")

    def press(act, issue=None, **typed):
        key = (issue or made["issue"]).pk
        answer = client.post(f"{MANAGE}{key}/{act}/", typed)
        assert answer.status_code == 302, words(answer)
        return again(inside, made["issue"] if issue is None else issue)

    return press


def test_an_officer_goes_the_whole_way_and_everybody_reads_it(inside, made, press):
    issue, meeting = made["issue"], made["meeting"]
    assert press("agenda", meeting=meeting.pk).owner_kind == "board"
    assert press("returning", because="Another way").owner_kind == "team"
    assert press("agency", agency=inside.organisations["police"].pk, request="Look at it").owner_kind == "agency"
    press("answer", words="It is looked at weekly.", answered_by="Testshire Police")
    press("feedback", outcome="changed", words="It is dry.")
    press("closing", because="Done")
    press("reopening", because="Wet again")
    press("no-action", because="The lane is private")
    assert press("feedback", outcome="not-changed", words="We cannot").state == "fed-back"
    page = words(inside.client().get(issue.get_absolute_url()))
    for said in ("Back from Hill and Vale Locality Board: Another way", "It is looked at weekly.", "Nothing changes"):
        assert said in page
    for hidden in (CANARY, SAID, ADDRESS, inside.users["clerk"].name):
        assert hidden not in page


def test_who_passes_an_issue_to_another_team_goes_on_in_the_list(inside, made):
    far = Locality.objects.create(name="Fells", slug="fells")
    answer = inside.client("clerk").post(f"{MANAGE}{made['issue'].pk}/moving/", {"locality": far.pk})
    assert answer["Location"] == MANAGE and again(inside, made["issue"]).locality == far


def test_sorting_offers_the_resident_s_words_and_asks_about_what_may_name_somebody(inside, made, press):
    client, new, theme = inside.client("clerk"), made["new"], Theme.objects.first()
    page = words(client.get(f"{MANAGE}{new.pk}/sorting/"))
    assert SAID in page
    typed = {
        "title": "Drain",
        "about": "Ask Mrs Tarn on 01632 960 123 or Quillfeather",
        "theme": theme.pk,
        "publish": "yes",
    }
    page = words(client.post(f"{MANAGE}{new.pk}/sorting/", typed))
    for found in ("Mrs Tarn", "01632 960 123", "Quillfeather"):
        assert found in page
    assert "names somebody" not in page and again(inside, new).state == "received"
    page = words(client.post(f"{MANAGE}{new.pk}/sorting/", {**typed, "about": f"Ask {CANARY}", "checked": "on"}))
    assert "Take out the name" in page
    issue = press("sorting", new, **{**typed, "about": ABOUT})
    assert issue.is_public and search.find("drain").total == 2


def test_joining_parting_setting_aside_and_taking_back_by_hand(inside, made, press):
    new, main = made["new"], made["issue"]
    assert main.title in words(inside.client("clerk").get(f"{MANAGE}{new.pk}/joining/"))
    press("joining", new, main=main.pk)
    assert inside.client().get(main.get_absolute_url()).status_code == 200
    press("parting", new)
    press("joining", new, reference=main.reference.lower())
    press("parting", new)
    press("aside", new, because="An advertisement")
    assert "An advertisement" in words(inside.client("clerk").get(f"{MANAGE}?show=aside"))
    assert press("taking-back", new).is_open
    assert "is not possible" in words(inside.client("clerk").post(f"{MANAGE}{new.pk}/closing/", follow=True))


def test_a_decision_that_was_published_is_offered_as_the_answer(inside, made, press):
    issue = press("agenda", meeting=made["meeting"].pk)
    assert answering_issues.offered(issue) is None
    for path in (f"/meetings/{made['meeting'].pk}/", f"/manage/meetings/{made['meeting'].pk}/agenda/"):
        page = words(inside.client("clerk").get(path))
        assert "Raised by residents" in page and " of the agenda</span>" not in page, "it is not published yet"
    decision = Decision.objects.create(
        board=inside.board, meeting=made["meeting"], item_id=issue.item_id, title="Drain", text="To clean the drain",
        outcome="agreed", decided_on=timezone.localdate(), published_at=timezone.now(),
    )  # fmt: skip
    assert "To clean the drain" in words(inside.client("clerk").get(f"{MANAGE}{issue.pk}/answer/"))
    issue = press("answer", words="Agreed. To clean the drain", answered_by=str(inside.board))
    assert issue.decision == decision
    pages = [f"/decisions/{decision.pk}/", f"/meetings/{made['meeting'].pk}/"]
    shown, etag = words(inside.client().get(pages[0])), inside.client().get(pages[1])["ETag"]
    assert "Raised by residents" in shown and issue.reference in shown and "What people said before" not in shown
    Issue.objects.filter(pk=issue.pk).update(voices=2)
    assert inside.client().get(pages[1])["ETag"] != etag, "the page says how many raised it"
    assert decision.get_absolute_url() in words(inside.client().get(issue.get_absolute_url()))
    assert issue.get_absolute_url() in words(inside.client().get(decision.get_absolute_url()))
    with inside.inside():
        Issue.objects.filter(pk=issue.pk).update(published_at=None)
    for path in pages:
        assert issue.reference not in words(inside.client().get(path))
    with inside.inside():
        Issue.objects.filter(pk=issue.pk).update(published_at=timezone.now())
        publish(inside, made["meeting"])
    page = words(inside.client().get(pages[1]))
    assert f'href="#item-{issue.item_id}">item 1<' in page and f'id="item-{issue.item_id}"' in page


def test_an_issue_of_no_place_is_any_officer_s_and_the_outsider_s_never(inside, made, elsewhere):
    new = of(raised(inside, area=None))
    assert new.locality is None
    for who, status in (("clerk", 200), ("admin", 200), ("auditor", 200), ("resident", 403), ("county", 403)):
        assert inside.client(who).get(f"{MANAGE}{new.pk}/").status_code == status, who
    assert inside.client("auditor").post(f"{MANAGE}{new.pk}/aside/", {"because": "x"}).status_code == 403
    assert inside.client().get(new.get_absolute_url()).status_code == 404
    outsider = browser(elsewhere, elsewhere.users["admin"])
    assert outsider.get(f"{MANAGE}{new.pk}/").status_code == 404


def test_the_list_says_how_far_things_are_and_is_narrowed(inside, made, press):
    client, issue = inside.client(), made["issue"]
    placed = press("agency", agency=inside.organisations["police"].pk, request="Look at it")
    Issue.objects.filter(pk=issue.pk).update(due_on=timezone.localdate().replace(year=2020))
    page = words(client.get("/issues/"))
    assert "1 overdue" in page and "Waiting for an answer from Testshire Police since" in page
    assert "It was due" in words(client.get(issue.get_absolute_url()))
    fits = [f"theme={placed.theme_id}", "state=overdue", "state=placed", "owner=agency", f"place={inside.locality.pk}",
            "q=flooding", f"q={placed.reference}"]  # fmt: skip
    for query in fits:
        assert placed.title in words(client.get(f"/issues/?{query}")), query
    for query in ("state=closed", "owner=board", "q=lamp"):
        assert placed.title not in words(client.get(f"/issues/?{query}")), query
    assert client.get("/issues/?place=x&theme=99999999999&owner=z&page=zz").status_code == 200
    assert "Testshire Police" in words(client.get("/issues/issues.csv")) and WHERE in words(
        client.get("/issues/issues.csv")
    )
    assert "Passed to Testshire Police" in words(client.get("/issues/feed/"))


@pytest.mark.parametrize("rows", [1, 30])
def test_public_pages_keep_within_eight_queries(inside, made, rows, django_assert_max_num_queries):
    for number in range(rows - 1):
        made["issue"].pk, made["issue"].reference = None, f"TE-26-x{number}"
        made["issue"].save(force_insert=True)
    for path in ("/issues/", "/issues/?state=open&q=drain", "/issues/feed/", "/issues/issues.csv"):
        with django_assert_max_num_queries(8):
            assert inside.client().get(path).status_code == 200
    with django_assert_max_num_queries(8):
        inside.client().get(made["issue"].get_absolute_url())


def test_who_raised_it_stands_in_no_log_search_history_or_mail_to_others(inside, made, press, mails):
    sorting.join(made["new"], made["issue"], by=inside.users["clerk"])
    press("no-action", because="The lane is private")
    press("feedback", outcome="not-changed", words="We cannot")
    kept = [
        *Act.objects.values_list("target_name", "detail", "by_name"),
        *SearchEntry.objects.values_list("title", "body", "context"),
        *Issue.history.filter(published_at__isnull=False).values_list(),
        *Message.objects.exclude(to_address=ADDRESS).values_list("subject", "body_text", "to_name"),
    ]
    for hidden in (CANARY, ADDRESS, SAID, "Quillwort"):
        assert hidden not in repr(kept)
