"""The kinds of board that the sources describe, with their seats and rules.

Each partnership gets its own copy and may change every word of it. Source: checklist A1, A40, B15, B30-B33,
C21, D12, D21, D30, D31, D33.
"""

from typing import Any

from boards.models import BoardKind, ReportTemplate, StandingItem
from boards.models.template import Standing

STANDING: list[dict[str, Any]] = [
    {"key": Standing.WELCOME, "title": "Welcome and introductions", "purpose": "information"},
    {"key": Standing.APOLOGIES, "title": "Apologies for absence", "purpose": "information"},
    {"key": Standing.DECLARATIONS, "title": "Declarations of interest", "purpose": "information"},
    {"key": Standing.MINUTES, "title": "Minutes of the last meeting", "purpose": "decision"},
    {"key": Standing.QUESTIONS, "title": "Questions from the public", "purpose": "discussion", "minutes": 15},
    {"key": Standing.ACTIONS, "title": "Actions from earlier meetings", "purpose": "discussion"},
    {"key": Standing.NEXT, "title": "Date of the next meeting", "purpose": "information", "at_end": True},
]

_COUNCILS = ["county", "district", "parish"]
_AGENCIES = ["police", "fire", "health", "housing", "education", "voluntary"]


def _each(source: str, label: str, **more: Any) -> dict[str, Any]:
    return {"source": source, "label": label, **more}


KINDS: list[dict[str, Any]] = [
    {
        "key": "locality-forum",
        "name": "Locality forum",
        "plural": "Locality forums",
        "purpose": "Brings everyone with a stake in the locality together to discuss priorities and raise issues.",
        "chair_rule": "The Leader of the Council",
        "least_meetings": 1,
        "most_meetings": 2,
        "seat_rules": [_each("organisation", "Partner", organisation_kinds=[*_COUNCILS, *_AGENCIES, "business"])],
    },
    {
        "key": "locality-executive",
        "name": "Locality executive",
        "plural": "Locality executives",
        "purpose": "Agrees the delivery plan and its resources, oversees task and finish groups and unblocks issues.",
        "chair_rule": "The Chief Executive of the Council",
        "public_access": "watch",
        "least_meetings": 4,
        "quorum_count": 4,
        "may_set_up_groups": True,
        "seat_rules": [_each("organisation", "Senior officer", organisation_kinds=["county", "district", *_AGENCIES])],
        "report_template": "fifteen",
    },
    {
        "key": "task-group",
        "name": "Task and finish group",
        "plural": "Task and finish groups",
        "purpose": "Does the work of the delivery plan on one priority, reports back, and ends.",
        "legal_status": "task",
        "public_access": "closed",
        "seat_rules": [_each("fixed", "Member", count=8)],
    },
    {
        "key": "governance-board",
        "name": "Local governance board",
        "plural": "Local governance boards",
        "purpose": "Decides on issues raised by the community, on local priorities and on devolved budgets.",
        "least_meetings": 4,
        "longest_gap_days": 92,
        "quorum_fraction": "0.333",
        "follows": "community-meeting",
        "seat_rules": [
            _each("ward", "Borough ward member"),
            _each("division", "County division member"),
            _each("parish", "Parish council member"),
            _each("organisation", "Regeneration partnership representative", organisation_kinds=["regeneration"]),
            _each("fixed", "Community representative", count=2),
            _each("fixed", "Co-optee from locally based stakeholders", count=4),
        ],
        "report_template": "summary-box",
    },
    {
        "key": "community-meeting",
        "name": "Community meeting",
        "plural": "Community meetings",
        "purpose": "Anyone who lives, works or studies in the locality may come and raise what concerns them.",
        "has_members": False,
        "least_meetings": 4,
        "notice_days": 5,
    },
    {
        "key": "agencies-group",
        "name": "Agencies' group",
        "plural": "Agencies' groups",
        "purpose": "Managers of local services answer requests from localities and work across agency boundaries.",
        "public_access": "closed",
        "seat_rules": [_each("organisation", "Service manager", organisation_kinds=["county", "district", *_AGENCIES])],
    },
    {
        "key": "area-committee",
        "name": "Area committee",
        "plural": "Area committees",
        "purpose": "District and county members of the area lead its work programme.",
        "legal_status": "area",
        "decision_mode": "vote",
        "may_meet_virtually": False,
        "least_meetings": 4,
        "quorum_fraction": "0.250",
        "seat_rules": [
            _each("ward-members", "District member"),
            _each("division-members", "County member"),
        ],
        "report_template": "summary-box",
    },
    {
        "key": "theme-board",
        "name": "Theme board",
        "plural": "Theme boards",
        "purpose": "Leads one theme across the partnership.",
        "public_access": "watch",
        "seat_rules": [_each("organisation", "Partner", organisation_kinds=["county", "district", *_AGENCIES])],
    },
    {
        "key": "specialist-group",
        "name": "Specialist group",
        "plural": "Specialist groups",
        "purpose": "Gives expert advice to boards.",
        "public_access": "closed",
        "seat_rules": [_each("fixed", "Member", count=6)],
    },
    {
        "key": "locality-board",
        "name": "Locality board",
        "plural": "Locality boards",
        "purpose": "Every county and every district member of the locality, combining their mandates.",
        "least_meetings": 4,
        "quorum_fraction": "0.250",
        "seat_rules": [
            _each("division-members", "County member"),
            _each("ward-members", "District member"),
        ],
        "report_template": "fifteen",
    },
]


def make_kinds() -> dict[str, BoardKind]:
    """Give this partnership the kinds that it has not yet, by key; its own words are left alone."""
    templates = {template.key: template for template in ReportTemplate.objects.all()}
    for preset in KINDS:
        fields = {key: value for key, value in preset.items() if key not in ("key", "follows", "report_template")}
        fields["report_template"] = templates.get(preset.get("report_template", ""))
        fields["standing_items"] = STANDING
        BoardKind.objects.get_or_create(key=preset["key"], defaults=fields)
    kinds = {kind.key: kind for kind in BoardKind.objects.all()}
    for preset in KINDS:
        kind, follows = kinds[preset["key"]], kinds.get(preset.get("follows", ""))
        if follows and kind.follows_id is None:
            kind.follows = follows
            kind.save()
    return kinds


def make_standing_items(board, items: list[dict[str, Any]]) -> None:
    """Give a board the items that each of its agendas has."""
    StandingItem.objects.bulk_create(
        StandingItem(board=board, position=position, **item) for position, item in enumerate(items, start=1)
    )
