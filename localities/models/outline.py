"""Where an area lies: its outline, by which a point on the map is known to be in it."""

from django.db import models

from .area import Area, OfPartnership


class OutlineQuerySet(models.QuerySet["Outline"]):
    """Words for outlines."""

    def around(self, latitude: float, longitude: float) -> "OutlineQuerySet":
        """Keep those whose box holds a point."""
        return self.filter(south__lte=latitude, north__gte=latitude, west__lte=longitude, east__gte=longitude)


class Outline(OfPartnership):
    """The outline of an area in degrees, coarse enough for a page; a sketch is drawn by hand and surveys nothing."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="outline")
    shape = models.JSONField()  # polygons, each a list of rings (the first around it), each of [longitude, latitude]
    is_sketch = models.BooleanField("it is a sketch", default=False)
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ["area"]

    def __str__(self) -> str:
        return f"Outline of {self.area}"
