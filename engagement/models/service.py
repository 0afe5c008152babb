"""Services, what standard they keep, and who answers for them where. Source: checklist D24, D33, D36, E17."""

from django.db import models
from django.utils import timezone

from foundation.tenancy import TenantHistory
from localities.models import Dated, OfPartnership, Organisation, Person, ends_after_it_starts

from .place import OfPlace


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

    def manager(self, locality, on=None):
        """Return who answers for it in a locality on a day: its manager there, else for everywhere; None if nobody."""
        rows = ServiceManager.objects.on(on or timezone.localdate()).filter(service=self)
        there = rows.filter(models.Q(locality=locality) | models.Q(locality__isnull=True))
        return there.select_related("person").order_by(models.F("locality").asc(nulls_last=True), "pk").first()


class ServiceManager(Dated, OfPlace):
    """Who answers requests to a service, in one locality or (without one) everywhere. Source: checklist D33."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="managers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="managed_services")

    history = TenantHistory()

    class Meta:
        ordering = ["service", "locality", "starts_on"]
        constraints = [ends_after_it_starts("service_manager_ends_after_it_starts")]

    def __str__(self) -> str:
        return str(self.person)
