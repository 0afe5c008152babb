"""Builds one example partnership, from its hosts to its meetings."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from boards.models import Board, BoardName, BoardRelation
from boards.presets.kinds import make_kinds
from boards.presets.report_templates import make_report_templates
from boards.setting_up import set_up
from engagement.presets import make_lists
from foundation import tenancy
from foundation.models import Host, Partnership, User
from localities.access import REGISTERS, SENSITIVE, SKILLS
from plans.presets import make_principles, make_statements

from . import PLATFORM, delegations, members
from .alone import decide_alone
from .answers import answer_surveys
from .assets import keep_assets
from .calls import hold
from .challenges import challenge_providers
from .delivery import deliver
from .engagement_plan import plan_engagement
from .evidence import gather_evidence
from .figures import count_things
from .forward_plan import plan_ahead
from .ground_plan import draw
from .groups import set_up_groups
from .interests import register_interests
from .issues import raise_issues
from .kept import keep
from .locality_plans import write_plans
from .matching import work_together
from .maturity import assess_places
from .measures import judge_itself, measure
from .meetings import hold_meetings
from .money import fund_boards
from .names import people
from .notices import acknowledge_some
from .places import SINCE, Places, make_places
from .priorities import set_priorities
from .referrals import refer_all
from .registers import fill_registers
from .results import publish_results
from .services import offer_services
from .signing import sign_some
from .strategies import keep_strategies
from .surveys import build_surveys
from .taking_on import advertise, concern, devolve, take_on
from .terms import write_terms
from .voices import hear, tell_of_the_rest
from .wards import name_wards

FACTS = ("slug", "name", "short_name", "strapline", "colour", "accent", "words")
# The examples are built as their own clerks would, with every draft in view.
CLEARED = (
    "draft:plans:*",
    "draft:plans:board:*",
    "draft:money:*",
    "draft:engagement:*",
    "draft:sensitive:*",
    "draft:board:*",
    "exempt:board:*",
    REGISTERS,
    SENSITIVE,
    SKILLS,
)


def build(spec: dict[str, Any]) -> Partnership:
    """Build an example partnership, unless it is there."""
    partnership, made = Partnership.objects.get_or_create(
        slug=spec["slug"], defaults={fact: spec[fact] for fact in FACTS} | _contact(spec)
    )
    if made:
        Host.objects.create(partnership=partnership, domain=f"{spec['slug']}.localhost")
        with tenancy.tenant(partnership.pk, CLEARED):
            _fill(partnership, spec)
    return partnership


def open_platform() -> None:
    """Open the example account of the platform administrator, unless it is there."""
    if not User.objects.filter(email=PLATFORM).exists():
        User.objects.create_superuser(PLATFORM, settings.DEMO_PASSWORD, name="Platform administrator")


def _contact(spec: dict[str, Any]) -> dict[str, str]:
    return {
        "contact_name": "Democratic Services",
        "contact_email": f"democracy@{spec['slug']}.example",
        "contact_phone": "01632 960 000",
        "contact_address": f"The Council House\n{spec['short_name']}",
    }


def _fill(partnership: Partnership, spec: dict[str, Any]) -> None:
    names = people()
    places = make_places(spec)
    draw(spec)
    members.elect(spec, places, names)
    members.appoint_manager(spec, places, names)
    make_report_templates()
    make_lists()
    make_principles()
    make_statements()
    boards = _make_boards(spec, places)
    for board in boards.values():
        members.take_seats(board, names)
    delegations.delegate(spec, boards)
    main = boards[spec["main_board"]]
    users = members.open_accounts(spec, partnership, main, names)
    members.give_addresses(spec["slug"])
    register_interests(spec, main, users)
    hold_meetings(spec, main, places, users)
    acknowledge_some()
    name_wards(main, users["clerk"])
    sign_some(spec, main, users["clerk"])
    refer_all(spec.get("referrals", []), main, users["clerk"])
    plan_ahead(spec, main, users["clerk"])
    set_up_groups(spec.get("groups", []), main, users["clerk"], names)
    hold(spec, main, users["clerk"])
    take_on(main, users["clerk"])
    advertise(main, users["clerk"])
    devolve(main, users["admin"])
    concern(main, users["clerk"])
    decide_alone(main, users["clerk"])
    keep(spec, main, users["clerk"])
    fill_registers(spec["registers"], users["clerk"])
    write_terms(spec, main, users["clerk"])
    _engage(spec, main, places, users, names)
    _plan(spec, main, boards, users)


def _plan(spec: dict[str, Any], main: Board, boards: dict[str, Board], users: dict[str, User]) -> None:
    """Choose, plan and measure, as the planning officers of an example would."""
    count_things(spec["slug"], users["clerk"])
    keep_strategies(spec["slug"], users["clerk"])
    gather_evidence(main, users["clerk"])
    set_priorities(spec["slug"], main, boards, users["clerk"])
    assess_places(spec, users["clerk"])
    write_plans(spec["slug"], main, users["clerk"])
    work_together(spec["slug"], main, users["clerk"])
    deliver(spec["main_board"], users["clerk"])
    measure(spec["slug"], users["clerk"])
    judge_itself(main, users["clerk"])
    fund_boards(spec["slug"], main, users["clerk"])
    keep_assets(main, users["clerk"])


def _engage(spec: dict[str, Any], main: Board, places: Places, users: dict[str, User], names: Iterator[str]) -> None:
    """Hear people, as the engagement officers of an example would."""
    hear(spec["slug"], main, users["clerk"])
    offer_services(spec, places, users, names)
    plan_engagement(main, users["clerk"])
    tell_of_the_rest(users["clerk"])
    challenge_providers(spec["slug"], main, users)
    surveys = build_surveys(spec["slug"], main, users["clerk"])
    answer_surveys(surveys, users["clerk"])
    publish_results(surveys, users["clerk"])
    raise_issues(spec, main, users["clerk"])


def _make_boards(spec: dict[str, Any], places: Places) -> dict[str, Board]:
    kinds = make_kinds()
    host = next(iter(places.districts.values()))
    boards = {}
    for entry in spec["boards"]:
        kind, name = kinds[entry["kind"]], entry["name"]
        board = set_up(
            kind, by=None, on=SINCE, name=name, slug=slugify(name), about=kind.purpose,
            locality=places.localities.get(entry["locality"]), live_from=SINCE,
            decision_mode=entry.get("decides", kind.decision_mode), administered_by=_administrator(spec, places, entry) or host,
            **entry.get("quorum", {}),
            falls_back_to_vote=kind.falls_back_to_vote or (name == spec["main_board"] and "falls_back_to_vote" in spec),
        )  # fmt: skip
        if entry.get("working_title"):
            BoardName.objects.filter(board=board).update(is_working_title=True)  # names keep no history
        boards[name] = board
    for name, kind, other, purpose in spec["relations"]:
        BoardRelation.objects.create(board=boards[name], other=boards[other], kind=kind, purpose=purpose)
    return boards


def _administrator(spec: dict[str, Any], places: Places, entry: dict[str, Any]):
    """Return the district that runs a board of its own locality. Source: checklist B18."""
    locality = spec["localities"].get(entry["locality"])
    return places.districts[locality["district"]] if locality else None
