"""The network of community leaders and champions, who join by consent and leave at will. Source: E6, E15, D41; R34."""

import uuid

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall

from .audience import Audience
from .place import DRAFT, OfPlace


class NetworkMemberQuerySet(models.QuerySet["NetworkMember"]):
    """Words for members of the network."""

    def waiting(self) -> "NetworkMemberQuerySet":
        """Keep who confirmed the address and waits for an officer."""
        return self.filter(confirmed_at__isnull=False, accepted_at=None, declined_at=None, left_at=None)

    def current(self) -> "NetworkMemberQuerySet":
        """Keep who belongs to it."""
        return self.filter(accepted_at__isnull=False, left_at=None)


class NetworkMember(OfPlace):
    """Somebody who joins; without history, and emptied when they leave: only the counts by year stay."""

    class Role(models.TextChoices):
        """What they are in their community."""

        LEADER = "leader", "Leader of a group or community"
        CHAMPION = "champion", "Champion of a cause or of a place"
        HELPER = "helper", "Somebody who helps out"

    class Community(models.TextChoices):
        """What makes their community one. Source: checklist E28."""

        PLACE = "place", "A place: a village, an estate, a street"
        INTEREST = "interest", "An interest: what people share, wherever they live"

    class Age(models.TextChoices):
        """How old they say that they are; who is younger than 13 cannot join. Source: standards R36."""

        TEEN = "13-17", "13 to 17"
        ADULT = "18", "18 or older"

    name = models.CharField("your name", max_length=160, blank=True)
    email = models.EmailField("your email address", blank=True)
    role = models.CharField(max_length=20, choices=Role)
    community_kind = models.CharField(max_length=20, choices=Community)
    community = models.CharField("name of the community", max_length=160, blank=True)
    audience = models.ForeignKey(Audience, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offers = models.TextField("what you can offer", max_length=1000, blank=True)
    age = models.CharField(max_length=10, choices=Age)
    consent = models.TextField()  # the text to which they agreed
    consent_version = models.CharField(max_length=12)
    listing_agreed_at = models.DateTimeField(null=True, blank=True)  # to stand in the public list, a consent of its own
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    reference = models.UUIDField(default=uuid.uuid4, editable=False)  # from which the secret of the link is made
    token_hash = models.CharField(max_length=64, blank=True)

    objects = NetworkMemberQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            ConfidentialWall(roots={**DRAFT, "token:": "token_hash"}),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="network_token_unique"),
            models.UniqueConstraint(
                fields=["partnership", "email"], condition=~Q(email=""), name="joins_the_network_once"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, declined_at__isnull=True)
                | Q(name="", email="", community="", offers="", token_hash=""),
                name="who_left_the_network_is_emptied",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(confirmed_at__isnull=False, declined_at__isnull=True),
                name="network_member_confirmed_first",
                violation_error_message="They confirm their address first.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Member {self.pk} of the network"


class NetworkListing(OfPlace):
    """What everybody reads of a member who agreed to it; it goes with them."""

    member = models.OneToOneField(NetworkMember, on_delete=models.CASCADE, related_name="listing")
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=20, choices=NetworkMember.Role)
    community = models.CharField(max_length=160)
    offers = models.TextField(blank=True)

    class Meta:
        ordering = ["locality__name", "community", "id"]

    def __str__(self) -> str:
        return self.community
