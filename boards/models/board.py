"""Boards, what they have been called, whom they work with, and who may do what there."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.access import Root
from foundation.models import Grant, User
from foundation.tenancy import TenantHistory, TenantModel
from localities.models import Dated, Locality, Organisation, Person, Post, ends_after_it_starts

from .kind import BoardKind, BoardRules


class BoardQuerySet(models.QuerySet["Board"]):
    """Words for boards."""

    def public(self) -> "BoardQuerySet":
        """Keep boards that the public may know: planned ones are not announced yet."""
        return self.filter(Q(shadow_from__isnull=False) | Q(live_from__isnull=False))

    def open(self) -> "BoardQuerySet":
        """Keep boards that have not been closed."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=timezone.localdate()))


class Board(BoardRules, TenantModel):
    """A body that meets. Source: checklist A1, B30-B33, C21, D5."""

    class Stage(models.TextChoices):
        """Where it is in its life, read from its dates. Source: checklist C22, A32."""

        PLANNED = "planned", "Planned"
        SHADOW = "shadow", "Shadow"
        LIVE = "live", "Live"
        CLOSED = "closed", "Closed"

    kind = models.ForeignKey(BoardKind, on_delete=models.PROTECT, related_name="boards")
    name = models.CharField(max_length=160)
    slug = models.SlugField(max_length=100)
    about = models.TextField("what it is for", blank=True)
    locality = models.ForeignKey(Locality, null=True, blank=True, on_delete=models.PROTECT, related_name="boards")
    administered_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="administered_boards"
    )
    report_template = models.ForeignKey(
        "ReportTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="boards"
    )
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers"
    )  # the community meeting after which it meets (D31)
    predecessor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="successors"
    )  # the body it grew from (B19)
    predecessor_name = models.CharField("body it grew from, where that is not here", max_length=160, blank=True)
    # Before its agreement is recorded a change is not in force. Source: checklist C4.
    terms_agreed_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="council that must agree a change of its terms of reference",
    )  # fmt: skip
    shadow_from = models.DateField(null=True, blank=True)
    live_from = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=200, blank=True)

    objects = BoardQuerySet.as_manager()
    history = TenantHistory()

    class Meta:
        ordering = ["name"]
        permissions = [
            ("clerk", "Clerk"),
            ("chair", "Chair"),
            ("member", "Member"),
            ("partner", "Partner representative"),
            ("adviser", "Adviser"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "slug"],
                name="one_board_a_slug",
                violation_error_message="Another board has this address.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(live_from__isnull=True) | Q(closed_on__gte=F("live_from")),
                name="board_closes_after_it_starts",
                violation_error_message="The board must close after it starts.",
            ),
            models.CheckConstraint(
                condition=Q(most_meetings__isnull=True)
                | Q(least_meetings__isnull=True)
                | Q(most_meetings__gte=F("least_meetings")),
                name="board_most_meetings_not_below_least",
                violation_error_message="The most meetings a year must not be below the fewest.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/boards/{self.slug}/"

    @property
    def permission_root(self) -> Root:
        """Return the record on which its roles are granted: itself."""
        return self

    def permission_scopes(self) -> list[tuple[str, int]]:
        """Return the records whose roles count here, nearest first."""
        scopes = [("boards.board", self.pk), ("foundation.partnership", self.partnership_id)]
        return [*scopes, ("localities.locality", self.locality_id)] if self.locality_id else scopes

    def entitled(self, on) -> models.QuerySet:
        """Return who holds a seat, or stands in for its holder, on a day, with person and seat in one query."""
        held = self.holdings.on(on).select_related("person", "seat", "organisation", "substitute_for__person")
        return held.order_by("seat_id", "substitute_for_id", "pk")

    @property
    def root(self) -> str:
        """Return its name on the confidentiality wall."""
        return f"board:{self.pk}"

    @property
    def is_public(self) -> bool:
        """Say whether the public may know of it."""
        return bool(self.shadow_from or self.live_from)

    def stage(self, on=None) -> "Board.Stage":
        """Return where it stands in its life on a day."""
        day = on or timezone.localdate()
        if self.closed_on and self.closed_on <= day:
            return Board.Stage.CLOSED
        if self.live_from and self.live_from <= day:
            return Board.Stage.LIVE
        if self.shadow_from and self.shadow_from <= day:
            return Board.Stage.SHADOW
        return Board.Stage.PLANNED


class OfBoard:
    """A record of a board: roles over it are granted there."""

    board: Any

    @property
    def permission_root(self) -> Board:
        """Return the board on which roles are granted."""
        return self.board


class BoardGrant(Grant):
    """A role on one board."""

    content_object = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "permission", "content_object"], name="one_board_grant")]


class BoardName(Dated, TenantModel):
    """A name that the board had, a working title among them. Source: checklist C22."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=160)
    is_working_title = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_on"]
        constraints = [ends_after_it_starts("board_name_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.name


class BoardRelation(OfBoard, Dated, TenantModel):
    """Two peers and what joins them; there is no chain of command. Source: checklist B16, X2."""

    class Kind(models.TextChoices):
        """What the one does with the other."""

        ENGAGES = "engages", "engages with"
        OVERSEES = "oversees", "oversees the work of"
        FEEDS = "feeds", "passes issues to"
        LINKS = "links", "shares a purpose with"
        INDEPENDENT = "independent", "is independent of"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="relations_from")
    kind = models.CharField(max_length=20, choices=Kind)
    purpose = models.CharField(max_length=300)

    class Meta:
        ordering = ["board", "other"]
        constraints = [
            ends_after_it_starts("relation_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(board=F("other")),
                name="relation_joins_two_boards",
                violation_error_message="Choose another board.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.get_kind_display()} {self.other}"


class BoardOffice(OfBoard, Dated, TenantModel):
    """Who chairs, clerks, advises or supports the board, and when. Source: checklist B30, B38, C20, D21."""

    class Kind(models.TextChoices):
        """The office."""

        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice", "Vice-chair"
        CLERK = "clerk", "Clerk"
        LEAD_OFFICER = "lead", "Lead officer"
        COMMUNITY_OFFICER = "community", "Community development officer"
        ADVISER = "adviser", "Adviser"
        PROJECT_MANAGER = "project", "Project manager"

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="offices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    kind = models.CharField(max_length=20, choices=Kind)
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="offices"
    )  # by virtue of which they hold it, and with which their access ends (C18)
    subject = models.CharField("what they advise on", max_length=160, blank=True)
    appointed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    history = TenantHistory()

    class Meta:
        ordering = ["kind", "starts_on"]
        constraints = [ends_after_it_starts("office_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"
