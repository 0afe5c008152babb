"""What roles permit with priorities, plans, evidence and measures, and which closed rows they show.

The role of a planning officer is granted on a locality or on the partnership; a board's clerk plans for the board, its
members and partners read its drafts, and a locality's and the partnership's own administrators may do the same.
"""

from django.db.models import Q

from foundation import access

READ = "plans.read"  # the officers' pages
DRAFTS = "plans.read_drafts"  # what is not public: drafts, evidence that partners share, comments
PLAN = "plans.plan"  # strategies, priorities, plans, and the answers to comments
KNOW = "plans.know"  # evidence, needs, and needs analyses
MEASURE = "plans.measure"  # indicators, values, imports, measures
ASSESS = "plans.assess"  # stages of maturity, and a board's own assessment

PLANNER = [READ, DRAFTS, PLAN, KNOW, MEASURE, ASSESS]
EVERYWHERE = "draft:plans:*"
EVERY_BOARD = "draft:plans:board:*"
SHARED_EVIDENCE = "draft:evidence:partners"  # what partners share, whichever board reads it; never more (A24)


def where(held: access.Access, permission: str) -> Q:
    """Return which records a person's roles permit this on."""
    if held.roots_with(permission, "foundation.partnership"):
        return Q()
    of_boards = Q(board__in=held.roots_with(permission, "boards.board"))
    return of_boards | Q(locality__in=held.roots_with(permission, "localities.locality"))


def register() -> None:
    """Tell the ground which roles there are and what they show."""
    access.register(
        "boards.board",
        {"clerk": PLANNER, "chair": [READ, DRAFTS], "member": [DRAFTS], "partner": [DRAFTS]},
    )
    access.register("localities.locality", {"planner": PLANNER, "district": PLANNER})
    access.register("foundation.partnership", {"planner": PLANNER, "administrator": PLANNER, "auditor": [READ, DRAFTS]})
    access.register_clearance(DRAFTS, "foundation.partnership", lambda _: [EVERYWHERE, EVERY_BOARD])
    access.register_clearance(DRAFTS, "boards.board", lambda ids: [f"draft:plans:board:{key}" for key in sorted(ids)])
    for kind in ("foundation.partnership", "localities.locality", "boards.board"):
        access.register_clearance(DRAFTS, kind, lambda _: [SHARED_EVIDENCE])
    # What belongs to no board and no locality is the partnership's, and read by those who plan in each locality.
    access.register_clearance(
        DRAFTS, "localities.locality", lambda ids: [f"draft:plans:{key}" for key in (0, *sorted(ids))]
    )
