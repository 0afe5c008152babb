"""Answers about equality, apart from everything else that a person answered. Source: standards R35."""

import uuid

from django.db import models

from foundation.tenancy import ConfidentialWall

from .place import DRAFT, OfPlace
from .survey import Survey


class EqualityAnswer(OfPlace):
    """One answer to one question about equality: no person, no response, no time, a key that counts nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="equality_answers")
    question = models.SlugField("key of the question", max_length=40)
    value = models.JSONField()  # in the stored shape of the question's kind

    class Meta:
        ordering = ["id"]
        constraints = [ConfidentialWall(roots=DRAFT)]
        indexes = [models.Index(fields=["survey", "question"], name="equality_answer_of_question")]

    def __str__(self) -> str:
        return f"An answer to {self.question}"
