"""Rules as data with a default: a room's rules for the partnership, and for a locality that does it its own way."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

from .locality import Locality

Rules = TypeVar("Rules", bound=models.Model)


class RulesQuerySet(models.QuerySet[Rules]):
    """Sets of rules of one room, each of a locality; the one without a locality is the partnership's."""

    def of(self, locality: Locality | None) -> Rules:
        """Return the rules that hold in a locality: its own, else the partnership's, else the defaults."""
        of_either = Q(locality__isnull=True) | Q(locality=locality) if locality else Q(locality__isnull=True)
        return self.filter(of_either).order_by(models.F("locality").asc(nulls_last=True)).first() or self.model()

    def by_locality(self) -> Callable[[int | None], Rules]:
        """Return what gives the rules that hold in a locality by its id, all of them read in one query."""
        own: dict[Any, Rules] = {rules.locality_id: rules for rules in self.all()}  # type: ignore[attr-defined]
        usual = own.get(None) or self.model()
        return lambda key: own.get(key, usual)
