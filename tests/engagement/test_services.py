"""The register of services: found by need and place, kept by officers, answered for everywhere. Source: E17, D33."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from engagement import answering_requests, finding_services, importing_services, keeping_services, measuring
from engagement.models import AccessPoint, EngagementRules, Service, ServiceManager, ServiceRequest
from foundation import search, tenancy
from localities import leaving
from localities.models import Area, Locality, Postcode
from tests.engagement.asked import ANSWER, a_request, make_services

set_stage = make_services
LIST = "/manage/engagement/services/"


def names(words: str) -> list[str]:
    return [service.name for service in finding_services.by_need(words)]


def test_a_service_is_found_in_peoples_own_words(inside, made):
    assert names("The lamps in our street have broken!")[0] == "Street lights"
    assert names("potholes") == ["Roads"] and names("it is so noisy, noises at night")[0] == "Patrols"
    assert names("the and of") == [] and len(names("")) == 3
    assert names("police") == ["Patrols"]  # by who offers it
    assert names("') | drop & !! :*") == []


def test_a_place_is_known_by_postcode_ward_or_name(inside, made):
    here, ward = inside.locality, Area.objects.get(kind="ward", name="Hill")
    Postcode.objects.create(code="ZZ99 1AA", ward=ward)
    for words in ("zz991aa", "hill", "Hill and Vale"):
        assert finding_services.place_of(words) == here, words
    for words in ("", "ZZ99 9ZZ", "Nowhere"):
        assert finding_services.place_of(words) is None, words


def test_the_public_finds_services_and_each_has_its_page(inside, made, django_assert_max_num_queries):
    point = AccessPoint(name="Vale counter", venue=inside.venue, locality=inside.locality, hours="9 to 5")
    keeping_services.keep_point(point, [made.lights, made.patrol], by=inside.users["clerk"])
    for service in (made.lights, made.roads):
        asked = a_request(inside, service)
        answering_requests.answer(asked, by=inside.users["clerk"], **ANSWER)
    stranger = inside.client()

    def look() -> None:
        with django_assert_max_num_queries(8):
            found = stranger.get("/services/?q=dark lamp&where=Hill and Vale").content.decode()
        assert "Street lights" in found and "Roads" not in found and "Vale counter" in found
        assert "For: Patrols, Street lights<" in found
        with django_assert_max_num_queries(8):
            page = stranger.get(made.lights.get_absolute_url()).content.decode()
        assert "We mend a lamp within five working days." in page and "Too few were answered" in page
        with django_assert_max_num_queries(8):
            assert "Roads" in stranger.get("/service-standards/").content.decode()

    look()
    Service.objects.bulk_create(
        Service(owner=made.lights.owner, name=f"Other {n}", needs="dark lamp") for n in range(30)
    )
    row = {f.attname: getattr(asked, f.attname) for f in ServiceRequest._meta.concrete_fields}
    ServiceRequest.objects.bulk_create(
        ServiceRequest(**{**row, "id": None, "token_hash": "", "service_id": service.pk})
        for service in Service.objects.filter(name__startswith="Other")
    )
    look()
    lost = stranger.get("/services/?q=xyzzy&where=Atlantis").content.decode()
    assert "We do not know where that is" in lost and "No service is found" in lost and "ask us" in lost


def test_figures_are_counted_by_the_database_and_small_numbers_say_nothing(inside, made):
    clerk = inside.users["clerk"]
    for days in (1, 2, 4, 9):
        asked = answering_requests.answer(a_request(inside, made.lights), by=clerk, **ANSWER)
        ServiceRequest.objects.filter(pk=asked.pk).update(
            days_taken=days, due_on=timezone.localdate() - datetime.timedelta(days=days == 9)
        )
    late = a_request(inside, made.lights, days_ago=40)
    few = measuring.of_service(made.lights.pk, timezone.localdate())
    assert (few.asked, few.answered, few.open, few.late, few.median) == (5, 4, 1, 1, None)
    EngagementRules.objects.create(smallest_shown=4)
    figure = measuring.of_service(made.lights.pk, timezone.localdate())
    assert (figure.median, figure.ninetieth, figure.share) == (2, 9, 60)  # 3 in time of 4 answered and 1 late
    today = timezone.localdate()
    levels = [row.level for row in measuring.figures(today - measuring.YEAR, today)]
    assert levels == ["all", "agency", "service", "place"]
    elsewhere = Locality.objects.get(slug="far-side")
    assert measuring.figures(today - measuring.YEAR, today, locality=elsewhere)[0].asked == 0
    assert [row.asked for row in measuring.figures(today, today)] == [4] * 4
    assert late.is_waiting
    sheet = inside.client().get("/service-standards.csv").content.decode()
    assert "Testshire County Council,Street lights,Hill and Vale,5,4,3,60,2,9,1,1" in sheet
    page = inside.client().get("/service-standards/?since-day=x&locality=99999").content.decode()
    assert "Too few" not in page and "60%" in page
    none = inside.client().get(f"/service-standards/?locality={elsewhere.pk}").content.decode()
    assert "Nothing came to a service in this time" in none


def test_officers_keep_services_and_who_answers_for_them(inside, made, django_assert_max_num_queries):
    admin, clerk = inside.client("admin"), inside.client("clerk")
    new = {"owner": inside.organisations["county"].pk, "name": "Buses", "needs": "late bus", "answer_days": "5"}
    assert clerk.post(f"{LIST}new/", new).status_code == 403  # the clerk keeps one locality
    assert admin.post(f"{LIST}new/", new).status_code == 302
    buses = Service.objects.get(name="Buses")
    assert search.find("late bus", kind="service").total == 1
    assert "has a service of this name already" in admin.post(f"{LIST}new/", new).content.decode()
    assert "must be 1 or more" in admin.post(f"{LIST}new/", {**new, "answer_days": "0"}).content.decode()
    day = timezone.localdate()
    sent = {"person": made.here.pk, "starts_on-day": day.day, "starts_on-month": day.month, "starts_on-year": day.year}
    assert clerk.post(f"{LIST}{buses.pk}/managers/new/", sent).status_code == 422
    assert clerk.post(f"{LIST}{buses.pk}/managers/new/", {**sent, "locality": inside.locality.pk}).status_code == 302
    assert keeping_services.gaps(list(Locality.objects.all()))[buses.pk] == [Locality.objects.get(slug="far-side")]
    with django_assert_max_num_queries(20):
        page = clerk.get(LIST).content.decode()
    assert "Nobody named" in page and "Far Side" in page
    a_request(inside, buses)
    admin.post(f"{LIST}{buses.pk}/retirement/", {"use": "no"})
    assert Service.objects.get(name="Buses").is_public  # a request still waits
    ServiceRequest.objects.update(closed_at=timezone.now(), closed_because="x")
    admin.post(f"{LIST}{buses.pk}/retirement/", {"use": "no"})
    assert inside.client().get(buses.get_absolute_url()).status_code == 404
    assert search.find("late bus", kind="service").total == 0


def test_who_answers_for_a_service_no_query_without_clearance_sees(inside, made):
    ServiceManager.objects.create(service=made.patrol, person=made.here, locality=inside.locality)
    for cleared, sees in (("", set()), (f"managers:{inside.partnership.pk + 1}", set()),
                          ("draft:engagement:0", {None}), ("draft:engagement:*", {None, inside.locality.pk}),
                          (f"managers:{inside.partnership.pk}", {None, inside.locality.pk})):  # fmt: skip
        tenancy.activate(inside.partnership.pk, [cleared])
        assert set(ServiceManager.objects.values_list("locality", flat=True)) == sees, cleared
        assert set(ServiceManager.history.values_list("locality", flat=True)) == sees, cleared
    tenancy.activate(inside.partnership.pk)
    assert made.lights.manager(inside.locality).person == made.here  # what asks clears itself for this alone
    assert Service.objects.in_locality(Locality.objects.get(slug="far-side")).count() == 2


def test_what_waits_goes_to_whoever_answers_from_today(inside, made):
    asked, today = a_request(inside, made.lights), timezone.localdate()
    admin, here = inside.users["admin"], inside.locality
    keeping_services.entrust(made.lights, inside.people["partner"], here, today, by=admin)
    asked.refresh_from_db()
    assert asked.manager == inside.people["partner"]
    assert ServiceManager.objects.get(person=made.here).ends_on == today - datetime.timedelta(days=1)
    with pytest.raises(ValidationError, match="starts there on"):
        keeping_services.entrust(made.lights, made.here, here, today, by=admin)
    leaving.leave(inside.people["partner"], by=admin)
    assert ServiceManager.objects.get(service=made.lights, person=inside.people["partner"]).ends_on == today


def test_services_come_from_a_table(inside, made):
    table = "agency,name,needs,answer_days\nTestshire Police,Patrols,loud,4\nTestshire Police,Dogs,stray,2\n"
    assert [row.does for row in importing_services.plan(table)] == ["Changes needs, answer_days", "New service"]
    assert importing_services.take(table, by=inside.users["admin"]) == 2
    assert Service.objects.get(name="Dogs").answer_days == 2
    assert [row.does for row in importing_services.plan(table)] == ["Already here", "Already here"]
    wrong = "agency,name,answer_days\nNobody,X,3\nTestshire Police,Y,soon\n"
    assert [len(row.problems) for row in importing_services.plan(wrong)] == [1, 1]
    with pytest.raises(ValidationError):
        importing_services.take(wrong, by=inside.users["admin"])


def test_access_points_are_kept_by_the_officers_of_their_place(inside, made):
    clerk, base = inside.client("clerk"), "/manage/engagement/access-points/"
    sent = {"name": "Library", "phone": "01632 960 000", "services": [made.lights.pk], "locality": inside.locality.pk}
    assert clerk.post(f"{base}new/", {**sent, "locality": ""}).status_code == 200
    assert (
        "Give a venue, an address or a telephone" in clerk.post(f"{base}new/", {**sent, "phone": ""}).content.decode()
    )
    assert clerk.post(f"{base}new/", sent).status_code == 302
    point = AccessPoint.objects.get()
    assert inside.client().get(made.lights.get_absolute_url()).content.decode().count("Library") == 1
    assert clerk.post(f"{base}{point.pk}/retirement/", {"use": "no"}).status_code == 302
    assert "Library" not in inside.client().get("/services/").content.decode()
    assert inside.client("partner").post(f"{base}{point.pk}/", sent).status_code == 403
