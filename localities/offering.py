"""People say what they can do, in their own words and by their own consent, and take it back. Source: A9, A41."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation import audit
from foundation.models import User
from localities.models import Person, Skill

MOST = 30  # of one person: more is a curriculum vitae, which nobody searches


@transaction.atomic
def offer(person: Person, *, name: str, experience: str, is_public: bool, by: User) -> Skill:
    """Keep a skill for officers to find, and for everybody where the person says so.

    Raises ValidationError when it was said already, or enough was.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if person.skills.count() >= MOST:
        raise ValidationError(f"You can say {MOST} things at most. Take one back, or put two together.")
    skill = Skill(person=person, consented_at=timezone.now())
    return _keep(skill, name=name, experience=experience, is_public=is_public, by=by)


@transaction.atomic
def reword(skill: Skill, *, name: str, experience: str, is_public: bool, by: User) -> Skill:
    """Change the words of a skill, or who reads them."""
    skill = Skill.objects.select_for_update().get(pk=skill.pk)
    return _keep(skill, name=name, experience=experience, is_public=is_public, by=by)


def _keep(skill: Skill, *, name: str, experience: str, is_public: bool, by: User) -> Skill:
    skill.name, skill.experience = name, experience
    skill.opened_at = (skill.opened_at or timezone.now()) if is_public else None
    try:
        with transaction.atomic():
            skill.save()
    except IntegrityError:
        raise ValidationError({"name": "You have said this already."}) from None
    audit.record(by, "offered a skill of", skill.person)
    return skill


@transaction.atomic
def take_back(skill: Skill, *, by: User) -> None:
    """Remove a skill: consent taken back leaves nothing behind."""
    audit.record(by, "took back a skill of", skill.person)
    skill.delete()


def forget(person: Person, *, by: User) -> None:
    """Remove what somebody said who leaves: nobody looks for them any more."""
    Skill.objects.filter(person=person).delete()
