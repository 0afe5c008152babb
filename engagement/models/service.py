"""Services, what standard they keep, and who answers for them where. Source: checklist D24, D33, D36, E17."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from boards.models.seat import Days, Number
from foundation import tenancy
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Dated, OfPartnership, Organisation, Person, Venue, ends_after_it_starts

from .place import DRAFT, OfPlace


class ServiceQuerySet(models.QuerySet["Service"]):
    """Words for services."""

    def standing(self) -> "ServiceQuerySet":
        """Leave out what is offered no longer."""
        return self.filter(retired_at__isnull=True)

    def in_locality(self, locality) -> "ServiceQuerySet":
        """Leave out what is answered for in other localities alone today."""
        see_managers(locality.partnership_id)
        today = ServiceManager.objects.on(timezone.localdate()).filter(service=models.OuterRef("pk"))
        here = today.filter(models.Q(locality=locality) | models.Q(locality__isnull=True))
        return self.filter(models.Exists(here) | ~models.Exists(today))


class Service(OfPartnership):
    """What an agency does for people, with its standard in words and the days in which a request is answered."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=160)
    about = models.TextField("what it does", blank=True)
    needs = models.TextField("words that people use for it", blank=True)  # by which it is found
    standard = models.TextField("its standard, in words", blank=True)
    answer_days = models.PositiveSmallIntegerField("working days to answer a request", default=10)
    website = models.URLField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["name", "owner__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"], name="one_service_a_name",
                violation_error_message="This organisation has a service of this name already.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/services/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether everybody may read it."""
        return self.retired_at is None

    def manager(self, locality, on=None):
        """Return who answers for it in a locality on a day: its manager there, else for everywhere; None if nobody."""
        see_managers(self.partnership_id)
        rows = ServiceManager.objects.on(on or timezone.localdate()).filter(service=self)
        there = rows.filter(models.Q(locality=locality) | models.Q(locality__isnull=True))
        return there.select_related("person").order_by(models.F("locality").asc(nulls_last=True), "pk").first()


def see_managers(partnership_id: int) -> None:
    """Clear this transaction for who answers for services, and for no other closed row."""
    tenancy.clear(f"managers:{partnership_id}")


class ServiceManager(Dated, OfPlace):
    """Who answers requests to a service, in one locality or (without one) everywhere. Source: checklist D33."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="managers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="managed_services")

    history = TenantHistory()

    class Meta:
        ordering = ["service", "locality", "starts_on"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "managers:": "partnership_id", "self:person:": "person_id"}),
            ends_after_it_starts("service_manager_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_manager_of_a_service_at_a_time",
                expressions=[
                    (Number("service", "service"), "&&"),
                    (Number(Coalesce("locality", 0), Coalesce("locality", 0)), "&&"),
                    (Days("starts_on", "ends_on"), "&&"),
                ],
                violation_error_message="Somebody else answers for it there in that time.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class AccessPoint(OfPlace):
    """Where people reach several services at one counter or telephone: the single point of contact. Source: E17."""

    name = models.CharField(max_length=160)
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.TextField("address, where it is not a venue of the list", blank=True)
    hours = models.TextField("opening hours", blank=True)
    phone = models.CharField(max_length=40, blank=True)
    about = models.TextField("what to know before you come", blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"], name="one_access_point_a_name",
                violation_error_message="Another access point has this name.",
            ),
            models.CheckConstraint(
                condition=models.Q(venue__isnull=False) | ~models.Q(address="") | ~models.Q(phone=""),
                name="access_point_can_be_reached",
                violation_error_message="Give a venue, an address or a telephone number.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class AccessPointService(OfPlace):
    """A service that is reached at an access point."""

    point = models.ForeignKey(AccessPoint, on_delete=models.CASCADE, related_name="service_links")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="point_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["point", "service"], name="service_once_at_an_access_point")]

    def __str__(self) -> str:
        return str(self.service)
