"""What can be found: one row for each published part, fed from editions, open content only."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from foundation.tenancy import TenantModel

from .edition import Edition


class FoundBy(models.Func):
    """The words of a row; its partnership is one of them, so that the index alone finds a partnership's rows."""

    template = (
        "setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'B')"
        " || array_to_tsvector(ARRAY['tenant' || partnership_id::text])"
    )
    output_field = SearchVectorField()


class SearchEntry(TenantModel):
    """A published part as search shows it."""

    edition = models.ForeignKey(
        Edition, null=True, on_delete=models.CASCADE, related_name="search_entries"
    )  # none for a row of a public register
    series = models.CharField(max_length=60)  # the newest edition of a series replaces the rows of the one before
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    root = models.CharField(max_length=60)
    title = models.CharField(max_length=500)
    body = models.TextField(blank=True)
    context = models.CharField(max_length=200, blank=True)  # "Whitehaven Local Governance Board, 15 June 2026"
    dated = models.DateField()
    address = models.CharField(max_length=300)
    page = models.CharField(max_length=20, blank=True)  # in the pack
    vector = models.GeneratedField(expression=FoundBy(), output_field=SearchVectorField(), db_persist=True)

    class Meta:
        ordering = ["-dated"]
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(fields=["partnership", "series", "key"], name="one_entry_a_part")]
        indexes = [GinIndex(fields=["vector"], name="search_words")]

    def __str__(self) -> str:
        return self.title
