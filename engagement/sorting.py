"""Officers sort what came: into a theme and public words, with what is similar, aside, or to another locality.

Source: issue 4, section 3; D18, D36, R37.
"""

import re
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from engagement import naming, raising, showing_issues, stepping
from engagement.models import Issue, IssueContact, rules_of
from foundation import audit, tenancy
from foundation.locking import lock
from foundation.models import User
from foundation.working_days import working_days_after
from localities.models import Locality

State = Issue.State
WORDING = ("title", "about", "theme", "area", "where")
SHOWN = 5


@transaction.atomic
def sort(issue: Issue, *, by: User, publish: bool = True, **wording: Any) -> Issue:
    """Give an issue its theme and its words for everybody, and let everybody read it; again, change them.

    Raises ValidationError where the words name whoever raised it, or where it is closed.
    """
    issue = stepping.take(issue, State.RECEIVED, State.SORTED, State.PLACED, State.ANSWERED, State.FED_BACK)
    for field in WORDING:
        setattr(issue, field, wording.get(field, getattr(issue, field)))
    naming.refuse(issue, issue.title, issue.about, issue.where)
    is_new = publish and not issue.published_at
    if is_new:
        issue.published_at = timezone.now()
        issue.steps.filter(published_at=None).update(published_at=issue.published_at)  # steps have no history
    if issue.state != State.RECEIVED:
        issue.save()
        showing_issues.show(issue)
        audit.record(by, "published" if is_new else "changed the words of", issue, name=stepping.named(issue))
        return issue
    issue.state = State.SORTED
    issue.due_on = working_days_after(timezone.localdate(), rules_of(issue.locality).sort_days)
    stepping.keep(issue, "sorted", f"Read and sorted: {issue.theme or 'no theme'}.", by=by)
    return issue


def similar(words: str, *, among: QuerySet[Issue], place: Any = None, most: int = SHOWN) -> list[Issue]:
    """Return the open issues that share words with a text, most alike first, those of the same place before others."""
    asked = list(dict.fromkeys(re.findall(r"[a-z]{3,}", words.lower())))[:30]
    if not asked:
        return []
    query = SearchQuery(" | ".join(asked), search_type="raw", config="english")
    vector = SearchVector("title", weight="A", config="english") + SearchVector("about", weight="B", config="english")
    rows = among.open().apart().annotate(like=SearchRank(vector, query)).filter(like__gt=0.05)  # type: ignore[attr-defined]
    found = list(rows.select_related("area", "locality").order_by("-like", "-pk")[: most * 3])
    return sorted(found, key=lambda row: place is None or row.area_id != place.pk)[:most]


@transaction.atomic
def join(issue: Issue, main: Issue, *, by: User) -> Issue:
    """Deal with an issue together with a similar one: it follows that one's steps and team, its people are told too.

    Raises ValidationError where either is closed, or they are the same.
    """
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        # In one order, so that two officers who join two issues to each other wait and do not deadlock.
        list(Issue.objects.filter(pk__in=(issue.pk, main.pk)).order_by("pk").select_for_update())
        issue = stepping.take(issue, State.RECEIVED, State.SORTED, State.PLACED)
        main = lock(main, *stepping.RELATED)
        main = lock(main.joined_to, *stepping.RELATED) if main.joined_to else main
        if main.pk == issue.pk or not main.is_open:
            raise ValidationError("Choose another open issue to join it to.")
        others = [lock(other) for other in issue.joined.all()]
        main.voices += issue.voices
        main.save()
        issue.voices -= sum(other.voices for other in others)  # each is counted with the one that it follows
        for each in (*others, issue):
            each.joined_to = None
            _carry(each, main.locality)
        for each in (issue, *others):
            stepping.follow(each, main, joined_to=main)
        _told_of(issue, main, "joined", f"Dealt with together with a similar issue, {main.reference}.", by)
    return issue


def _told_of(issue: Issue, main: Issue, verb: str, text: str, by: User) -> None:
    stepping.write(issue, verb, text, by)
    audit.record(by, verb, issue, name=stepping.named(issue), main=main.reference)
    for each in (issue, main):
        showing_issues.show(each)


@transaction.atomic
def part(issue: Issue, *, by: User) -> Issue:
    """Deal with a joined issue by itself again: it goes back to the team."""
    issue = lock(issue, *stepping.RELATED)
    if issue.joined_to is None:
        return issue
    main = lock(issue.joined_to)
    main.voices -= issue.voices
    main.save()
    issue.joined_to = None
    stepping.with_team(issue, State.SORTED if issue.about else State.RECEIVED)
    stepping.keep(issue, "parted", f"Dealt with by itself again, apart from {main.reference}.", by=by)
    showing_issues.show(main)
    return issue


@transaction.atomic
def set_aside(issue: Issue, *, because: str, by: User) -> Issue:
    """Put an issue aside as spam or abuse: it is kept, and never shown. Raises ValidationError once it is placed."""
    issue = stepping.take(issue, State.RECEIVED, State.SORTED)
    if issue.joined.exists():
        raise ValidationError("Others were joined to it. Part them first.")
    issue.refused_at, issue.refused_because, issue.published_at = timezone.now(), because, None
    issue.steps.update(published_at=None)  # steps have no history
    stepping.keep(issue, "set aside", f"Set aside: {because}", by=by)
    return issue


@transaction.atomic
def take_back(issue: Issue, *, by: User) -> Issue:
    """Deal with an issue again that was set aside: it is read anew before anybody sees it."""
    issue = lock(issue, *stepping.RELATED)
    if not issue.refused_at:
        return issue
    issue.refused_at, issue.refused_because = None, ""
    stepping.with_team(issue, State.RECEIVED)
    stepping.keep(issue, "taken back", "Taken back to be read.", by=by)
    return issue


@transaction.atomic
def move(issue: Issue, locality: Locality, *, by: User) -> Issue:
    """Hand an issue with all that belongs to it to another team. Raises ValidationError once it is placed."""
    with tenancy.tenant(issue.partnership_id, raising.EVERY):
        issue = stepping.take(issue, State.RECEIVED, State.SORTED)
        if issue.locality_id == locality.pk:
            return issue
        was = issue.team
        for each in (issue, *issue.joined.all()):
            _carry(each, locality)
        issue.locality = locality
        stepping.with_team(issue, State(issue.state))
        stepping.keep(issue, "moved", f"Passed from {_small(was)} to {_small(issue.team)}.", by=by)
    return issue


def _carry(issue: Issue, locality: Locality | None) -> None:
    was, issue.locality = issue.locality_id, locality
    issue.save()
    if issue.locality_id == was:
        return
    IssueContact.objects.filter(issue=issue).update(locality=locality)  # neither contacts nor steps have a history
    issue.steps.update(locality=locality)
    issue.followers.update(locality=locality)
    if issue.photo:
        issue.photo.root = raising.root_of(locality)
        issue.photo.save(update_fields=["root"])
    for request in issue.requests.all():
        request.locality = locality
        request.save()


def _small(team: str) -> str:
    return team[:1].lower() + team[1:]
