"""The tenant: a partnership of councils and others, and the hosts by which it is found."""

from django.core.validators import RegexValidator
from django.db import models

from foundation.colours import validate_colour

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Enter a colour as # and six digits, such as #1d4f91.")
SUBDOMAIN = RegexValidator(r"^[a-z][a-z0-9-]*$", "Use small letters, digits and hyphens.")

WORDS = {
    "locality": "locality",
    "localities": "localities",
    "board": "board",
    "boards": "boards",
    "levels": "Informed\nConsulted\nAdvisory\nDevolved budget\nDevolved decisions",
    "stand": (
        "Councillors speak for the people of their area and decide on what happens there. Most people who are 18 or "
        "over and live or work in the area can stand; you need no party and no experience, only an interest in the "
        "place. The elections team of your council says who may stand and how to be nominated."
    ),
    "filming": "Filming, recording and reporting are allowed.",
}


class Partnership(models.Model):
    """One partnership; what it holds is behind its wall, its name and look are not."""

    slug = models.SlugField(unique=True, validators=[SUBDOMAIN])
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    strapline = models.CharField(max_length=200, blank=True)
    colour = models.CharField(max_length=7, default="#1d4f91", validators=[validate_colour])
    accent = models.CharField(max_length=7, default="#1d4f91", validators=[COLOUR])
    logo = models.FileField(upload_to="logos/", blank=True)
    words = models.JSONField(default=dict, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_address = models.TextField(blank=True)
    time_zone = models.CharField(max_length=40, default="Europe/London")
    statement_reviewed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        permissions = [
            ("administrator", "Partnership administrator"),
            ("auditor", "Auditor, read-only"),
            ("engagement", "Engagement officer"),
            ("planner", "Planning officer"),
            ("finance", "Finance officer"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def vocabulary(self) -> dict[str, str]:
        """Return the partnership's own words, each with its default. Source: checklist X6."""
        return {**WORDS, **self.words}

    @property
    def permission_root(self) -> "Partnership":
        """Return the record on which its roles are granted: itself."""
        return self

    def permission_scopes(self) -> list[tuple[str, int]]:
        """Return the records whose roles count here, nearest first."""
        return [("foundation.partnership", self.pk)]

    @property
    def main_host(self) -> str:
        """Return the host that its links use."""
        return next((h.domain for h in self.hosts.all() if h.is_main), f"{self.slug}.localhost")


class Host(models.Model):
    """A host name that leads to a partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="hosts")
    domain = models.CharField(max_length=253, unique=True)
    is_main = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=models.Q(is_main=True),
                name="one_main_host",
                violation_error_message="A partnership has one main host.",
            )
        ]

    def __str__(self) -> str:
        return self.domain
