"""What is known in an example partnership: the library, what people said in it, and the needs that it shows."""

import datetime

from django.db.models import Q
from django.utils import timezone

from boards.models import Board
from engagement.models import Theme
from foundation.models import User
from localities.models import Locality, Organisation
from plans import analysing, gathering, knowing, needing
from plans.models import AnalysedNeed, AnalysisContribution, Evidence, Need, NeedsAnalysis

from .data.evidence import ABOUT, CONTRIBUTIONS, FIRST, LIBRARY, NEEDS

TAKEN = {"survey": 1, "issue": 2, "activity": 1, "conversation": 1}  # how many of each become evidence


def gather_evidence(board: Board, clerk: User) -> None:
    """Fill the library, take what people said into it, and state the needs of the main board's locality."""
    here = board.locality or Locality.objects.order_by("pk").first()
    themes = {theme.key: theme for theme in Theme.objects.all()}
    _fill_library(here, themes, clerk)
    for key, number in TAKEN.items():
        rows = gathering.waiting(gathering.SOURCES[key], Q(locality=here) | Q(locality=None))
        for row in rows[:number]:
            gathering.gather(gathering.SOURCES[key], row, by=clerk)
    for title, statement, theme, shown_by in NEEDS:
        which = Q()
        for words in shown_by:
            which |= Q(title__icontains=words)
        need = Need(locality=here, title=title, statement=statement, theme=themes[theme])
        needing.publish(needing.keep(need, Evidence.objects.filter(which), by=clerk), by=clerk)
    if here:
        _analyse(here, clerk)


def _analyse(here: Locality, clerk: User) -> None:
    """Put the needs in order, let both tiers add to it and sign it, and publish that."""
    today = timezone.localdate()
    analysis = analysing.keep(NeedsAnalysis(locality=here, year=today.year, about=ABOUT), by=clerk)
    for title, sentence in FIRST.items():
        analysing.keep_need(analysis, AnalysedNeed(need=Need.objects.get(title=title), sentence=sentence), by=clerk)
    councils = [one for kind in CONTRIBUTIONS for one in Organisation.objects.filter(kind=kind).order_by("pk")[:1]]
    for council in councils:
        row = AnalysisContribution(organisation=council, words=CONTRIBUTIONS[council.kind])
        analysing.contribute(analysis, row, by=clerk)
    for council in councils:
        analysing.sign(analysis, council, signed_by="Director of place", signed_on=today, by=clerk)
    if not analysing.missing(analysis):  # an example without two tiers keeps its draft
        analysing.publish(analysis, by=clerk)


def _fill_library(here: Locality | None, themes: dict[str, Theme], clerk: User) -> None:
    owners = {one.kind: one for one in Organisation.objects.order_by("-pk")}
    today = timezone.localdate()
    for entry in LIBRARY:
        facts = {key: entry[key] for key in ("kind", "title", "summary", "source", "licence", "sharing")}
        row = Evidence(
            **facts, locality=here, theme=themes[entry["theme"]], owner=owners[entry["owner"]],
            found_on=today - datetime.timedelta(days=entry["days"]),
        )  # fmt: skip
        knowing.keep(row, by=clerk)
        if entry["sharing"] == "public":
            knowing.publish(row, by=clerk)
