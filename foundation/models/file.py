"""A file that someone handed in, kept under a random name outside the web root."""

from urllib.parse import quote

from django.db import models

from foundation.tenancy import ConfidentialWall, TenantModel

from .user import User


class FileQuerySet(models.QuerySet["File"]):
    """Words for files."""

    def uncleaned(self) -> "FileQuerySet":
        """Keep those that were stored before uploads were stripped, and were not since."""
        return self.filter(cleaned_at=None, purged_at=None)


class File(TenantModel):
    """One stored file; closed to the public until an edition opens it."""

    root = models.CharField(max_length=60)  # "board:3"
    # Published to those alone who read what is exempt of this root; nothing while it is a draft's.
    exempt_root = models.CharField(max_length=60, blank=True, default="")
    # A part of the root whose own readers see it too, such as "report:7" and its author.
    part_of = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    pages = models.PositiveIntegerField(null=True)
    # What could not be taken out of it although its pages do not show it, in words. Source: standards R37.
    left = models.JSONField(default=list, blank=True)
    cleaned_at = models.DateTimeField(null=True)  # when what its pages do not show was taken out
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)
    unused_since = models.DateTimeField(null=True)  # the night in which it was found that nothing refers to it

    objects = FileQuerySet.as_manager()

    class Meta:
        constraints = [
            ConfidentialWall(
                roots={"draft:": "root", "exempt:": "exempt_root", "part:": "part_of"}, opened="opened_at"
            ),
            models.UniqueConstraint(fields=["key"], name="file_key_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return where it is served, to those who may read it."""
        return f"/files/{self.pk}/{quote(self.name, safe='')}"
