"""Surveys and the questions of consultations. Source: checklist C14, C29; standards R31, R34-R36."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from foundation.models import User
from foundation.tenancy import ConfidentialWall, TenantHistory

from .activity import Activity
from .place import DRAFT, OfPlace


class Survey(OfPlace):
    """A form that people answer, as part of an activity; once opened its questions stand."""

    class WhoAnswers(models.TextChoices):
        """Who may answer."""

        OPEN = "open", "Anybody"
        INVITED = "invited", "Who is invited, once each"

    class Basis(models.TextChoices):
        """The lawful basis on which answers are kept. Source: standards R34 (UK GDPR, article 6)."""

        TASK = "task", "A task in the public interest"
        DUTY = "duty", "A legal obligation"
        CONSENT = "consent", "The person’s consent"

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=200)
    intro = models.TextField("what it is about", blank=True)
    who_answers = models.CharField(max_length=20, choices=WhoAnswers, default=WhoAnswers.OPEN)
    basis = models.CharField("lawful basis", max_length=20, choices=Basis, default=Basis.TASK)
    privacy = models.TextField("privacy notice", blank=True)
    kept_months = models.PositiveSmallIntegerField(
        "months that answers are kept after it closes",
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )  # R38
    # Whoever answers says that they are this old; set when it opens, empty where anybody of any age may answer (R36).
    least_age = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    languages = models.JSONField(default=list, blank=True)  # codes beside English that it is offered in: ["cy"]
    words = models.JSONField(default=dict, blank=True)  # title, intro, pages by language: {"cy": {"title": …}}
    page_titles = models.JSONField(default=dict, blank=True)  # by the number of the page: {"1": "About you"}
    checklist = models.JSONField(default=dict, blank=True)  # the four Gunning principles, each with words (R31)
    wave_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="waves"
    )  # the baseline, asked earlier
    wave = models.CharField("name of this wave", max_length=80, blank=True)
    is_weighted = models.BooleanField("the sample is weighted", default=False)
    closes_at = models.DateTimeField(null=True, blank=True)  # answers are taken until then
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_because = models.CharField(max_length=500, blank=True)  # where it was closed before its day
    extended_because = models.CharField(max_length=500, blank=True)  # where its day was put off
    forgotten_on = models.DateField(null=True, blank=True, editable=False)  # single answers were deleted; totals stay
    created_at = models.DateTimeField(auto_now_add=True)

    history = TenantHistory()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="opened_at"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False), name="survey_closed_after_it_opened",
                violation_error_message="A survey that was never opened cannot be closed.",
            ),
            models.CheckConstraint(
                condition=Q(wave_of__isnull=True) | ~Q(wave_of=F("id")), name="survey_is_no_wave_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | ~Q(privacy="") & Q(closes_at__isnull=False),
                name="open_survey_says_its_privacy_and_its_end",
                violation_error_message="Give the privacy notice and the closing date before you open it.",
            ),
            models.CheckConstraint(
                condition=Q(kept_months__gte=1, kept_months__lte=24), name="survey_answers_kept_two_years_at_most",
                violation_error_message="Answers are kept for 24 months at most (R38).",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its public page."""
        return f"/surveys/{self.pk}/"

    @property
    def is_public(self) -> bool:
        """Say whether everybody may know of it."""
        return self.opened_at is not None

    @property
    def is_open(self) -> bool:
        """Say whether answers are taken now; past its day it is closed, though the clock has not come to it yet."""
        return bool(self.opened_at and not self.closed_at and self.closes_at and self.closes_at > timezone.now())


