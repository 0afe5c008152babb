"""The links that stand on every page, in one order for everybody."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from boards import access as boards
from commissioning import access as commissioning
from engagement import access as engagement
from foundation import roles
from localities import access as localities
from plans import access as plans


@dataclass(frozen=True)
class Entry:
    """One link of the navigation, and the other addresses at which one is in the same room."""

    words: str
    path: str
    rooms: tuple[str, ...] = ()


HEARD = (
    "/issues/", "/surveys/", "/feedback/", "/following/", "/services/", "/service-standards/", "/requests/",
    "/challenges/", "/network/", "/agreed/", "/answers-to-others/", "/precepts/",
)  # fmt: skip
PLANNED = (
    "/profiles/", "/indicators/", "/evidence/", "/needs/", "/needs-analyses/", "/strategies/", "/priorities/",
    "/comments/", "/measures/", "/maturity/", "/self-assessments/", "/partnership-reviews/",
)  # fmt: skip
PUBLIC = (
    Entry("Have your say", "/have-your-say/", HEARD),
    Entry("Plans", "/plans/", PLANNED),
    Entry("Money", "/money/", ("/assets/", "/open-data/")),
    Entry("Boards", "/boards/"),
    Entry("Meetings", "/meetings/"),
    Entry("Decisions", "/decisions/"),
    Entry("Actions", "/actions/"),
    Entry("Referrals", "/referrals/"),
    Entry("Registers", "/registers/"),
)
DESK = Entry("My desk", "/desk/", ("/cases/", "/my-requests/"))
MANAGE = Entry("Manage", "/manage/")
MANAGE_PERMISSIONS = (
    boards.EDIT_AGENDA,
    boards.EDIT_REPORTS,
    boards.EDIT_BOARD,
    boards.RECORD,
    boards.EDIT_MINUTES,
    localities.EDIT,
    engagement.READ,
    plans.PLAN,
    commissioning.FUND,
    roles.ADMINISTER,
    roles.READ_AUDIT,
)
# What stands on the officers' first page for those who administer or audit, and which permissions open it.
ADMINISTRATION = (
    (Entry("Registers", "/manage/registers/"), (localities.VIEW,)),
    (Entry("Engagement", "/manage/engagement/"), (engagement.READ,)),
    (Entry("Priorities and plans", "/manage/plans/"), (plans.READ,)),
    (Entry("Money", "/manage/money/"), (commissioning.READ,)),
    (Entry("Land and buildings", "/manage/assets/"), (commissioning.READ,)),
    (Entry("Challenges to providers", "/manage/engagement/challenges/"), (boards.REFER,)),
    (Entry("Roles", "/manage/roles/"), (boards.GIVE_ROLES, roles.READ_AUDIT)),
    (Entry("Name, look and words", "/manage/partnership/"), (roles.ADMINISTER,)),
    (Entry("Who did what", "/manage/audit/"), (roles.READ_AUDIT,)),
    (Entry("Register of editions", "/manage/register/"), (roles.READ_AUDIT,)),
)


def signed_in(request: HttpRequest) -> bool:
    """Say whether somebody is signed in, without opening a session on a public page."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def may_manage(request: HttpRequest) -> bool:
    """Say whether the person runs, administers or audits something here."""
    return any(request.access.may_anywhere(permission) for permission in MANAGE_PERMISSIONS)  # type: ignore[attr-defined]


def _administration(request: HttpRequest) -> list[Entry]:
    held = request.access  # type: ignore[attr-defined]
    return [entry for entry, opened_by in ADMINISTRATION if any(held.may_anywhere(each) for each in opened_by)]


def navigation(request: HttpRequest) -> dict:
    """Give templates the links of the navigation and which of them is here."""
    if not getattr(request, "partnership", None) or not hasattr(request, "user"):
        return {"navigation": [], "signed_in": False}
    entries = list(PUBLIC)
    inside = signed_in(request)
    if inside:
        entries.append(DESK)
        if may_manage(request):
            entries.append(MANAGE)
    words = request.partnership.vocabulary
    return {
        "signed_in": inside,
        "administration": _administration(request) if inside and request.path == MANAGE.path else [],
        "navigation": [
            {
                "words": _in_words(entry, words),
                "path": entry.path,
                "here": _here(request.path, entry),
            }
            for entry in entries
        ],
    }


def _in_words(entry: Entry, words: dict[str, str]) -> str:
    theirs = words.get(entry.words.lower(), entry.words)
    return theirs[:1].upper() + theirs[1:]


def _here(path: str, entry: Entry) -> str:
    """Return “page” on the page itself, “true” on a page below it or in one of its rooms."""
    if path == entry.path:
        return "page"
    return "true" if path.startswith((entry.path, *entry.rooms)) else ""
