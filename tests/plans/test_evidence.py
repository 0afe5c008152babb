"""Evidence is kept with who may read it, comes from what people said with one click, and leads to needs (A24, E18)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from engagement.models import Issue
from foundation.models import Act
from plans import gathering, knowing, needing
from plans.models import Evidence, Need, NeedEvidence

MANAGE = "/manage/plans/evidence/"
DAY = datetime.date(2026, 4, 1)


def item(cast, title: str, sharing: str = "public", **facts) -> Evidence:
    row = Evidence(kind="data", title=title, summary="Few buses", found_on=DAY, sharing=sharing, **facts)
    return knowing.keep(row, by=cast.users["clerk"])


def set_stage(cast):
    """Keep a public item, one that partners share, one draft, and an issue."""
    public = knowing.publish(item(cast, "Bus timetable", locality=cast.locality), by=cast.users["clerk"])
    issue = Issue.objects.create(
        locality=cast.locality, reference="W-9", title="No bus on Sunday", about="Few run", published_at=timezone.now(),
        voices=3,
    )  # fmt: skip
    return public, item(cast, "What nurses see", "partners"), item(cast, "A draft", locality=cast.locality), issue


def test_partners_read_what_they_share_and_the_public_never(inside, made):
    public, shared, draft, _ = made
    seen = {
        None: {public.title}, "resident": {public.title}, "partner": {public.title, shared.title},
        "parish": {public.title, shared.title}, "auditor": {public.title, shared.title},
        "clerk": {public.title, shared.title},
    }  # fmt: skip
    for who, titles in seen.items():
        page = inside.client(who).get("/evidence/").content.decode()
        assert {row.title for row in (public, shared, draft) if row.title in page} == titles, who
    stranger, partner = inside.client(), inside.client("partner")
    assert stranger.get(f"/evidence/{shared.pk}/").status_code == 404
    assert "It is not public" in partner.get(f"/evidence/{shared.pk}/").content.decode()
    assert partner.get(f"/evidence/{draft.pk}/").status_code == 404 and partner.get(MANAGE).status_code == 403


@pytest.mark.parametrize(
    ("cleared", "titles"),
    [
        (("",), {"Bus timetable"}),
        (("draft:evidence:partners",), {"Bus timetable", "What nurses see"}),
        (("draft:plans:0",), {"Bus timetable", "What nurses see"}),
        (("draft:plans:board:1",), {"Bus timetable"}),
    ],
)
def test_the_wall_shows_what_partners_share_to_whoever_is_cleared_for_it(inside, cleared, titles):
    with inside.inside(*cleared):
        assert set(Evidence.objects.values_list("title", flat=True)) == titles
        assert set(Evidence.history.values_list("title", flat=True)) <= titles | {"Bus timetable"}


def test_an_officer_adds_evidence_with_its_document_publishes_and_retires_it(inside, made):
    clerk, stranger = inside.client("clerk"), inside.client()
    sent = {
        "kind": "research", "title": "Falls at home", "summary": "Stairs", "sharing": "partners", "area": "",
        "theme": "", "place": f"locality-{inside.locality.pk}", "found_on-day": 1,
        "found_on-month": 2, "found_on-year": 2026,
    }  # fmt: skip
    wrong = clerk.post(f"{MANAGE}new/", {**sent, "found_on-year": 2090, "summary": "", "link": "javascript:alert(1)"})
    words = wrong.content.decode()
    assert wrong.status_code == 422 and "must not be in the future" in words and "Enter what it shows" in words
    page = clerk.post(f"{MANAGE}new/", {**sent, "document": SimpleUploadedFile("falls.txt", b"Stairs")}).url
    with inside.inside("draft:plans:*", "draft:evidence:partners"):
        kept = Evidence.objects.select_related("file").get(title="Falls at home")
    document = kept.file.get_absolute_url()
    assert inside.client("partner").get(document).getvalue() == b"Stairs" and stranger.get(document).status_code == 404
    assert "Say first that everybody" in clerk.post(f"{page}publication/", follow=True).content.decode()
    clerk.post(f"{page}change/", {**sent, "sharing": "public", "saw": _saw(clerk, f"{page}change/")})
    assert stranger.get(f"/evidence/{kept.pk}/").status_code == 404, "nothing is public before it is published"
    clerk.post(f"{page}publication/")
    assert stranger.get(document).getvalue() == b"Stairs"
    assert "Falls at home" in stranger.get("/search/?q=stairs").content.decode()
    back = clerk.post(f"{page}change/", {**sent, "saw": _saw(clerk, f"{page}change/")})
    assert back.status_code == 422 and "Everybody can read it already" in back.content.decode()
    assert clerk.post(f"{page}retirement/", {"because": " "}).status_code == 422
    clerk.post(f"{page}retirement/", {"because": "A newer study"})
    assert "A newer study" in stranger.get(f"/evidence/{kept.pk}/").content.decode()
    assert "Falls at home" not in stranger.get("/evidence/").content.decode()


def _saw(client, path: str) -> str:
    return client.get(path).context["form"].seen()


def test_what_people_said_is_evidence_with_one_click_and_once(inside, made):
    *_, issue = made
    clerk = inside.client("clerk")
    assert "No bus on Sunday" in clerk.get(f"{MANAGE}sources/").content.decode()
    manage = f"/manage/engagement/issues/{issue.pk}/"
    assert "Use as evidence" in clerk.get(manage).content.decode()
    take = f"{MANAGE}sources/issue/{issue.pk}/"
    page = clerk.post(take).url
    again = clerk.post(take, follow=True)
    assert again.redirect_chain[0][0] == page and "This is evidence already" in again.content.decode()
    assert "No bus on Sunday" not in clerk.get(f"{MANAGE}sources/").content.decode()
    assert "It is used as evidence" in clerk.get(manage).content.decode()
    with inside.inside():
        (made_of,) = Evidence.objects.filter(issue=issue)
        assert (made_of.kind, made_of.sharing, made_of.is_public) == ("issue", "public", True)
        assert (
            "3 people raised it" in made_of.summary and Act.objects.filter(verb="added", target_id=made_of.pk).exists()
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.create(kind="issue", title="x", summary="x", found_on=DAY, issue=issue)
    public = inside.client().get(f"/evidence/{made_of.pk}/").content.decode()
    assert f"/issues/{issue.pk}/" in public
    assert made_of.get_absolute_url() in inside.client().get(f"/issues/{issue.pk}/").content.decode(), "and back"
    assert clerk.post(f"{MANAGE}sources/nothing/1/").status_code == 404
    assert inside.client("partner").post(take).status_code == 403


def test_a_need_is_shown_by_evidence_and_the_chain_is_read_both_ways(inside, made, django_assert_max_num_queries):
    public, shared, _, issue = made
    by = inside.users["clerk"]
    said = gathering.gather(gathering.SOURCES["issue"], issue, by=by)
    bare = needing.keep(Need(locality=inside.locality, title="A bus", statement="To work"), [], by=by)
    with pytest.raises(ValidationError, match="Choose the evidence"):
        needing.publish(bare, by=by)
    clerk, stranger = inside.client("clerk"), inside.client()
    sent = {"title": "A bus", "statement": "To work", "place": f"locality-{inside.locality.pk}",
            "evidence": [public.pk, shared.pk, said.pk], "theme": ""}  # fmt: skip
    assert clerk.post("/manage/plans/needs/new/", {**sent, "statement": ""}).status_code == 422
    page = clerk.post("/manage/plans/needs/new/", sent).url
    key = int(page.strip("/").split("/")[-1])
    assert stranger.get(page).status_code == 404
    clerk.post(f"/manage/plans/needs/{key}/publication/")
    with django_assert_max_num_queries(8):
        shown = stranger.get(page).content.decode()
    assert "Bus timetable" in shown and f"/issues/{issue.pk}/" in shown and "What nurses see" not in shown
    assert "What nurses see" in inside.client("partner").get(page).content.decode()
    with django_assert_max_num_queries(8):
        back = stranger.get(f"/evidence/{said.pk}/").content.decode()
    assert page in back and "/profiles/hill-and-vale/" in back
    clerk.post(f"/manage/plans/needs/{key}/closing/", {"because": "It runs"})
    assert "It runs" in stranger.get(page).content.decode()
    assert "A bus" in stranger.get("/needs/?q=work").content.decode()


def test_lists_are_filtered_and_ask_as_little_for_thirty(inside, made, django_assert_max_num_queries):
    for number in range(30):
        knowing.publish(item(inside, f"Figure {number}", locality=inside.locality), by=inside.users["clerk"])
    client = inside.client()
    with django_assert_max_num_queries(8):
        assert "Figure 29" in client.get("/evidence/").content.decode()
    for query, is_there in {"q=timetable": True, "q=nowhere": False, "kind=data": True, "kind=survey": False,
                            f"place={inside.locality.pk}": True, "place=x&theme=9": True}.items():  # fmt: skip
        assert ("Bus timetable" in client.get(f"/evidence/?{query}").content.decode()) == is_there, query
    clerk = inside.client("clerk")
    with django_assert_max_num_queries(20):
        clerk.get(MANAGE)
    with django_assert_max_num_queries(20):
        clerk.get(f"{MANAGE}sources/")
    assert NeedEvidence.objects.count() == 0
