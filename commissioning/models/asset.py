"""Land and buildings of the partners: who owns, who uses, where there is room. Source: A27, A48, E33-E36, R32."""

import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Count, Q

from foundation.models import User
from foundation.tenancy import TenantHistory
from localities.models import Area, Organisation
from localities.models.area import Dated, DatedQuerySet, ends_after_it_starts
from localities.models.postcode import WELL_FORMED

from .place import OfMoney


class Step(models.TextChoices):
    """Whether somebody gets there without a step."""

    FREE = "free", "Without a step"
    HELP = "help", "With help, or by another way in"
    NO = "no", "Only by steps"
    UNKNOWN = "unknown", "Not known yet"


class AssetQuerySet(models.QuerySet["Asset"]):
    """Words for land and buildings."""

    def kept(self) -> "AssetQuerySet":
        """Keep what stands in the register and has not left it."""
        return self.filter(left_at__isnull=True)

    def together(self, day: datetime.date) -> "AssetQuerySet":
        """Keep what two organisations or more use on a day. Source: checklist E33."""
        users = AssetOccupier.objects.on(day).order_by().values("asset")
        two = users.annotate(users=Count("organisation", distinct=True)).filter(users__gte=2)
        return self.filter(pk__in=two.values("asset"))


class Asset(OfMoney):
    """A building or a piece of land of a partner; everybody reads it from the start."""

    class Kind(models.TextChoices):
        """What it is."""

        OFFICE = "office", "Offices"
        HALL = "hall", "Hall or community centre"
        LIBRARY = "library", "Library"
        SCHOOL = "school", "School or college"
        HEALTH = "health", "Surgery or clinic"
        STATION = "station", "Police, fire or ambulance station"
        SPORT = "sport", "Sports centre or pavilion"
        DEPOT = "depot", "Depot or workshop"
        LAND = "land", "Land without a building"
        OTHER = "other", "Another building"

    class Tenure(models.TextChoices):
        """By what right the owner has it. Source: standards R32, as the Transparency Code asks."""

        FREEHOLD = "freehold", "Freehold"
        LEASEHOLD = "leasehold", "Leasehold"
        LICENCE = "licence", "Licence"
        OTHER = "other", "Another right"

    class Condition(models.TextChoices):
        """How it is kept."""

        GOOD = "A", "Good: as new, or sound"
        FAIR = "B", "Fair: works as it should, with small faults"
        POOR = "C", "Poor: works, with great faults"
        BAD = "D", "Bad: about to fail"

    name = models.CharField(max_length=160)
    kind = models.CharField("what it is", max_length=20, choices=Kind)
    uprn = models.CharField(
        "unique property reference number", max_length=12, blank=True,
        validators=[RegexValidator(r"^\d{1,12}$", "Enter a number of up to 12 digits.")],
    )  # fmt: skip
    address = models.CharField(max_length=300)
    postcode = models.CharField(
        max_length=8, blank=True, validators=[RegexValidator(f"^{WELL_FORMED}$", "This is no postcode.")]
    )
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="ward or parish"
    )
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="assets", verbose_name="owner")
    tenure = models.CharField(max_length=20, choices=Tenure, default=Tenure.FREEHOLD)
    tenure_ends_on = models.DateField("last day of the lease or licence", null=True, blank=True)
    running_pence = models.PositiveBigIntegerField("cost of a year, in pence", null=True, blank=True)
    condition = models.CharField(max_length=1, choices=Condition, blank=True)
    looked_on = models.DateField("day of the last survey", null=True, blank=True)
    steps = models.CharField("way in", max_length=10, choices=Step, default=Step.UNKNOWN)
    access = models.TextField("access for disabled people", blank=True)
    about = models.TextField("what it is used for", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    left_because = models.CharField(max_length=300, blank=True)

    objects = AssetQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(address=""), name="asset_is_somewhere",
                violation_error_message="Name it, and say where it is.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "uprn"], condition=~Q(uprn="") & Q(left_at__isnull=True), name="asset_once",
                violation_error_message="Another entry of the register has this property reference number.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="asset_is_on_earth", violation_error_message="Latitude and longitude go together.",
            ),
            models.CheckConstraint(
                condition=Q(tenure_ends_on__isnull=True) | ~Q(tenure="freehold"), name="freehold_has_no_end",
                violation_error_message="A freehold has no last day.",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | ~Q(left_because=""), name="asset_leaves_for_a_reason",
                violation_error_message="Say why it leaves the register.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    is_public = True  # a register across partners is for everybody to read

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/assets/{self.pk}/"

    @property
    def right(self) -> str:
        """Return by what right it is held, and how long, in words."""
        until = f", until {self.tenure_ends_on:%-d %B %Y}" if self.tenure_ends_on else ""
        return f"{self.get_tenure_display()}{until}"


class AssetOccupier(Dated, OfMoney):
    """Who uses a building or a piece of land, and for what; it belongs where the asset does. Source: E33, E35."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="occupiers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="who uses it"
    )
    what_for = models.CharField("what for", max_length=200)

    objects = DatedQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["organisation__name", "id"]
        constraints = [
            ends_after_it_starts("occupier_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["asset", "organisation"], condition=Q(ends_on__isnull=True), name="occupier_once",
                violation_error_message="This organisation is named as a user of it already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.organisation}, {self.asset}"


class AssetRoomQuerySet(models.QuerySet["AssetRoom"]):
    """Words for rooms that others may use."""

    def to_share(self) -> "AssetRoomQuerySet":
        """Keep those that are offered, of what stands in the register."""
        return self.filter(withdrawn_at__isnull=True, asset__left_at__isnull=True)


class AssetRoom(OfMoney):
    """Room that its owner lets others use: what kind, for how many, on what terms. Source: checklist E33, E35."""

    class Kind(models.TextChoices):
        """What it serves."""

        MEETING = "meeting", "Meeting room"
        HALL = "hall", "Hall"
        DESKS = "desks", "Desks"
        PRIVATE = "private", "Room to see somebody in private"
        COUNTER = "counter", "Counter or reception"
        STORE = "store", "Store"
        OUTDOORS = "outdoors", "Yard, field or car park"

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=120)
    kind = models.CharField("what it is", max_length=20, choices=Kind)
    places = models.PositiveSmallIntegerField("for how many people", null=True, blank=True)
    steps = models.CharField("way in", max_length=10, choices=Step, default=Step.UNKNOWN)
    loop = models.BooleanField("it has a hearing loop", default=False)
    when = models.CharField("when it is free", max_length=200)
    terms = models.CharField("what it costs, and how to ask for it", max_length=300)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AssetRoomQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["asset__name", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(when="") & ~Q(terms=""), name="room_says_how",
                violation_error_message="Name the room, and say when it is free and how to ask for it.",
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__gt=0), name="room_holds_somebody",
                violation_error_message="Enter a number above 0.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name}, {self.asset}"
