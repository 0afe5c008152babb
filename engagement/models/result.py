"""What the answers to a survey come to: counted, coded into themes, published. Source: checklist C14; standards R35."""

from django.db import models
from django.db.models import Q

from foundation.models import Edition, User
from foundation.tenancy import ConfidentialWall

from .place import DRAFT, OfPlace
from .survey import Question, Response, Survey


class SurveyResult(OfPlace):
    """What was counted when a survey closed; a draft for officers, while the public reads its editions."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="result")
    content = models.JSONField(default=dict)  # as `engagement.counting` lays it out, without small numbers
    counted_at = models.DateTimeField(null=True, blank=True)
    sent = models.PositiveIntegerField(default=0)  # of how many answers, and how many were set aside, the last when
    aside = models.PositiveIntegerField(default=0)
    aside_at = models.DateTimeField(null=True, blank=True)
    method = models.TextField("how the survey was done, and what its results cannot tell", blank=True)
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(
                condition=Q(published_at=None, edition=None) | Q(published_at__isnull=False, edition__isnull=False),
                name="published_result_is_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"Results of {self.survey}"

    @property
    def series(self) -> str:
        """Return the name of its series of editions."""
        return f"survey:{self.survey_id}:results"


class Code(OfPlace):
    """A theme that an officer found in the long answers to one question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="codes")
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(
                fields=["question", "name"], name="one_code_a_name",
                violation_error_message="This question has a theme of this name already.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="code_has_a_name"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Coded(OfPlace):
    """An answer that an officer has read, and the themes that they found in it: none is an answer too."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="coded")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="coded")
    codes = models.ManyToManyField(Code, through="CodedTheme", related_name="coded")
    coded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(fields=["question", "response"], name="answer_is_coded_once"),
        ]

    def __str__(self) -> str:
        return f"Answer {self.response_id}"


class CodedTheme(OfPlace):
    """One theme of one answer."""

    coded = models.ForeignKey(Coded, on_delete=models.CASCADE, related_name="themes")
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="themes")

    class Meta:
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.UniqueConstraint(fields=["coded", "code"], name="theme_once_an_answer"),
        ]

    def __str__(self) -> str:
        return str(self.code)


class Quote(OfPlace):
    """Words of one answer that may be published: an officer took out what tells who wrote them. It names no answer."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="quotes")
    code = models.ForeignKey(Code, null=True, blank=True, on_delete=models.SET_NULL, related_name="quotes")
    text = models.TextField("as it will be published")
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(auto_now_add=True)  # that nobody is named in it or can be told from it

    class Meta:
        ordering = ["question", "code__name", "text"]
        constraints = [
            ConfidentialWall(roots=DRAFT),
            models.CheckConstraint(condition=~Q(text=""), name="quote_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
