"""Founding a partnership: its host, what it starts from, and its first administrator, in one go."""

from django.core.exceptions import ValidationError
from django.db import transaction

from boards.presets.kinds import make_kinds
from boards.presets.report_templates import make_report_templates
from engagement.presets import make_lists
from foundation import access, audit, tenancy
from foundation.models import Host, Partnership, User
from localities.access import REGISTERS
from localities.inviting import invite
from localities.models import Person
from localities.presets.registers import make_registers
from plans.presets import make_principles, make_statements

ADMINISTRATOR = "administrator"


@transaction.atomic
def found(partnership: Partnership, *, domain: str, name: str, email: str, by: User | None) -> Partnership:
    """Keep a new partnership, open its host, give it what every partnership starts from, invite its administrator.

    Raises ValidationError where the host has been taken.
    """
    host = Host(domain=domain.lower())
    if Host.objects.filter(domain=host.domain).exists():
        raise ValidationError({"domain": "Another partnership has this host."})
    partnership.save()
    host.partnership = partnership
    host.save()
    with tenancy.tenant(partnership.pk, [REGISTERS]):
        make_report_templates()
        make_kinds()
        make_registers()
        make_lists()
        make_principles()
        make_statements()
        audit.record(by, "founded", partnership, domain=host.domain)
    invite_administrator(partnership, name=name, email=email, by=by)
    return partnership


@transaction.atomic
def invite_administrator(partnership: Partnership, *, name: str, email: str, by: User | None) -> Person:
    """Send somebody the link with which they become an administrator; who has an account here becomes one now."""
    with tenancy.tenant(partnership.pk):
        person = Person.objects.filter(email__iexact=email, left_at__isnull=True).select_related("user").first()
        person = person or Person.objects.create(name=name, email=email)
        if person.user:
            access.grant(person.user, ADMINISTRATOR, partnership, by=by)
        else:
            invite(person, by=by, role=ADMINISTRATOR)
    return person
