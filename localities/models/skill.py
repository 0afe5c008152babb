"""What people can do and say so themselves, for those who look for somebody. Source: checklist A9, A41."""

from django.db import models
from django.db.models import Q

from foundation.tenancy import ConfidentialWall

from .area import OfPartnership
from .person import Person


class Skill(OfPartnership):
    """A skill or experience in a person's own words, kept by their consent; whoever takes it back leaves nothing here.

    So there is no history. Officers read it; everybody where the person says so.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    name = models.CharField("what you can do", max_length=120)
    experience = models.TextField("where you learned it, what you did with it", blank=True)
    consented_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person__name", "name"]
        constraints = [
            ConfidentialWall(roots={"draft:skill:": "partnership_id", "self:person:": "person_id"}, opened="opened_at"),
            models.CheckConstraint(
                condition=~Q(name=""), name="skill_says_what", violation_error_message="Say what you can do."
            ),
            models.UniqueConstraint(
                fields=["person", "name"],
                name="one_skill_a_name",
                violation_error_message="You have said this already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
