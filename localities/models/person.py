"""People who sit on boards or serve them, with what they were elected or appointed to, and when."""

from django.db import models
from django.db.models import Q

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory, TenantModel

from .area import Area, Dated, DatedQuerySet, OfPartnership, ends_after_it_starts
from .organisation import Organisation


class Person(OfPartnership):
    """A person known to one partnership; home addresses are not kept. Source: standards R10."""

    title = models.CharField("title before the name", max_length=40, blank=True)
    name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    about = models.TextField(blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    history = TenantHistory(excluded_fields=["email", "phone"])

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "user"],
                condition=Q(user__isnull=False),
                name="one_person_an_account",
                violation_error_message="This account belongs to another person here.",
            )
        ]

    is_public = False

    def __str__(self) -> str:
        return f"{self.title} {self.name}".strip()


class PoliticalGroup(OfPartnership):
    """A political group, named as the council names it."""

    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "name"], name="one_group_a_name", violation_error_message="It exists already."
            )
        ]

    def __str__(self) -> str:
        return self.name


class Mandate(Dated, OfPartnership):
    """What a person was elected to: a council, a ward or division, a term. One person may hold several (A6-A8)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    council = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    group = models.ForeignKey(PoliticalGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    elected_on = models.DateField(null=True, blank=True)
    executive_position = models.CharField("position on the cabinet or executive", max_length=160, blank=True)

    objects = DatedQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["person", "starts_on"]
        constraints = [ends_after_it_starts("mandate_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.council}: {self.area}" if self.area_id else str(self.council)


class Post(Dated, OfPartnership):
    """A paid post, such as a locality manager seconded from the county; its access ends with it (C18, C19)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=160)
    employer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    host = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="hosted_posts"
    )  # where a seconded officer works
    leads_team = models.CharField("team led", max_length=160, blank=True)

    history = TenantHistory()

    class Meta:
        ordering = ["title"]
        constraints = [ends_after_it_starts("post_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_joint(self) -> bool:
        """Say whether one body employs the holder and another hosts them."""
        return self.host_id is not None and self.host_id != self.employer_id


class PostLocality(TenantModel):
    """A locality that a post answers for."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="locality_links")
    locality = models.ForeignKey("Locality", on_delete=models.CASCADE, related_name="post_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "locality"], name="post_once_in_a_locality")]

    def __str__(self) -> str:
        return f"{self.post} for {self.locality}"


class Invitation(TenantModel):
    """An invitation to open an account and be this person; its link works once and ends."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=40, blank=True)  # in the whole partnership, held from the day of joining
    token_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField(auto_now_add=True)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            ConfidentialWall(roots={"draft:invitation:": "partnership_id", "token:": "token_hash"}),
            models.UniqueConstraint(fields=["token_hash"], name="invitation_token_unique"),
        ]

    def __str__(self) -> str:
        return f"Invitation to {self.person}"
