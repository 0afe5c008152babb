"""The engagement plan: every activity by which partners hear people, on one calendar. Source: A18, A43, D15."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from boards.models import Board, Meeting
from foundation.models import User
from foundation.published import Published, PublishedQuerySet
from foundation.tenancy import ConfidentialWall, TenantHistory
from localities.models import Locality, Organisation, Venue

from .audience import Audience, Theme
from .place import DRAFT, OfPlace

# The days on which the stages of a co-design project begin, in order. Source: checklist A37, E19, E23, E26.
STAGES = ("understand_on", "design_on", "try_on", "review_on")
STAGES_IN_ORDER = (
    "Give the first day of all four stages, one after the other, between the first and the last day of the project."
)


class ActivityQuerySet(PublishedQuerySet["Activity"]):
    """Words for activities."""

    def of_place(self, locality: Locality | int | None) -> "ActivityQuerySet":
        """Keep what is for a locality: what is for the whole partnership is for each. Without one, keep all."""
        return self.filter(Q(locality=locality) | Q(locality__isnull=True)) if locality else self

    def between(self, first: datetime.date, last: datetime.date) -> "ActivityQuerySet":
        """Keep what goes on on at least one of these days."""
        return self.filter(starts_on__lte=last, ends_on__gte=first)

    def standing(self) -> "ActivityQuerySet":
        """Leave out what was cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def open(self) -> "ActivityQuerySet":
        """Keep what goes on, or is still to come."""
        return self.standing().filter(ends_on__gte=timezone.localdate())

    def over(self) -> "ActivityQuerySet":
        """Keep what took place and is over."""
        return self.standing().filter(ends_on__lt=timezone.localdate())


class Activity(Published, OfPlace):
    """One way of hearing people, by one partner, in a locality or in the whole partnership."""

    class Kind(models.TextChoices):
        """What sort of activity. Source: checklist C29, D15, D16, A37."""

        MEETING = "meeting", "Community meeting"
        DROP_IN = "drop-in", "Drop-in"
        FOCUS_GROUP = "focus-group", "Focus group"
        INTERVIEWS = "interviews", "Round of interviews"
        SURVEY = "survey", "Survey"
        STATUTORY = "statutory", "Statutory consultation"
        CONVERSATION = "conversation", "Online conversation"
        CO_DESIGN = "co-design", "Co-design project"

    class Level(models.TextChoices):
        """How much people decide. Source: checklist E32."""

        INFORM = "inform", "Inform"
        CONSULT = "consult", "Consult"
        INVOLVE = "involve", "Involve"
        COLLABORATE = "collaborate", "Collaborate"
        EMPOWER = "empower", "Empower"

    class Duty(models.TextChoices):
        """Whose duty to consult it meets, where the law asks for it. Source: checklist A43, D16."""

        POLICE = "police", "Policing"
        HEALTH = "health", "Health services"
        PLANNING = "planning", "Planning"
        OTHER = "other", "Another duty"

    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    about = models.TextField("what it is about, and what can still change")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    level = models.CharField("level of participation", max_length=20, choices=Level)
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="engagement_activities")
    contact_name = models.CharField(max_length=160, blank=True)
    contact_email = models.EmailField(blank=True)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    times = models.CharField(max_length=200, blank=True)  # "6pm to 8pm", "each Tuesday at 10am"
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField("place, where it is not a venue of the list", max_length=300, blank=True)
    address = models.URLField("address online", max_length=500, blank=True)
    access = models.TextField("how everybody can take part", blank=True)  # E29
    duty = models.CharField("what the law is about", max_length=20, choices=Duty, blank=True)
    statute = models.CharField("statute or duty under which it is held", max_length=300, blank=True)
    sign_up_until = models.DateField("last day to sign up", null=True, blank=True)  # None: people just come
    places = models.PositiveIntegerField("number of places", null=True, blank=True)  # None: no limit
    understand_on = models.DateField("first day of understanding together", null=True, blank=True)
    design_on = models.DateField("first day of designing together", null=True, blank=True)
    try_on = models.DateField("first day of trying it out", null=True, blank=True)
    review_on = models.DateField("first day of the review", null=True, blank=True)
    board = models.ForeignKey(Board, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # for which
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # that it is, where the community meeting is convened as one (D30)
    took_part = models.PositiveIntegerField(
        "people who took part, as far as everybody may know", null=True, blank=True, editable=False
    )  # None where nobody counted, or too few came to say (R35)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancelled_because = models.CharField(max_length=500, blank=True)

    objects = ActivityQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["starts_on", "title", "id"]
        verbose_name_plural = "activities"
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="activity_ends_after_it_starts",
                violation_error_message="The last day must not be before the first day.",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | ~Q(cancelled_because=""),
                name="activity_cancelled_for_a_reason",
                violation_error_message="Say why it is cancelled.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="statutory") | Q(published_at__isnull=True) | ~Q(statute=""),
                name="statutory_consultation_names_its_duty",
                violation_error_message="Say under which statute or duty it is held.",
            ),
            models.CheckConstraint(
                condition=Q(sign_up_until__isnull=True) | Q(sign_up_until__lte=F("ends_on")),
                name="sign_up_ends_with_the_activity",
                violation_error_message="The last day to sign up must not be after the last day of the activity.",
            ),
            models.CheckConstraint(
                condition=Q(**dict.fromkeys((f"{day}__isnull" for day in STAGES), True))
                | Q(**dict.fromkeys((f"{day}__isnull" for day in STAGES), False), kind="co-design")
                & Q(understand_on__gte=F("starts_on"), design_on__gt=F("understand_on"), try_on__gt=F("design_on"))
                & Q(review_on__gt=F("try_on"), review_on__lte=F("ends_on")),
                name="stages_follow_one_another", violation_error_message=STAGES_IN_ORDER,
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__gte=1) & Q(sign_up_until__isnull=False),
                name="places_are_limited_where_people_sign_up",
                violation_error_message="Give the last day to sign up where places are limited.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["partnership", "locality", "starts_on"], name="activity_of_locality")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/have-your-say/{self.pk}/"

    def is_open(self, on: datetime.date) -> bool:
        """Say whether it goes on on a day."""
        return not self.cancelled_at and self.starts_on <= on <= self.ends_on

    @property
    def where(self) -> str:
        """Return where it is held, in one line; nothing where it has no place."""
        if self.venue:
            return ", ".join(part for part in (self.venue.name, self.venue.postcode) if part)
        return self.place or ("Online" if self.address else "")

    @property
    def takes_signups(self) -> bool:
        """Say whether people may sign up today."""
        until = self.sign_up_until
        return bool(self.is_public and not self.cancelled_at and until and until >= timezone.localdate())

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        today = timezone.localdate()
        if self.cancelled_at:
            return "Cancelled"
        if not self.published_at:
            return "Draft"
        return "Over" if self.ends_on < today else "Going on" if self.starts_on <= today else "To come"


class ActivityAudience(OfPlace):
    """An audience that an activity means to hear."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="audience_links")
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="activity_links")
    published_at = models.DateTimeField(null=True, blank=True)  # with its activity

    class Meta:
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="published_at"),
            models.UniqueConstraint(fields=["activity", "audience"], name="audience_once_an_activity"),
        ]

    def __str__(self) -> str:
        return str(self.audience)
