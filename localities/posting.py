"""Paid posts, joint and seconded ones among them, which end. Source: checklist C18, C19."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from foundation.models import User
from localities.models import Post, PostLocality
from localities.recording import keep

SOON = datetime.timedelta(days=60)


@transaction.atomic
def keep_post(post: Post, *, by: User) -> Post:
    """Save a post and the places for which it answers."""
    keep(post, by=by)
    wanted = {locality.pk for locality in post.chosen_localities}  # type: ignore[attr-defined]
    post.locality_links.exclude(locality__in=wanted).delete()
    there = set(post.locality_links.values_list("locality_id", flat=True))
    for key in sorted(wanted - there):
        PostLocality.objects.create(post=post, locality_id=key)
    return post


def ending_soon(within: datetime.timedelta = SOON) -> QuerySet[Post]:
    """Return the posts that end in the days to come, the first first. Source: checklist C18."""
    today = timezone.localdate()
    posts = Post.objects.filter(ends_on__range=(today, today + within))
    return posts.select_related("person", "employer", "host").order_by("ends_on", "person__name")
