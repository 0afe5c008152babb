"""What each agenda and each report starts from."""

from django.db import models

from foundation.tenancy import TenantHistory, TenantModel

from .board import Board, OfBoard


class Purpose(models.TextChoices):
    """What the board does with an item."""

    DECISION = "decision", "Decision"
    DISCUSSION = "discussion", "Discussion"
    INFORMATION = "information", "Information"


class Standing(models.TextChoices):
    """Items that the product knows by name."""

    WELCOME = "welcome", "Welcome"
    APOLOGIES = "apologies", "Apologies"
    DECLARATIONS = "declarations", "Declarations of interest"
    MINUTES = "minutes", "Minutes of the last meeting"
    QUESTIONS = "questions", "Public questions"
    ACTIONS = "actions", "Actions"
    URGENT = "urgent", "Urgent business"
    NEXT = "next", "Next meeting"


class StandingItem(OfBoard, TenantModel):
    """An item of every agenda of a board."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="standing_items")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20, choices=Standing, blank=True)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=20, choices=Purpose, default=Purpose.INFORMATION)
    minutes = models.PositiveSmallIntegerField("time in minutes", null=True, blank=True)
    at_end = models.BooleanField("stands after the board's own business", default=False)

    class Meta:
        ordering = ["at_end", "position", "id"]

    def __str__(self) -> str:
        return self.title


class ReportTemplate(TenantModel):
    """A form of report; the two of the sources are shipped. Source: checklist B1-B9, C1-C3, X8."""

    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    # Which fields stand in the box at the front, in order: "where_from", "where_next", "status" …
    front_fields = models.JSONField(default=list)

    history = TenantHistory()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "key"], name="one_template_a_key", violation_error_message="It exists already."
            )
        ]

    def __str__(self) -> str:
        return self.name


class TemplateSection(TenantModel):
    """A section that each report of this form has."""

    class Kind(models.TextChoices):
        """How it is written."""

        TEXT = "text", "Text"
        RECOMMENDATIONS = "recommendations", "Recommendations"
        BACKGROUND = "background", "Background papers"
        ADVICE = "advice", "Comments of those who sign it off: nobody writes here"

    class Holds(models.TextChoices):
        """What the product knows of it beside the text. Source: checklist B10, B12, B13."""

        CONSULTATION = "consultation", "Who was consulted, when, with what result"
        RESOURCES = "resources", "Where the resources stand"
        EQUALITY = "equality", "The equality impact assessment"

    template = models.ForeignKey(ReportTemplate, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    heading = models.CharField(max_length=200)
    hint = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.TEXT)
    holds = models.CharField("what stands in it beside the text", max_length=20, choices=Holds, blank=True)
    is_required = models.BooleanField(default=True)  # "None" is an answer, empty is not (B3)
    in_box = models.BooleanField("stands in the summary box", default=False)

    class Meta:
        ordering = ["template", "position"]
        constraints = [models.UniqueConstraint(fields=["template", "key"], name="one_section_a_key")]

    def __str__(self) -> str:
        return self.heading
