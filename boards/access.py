"""What roles permit with boards and their meetings, and which confidential rows they show.

Roles are granted on a board, on its locality (a district's own administrator) or on the partnership.
Source: checklist section 7, B18.
"""

from django.db.models import Q, TextField, Value
from django.db.models.functions import Cast, Concat

from foundation import access, tenancy
from localities.access import ADD_PEOPLE, INVITATIONS, KEEP_REGISTERS, REGISTERS, SKILLS, VIEW
from localities.models import Person

from .models import Board, BoardGrant

VIEW_DRAFTS = "boards.view_drafts"  # read working papers
READ_EXEMPT = "boards.read_exempt"  # read what is kept from the public
READ_EXEMPT_AS_PARTNER = "boards.read_exempt_as_partner"  # the same on the boards whose rules say so
READ_EXEMPT_AS_ADVISER = "boards.read_exempt_as_adviser"
REPLY = "boards.reply"  # answer a summons
PROPOSE = "boards.propose_item"
AGREE_AGENDA = "boards.agree_agenda"  # the chair's agreement to a draft pack
EDIT_BOARD = "boards.edit_board"  # settings, seats, offices, templates, terms of reference
SCHEDULE = "boards.schedule"  # set, change, cancel meetings; summon
EDIT_AGENDA = "boards.edit_agenda"
EDIT_REPORTS = "boards.edit_reports"
PUBLISH_AGENDA = "boards.publish_agenda"
RECORD = "boards.record_meeting"
SCREEN = "boards.screen_questions"  # see who asked, accept and refuse what the public sends
EDIT_MINUTES = "boards.edit_minutes"
PUBLISH_MINUTES = "boards.publish_minutes"
GROUPS = "boards.keep_groups"  # an executive's groups, a group's own reports and blockers (B32-B34)
SENSITIVE = "boards.issue_sensitive"  # confidential notices to named people, and reading them (B8)
REFER = "boards.refer"  # send referrals, keep their answers (D27)
CREATE_BOARD = "boards.create_board"
GIVE_ROLES = "boards.give_roles"  # on boards, in localities, in the partnership: where the role that permits it counts

MEMBER = [READ_EXEMPT, REPLY, PROPOSE]
OFFICER = [
    VIEW_DRAFTS,
    READ_EXEMPT,
    EDIT_BOARD,
    SCHEDULE,
    EDIT_AGENDA,
    EDIT_REPORTS,
    PUBLISH_AGENDA,
    RECORD,
    SCREEN,
    EDIT_MINUTES,
    PUBLISH_MINUTES,
    REFER,
    GROUPS,
    SENSITIVE,
    VIEW,
    ADD_PEOPLE,
    KEEP_REGISTERS,
]

# Which confidential rows a permission shows, by the name of their root.
CLEARS = {VIEW_DRAFTS: "draft:board", READ_EXEMPT: "exempt:board", SENSITIVE: "draft:sensitive"}


def register() -> None:
    """Tell the ground which roles there are and what they may see."""
    access.register(
        "boards.board",
        {
            "clerk": OFFICER,
            "chair": [*MEMBER, VIEW_DRAFTS, AGREE_AGENDA],
            "member": MEMBER,
            "partner": [READ_EXEMPT_AS_PARTNER, REPLY, PROPOSE],
            "adviser": [READ_EXEMPT_AS_ADVISER, REPLY],
        },
        grants=BoardGrant,
    )
    access.register("localities.locality", {"district": [*OFFICER, CREATE_BOARD, GIVE_ROLES]})
    access.register(
        "foundation.partnership",
        {"administrator": [*OFFICER, CREATE_BOARD, GIVE_ROLES], "auditor": [VIEW_DRAFTS, READ_EXEMPT]},
    )
    for permission, rule in (
        (READ_EXEMPT_AS_PARTNER, "partners_read_exempt"),
        (READ_EXEMPT_AS_ADVISER, "advisers_read_exempt"),
    ):
        access.register_clearance(
            permission, "boards.board", lambda ids, r=rule: _tokens(CLEARS[READ_EXEMPT], _ruled(r, ids))
        )
    access.register_clearance(VIEW, "boards.board", lambda _: [INVITATIONS, REGISTERS, SKILLS])
    for permission, name in CLEARS.items():
        access.register_clearance(permission, "foundation.partnership", lambda _, n=name: [f"{n}:*"])
        access.register_clearance(permission, "boards.board", lambda ids, n=name: _tokens(n, ids))
        access.register_clearance(permission, "localities.locality", lambda ids, n=name: _tokens(n, _boards_in(ids)))


def _tokens(name: str, ids) -> list[str]:
    return [f"{name}:{key}" for key in sorted(ids)]


def _ruled(rule: str, ids: set[int]):
    return Board.objects.filter(pk__in=ids, **{rule: True}).values_list("pk", flat=True)


def _boards_in(localities: set[int]):
    return Board.objects.filter(locality_id__in=localities).values_list("pk", flat=True)


def boards_with(held: access.Access, permission: str):
    """Return the boards on which a role of the person permits this: their own, their locality's, or every one."""
    if held.roots_with(permission, "foundation.partnership"):
        return Board.objects.all()
    in_localities = Q(locality_id__in=held.roots_with(permission, "localities.locality"))
    return Board.objects.filter(Q(pk__in=held.roots_with(permission, "boards.board")) | in_localities)


def myself(user) -> Person | None:
    """Return the person whose account this is, and clear the transaction for what is addressed to them."""
    own = f"self:user:{user.pk},proposer:{user.pk}"
    key = Cast("pk", TextField())
    theirs = Concat(Value(f"{own},self:person:"), key, Value(",author:"), key, output_field=TextField())
    person = Person.objects.filter(user=user).annotate(cleared=tenancy.Clearing(theirs)).first()
    if person is None:
        tenancy.clear(*own.split(","))
    return person