class Question(OfPlace):
    """One question; ``key`` names it in answers, in the codebook and from wave to wave."""

    class Kind(models.TextChoices):
        """What sort of answer it takes."""

        ONE = "one", "One of a list"
        SEVERAL = "several", "Several of a list"
        SCALE = "scale", "A scale from best to worst"
        RANK = "rank", "A list in order of importance"
        GRID = "grid", "One answer for each line"
        NUMBER = "number", "A number"
        SHORT = "short", "A few words"
        LONG = "long", "In their own words"
        DATE = "date", "A date"
        POSTCODE = "postcode", "A postcode"
        PLACE = "place", "A ward or parish"
        HEADING = "heading", "Words between questions, no answer"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    page = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)  # on its page
    key = models.SlugField(max_length=40)  # "satisfied_council"
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.CharField("question", max_length=500)
    hint = models.CharField(max_length=500, blank=True)
    is_required = models.BooleanField("an answer is needed", default=False)
    # [{"key": "very", "text": "Very satisfied", "counts": true}]; ``counts`` marks what makes up the compared share.
    options = models.JSONField(default=list, blank=True)
    lines = models.JSONField(default=list, blank=True)  # of a grid: [{"key": "roads", "text": "Roads"}]
    limits = models.JSONField(default=dict, blank=True)  # {"least": 0, "most": 10, "words": 500, "choices": 3}
    # Shown only when an earlier question has one of these answers: {"question": "uses_bus", "any": ["yes"]}.
    shown_when = models.JSONField(default=dict, blank=True)
    words = models.JSONField(default=dict, blank=True)  # {"cy": {"text": …, "hint": …, "options": {"very": …}}}
    is_equality = models.BooleanField("it is about equality, and is kept apart", default=False)  # R35
    is_compared = models.BooleanField(
        "it is compared from wave to wave", default=False
    )  # in a wave it stands as it was
    opened_at = models.DateTimeField(null=True, blank=True)  # with its survey

    history = TenantHistory()

    class Meta:
        ordering = ["survey", "page", "position", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT, opened="opened_at"),
            models.UniqueConstraint(
                fields=["survey", "key"], name="one_question_a_key",
                violation_error_message="Another question of this survey has this name.",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="question_of_a_survey_has_words"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text


class ResponseQuerySet(models.QuerySet["Response"]):
    """Words for what was answered."""

    def counted(self) -> "ResponseQuerySet":
        """Keep what counts: sent, and not set aside."""
        return self.filter(sent_at__isnull=False, set_aside_at__isnull=True)

    def to_judge(self) -> "ResponseQuerySet":
        """Keep what looks like a duplicate and nobody has judged yet."""
        return self.filter(judged_at__isnull=True).exclude(signals=[])

    def set_aside(self) -> "ResponseQuerySet":
        """Keep what an officer set aside."""
        return self.filter(set_aside_at__isnull=False)


class Response(OfPlace):
    """What one person answered and sent; who they are is kept nowhere near it. A confidential row for ever (R35).

    It knows the day and nothing finer, and neither the link nor the invitation by which it came.
    """

    class How(models.TextChoices):
        """How it came. Source: checklist D18."""

        WEB = "web", "On the website"
        PAPER = "paper", "On paper"
        PHONE = "phone", "By telephone"
        MEETING = "meeting", "In the meeting room"

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    answers = models.JSONField(default=dict)  # by the question's key; never those about equality
    language = models.CharField(max_length=10, default="en")
    how = models.CharField(max_length=20, choices=How, default=How.WEB)
    weight = models.DecimalField(max_digits=9, decimal_places=5, default=Decimal(1))
    sent_at = models.DateTimeField(null=True, blank=True)  # the first moment of the day
    entered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("number on the paper", null=True, blank=True)  # of what staff entered
    words_hash = models.CharField(max_length=64, blank=True)  # of what was said in their own words, to find it twice
    signals = models.JSONField(default=list, blank=True)  # what looks like a duplicate, in words, for the officer
    judged_at = models.DateTimeField(null=True, blank=True)  # an officer looked at the signals, and it counts or not
    judged_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)  # by an officer, for a reason: not counted
    set_aside_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    set_aside_because = models.CharField(max_length=300, blank=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["survey", "number"], name="one_answer_a_paper",
                violation_error_message="An answer with this number was entered already.",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True) | ~Q(set_aside_because=""),
                name="response_set_aside_for_a_reason",
                violation_error_message="Say why it is not counted.",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="response_weighs_something"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["survey", "sent_at"], name="response_of_survey"),
            models.Index(fields=["survey", "words_hash"], condition=~Q(words_hash=""), name="response_by_words"),
        ]

    def __str__(self) -> str:
        return f"Answer {self.pk}"
