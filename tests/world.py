"""A small example partnership with one of everything, for tests that open every address."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from boards import agenda_building, asking, completing, delegating, grouping, planning, retaining, signing, unblocking
from boards.models import (
    Action,
    ActionUpdate,
    AgendaItem,
    Appendix,
    BackgroundPaper,
    Board,
    BoardGrant,
    BoardKind,
    BoardOffice,
    BoardRelation,
    Consulted,
    DecidingRight,
    Decision,
    DecisionNotice,
    Declaration,
    Delegation,
    Dispensation,
    Exemption,
    ImpactAssessment,
    ItemProposal,
    LegalHold,
    Meeting,
    MemberRole,
    MinuteEntry,
    OfficerDecision,
    OfficerPaper,
    PublicQuestion,
    Recommendation,
    Referral,
    Report,
    RoleHolding,
    Seat,
    SeatHolding,
    SeatRule,
    SensitiveNotice,
    SignOff,
    SignOffStep,
    Summons,
)  # fmt: skip
from boards.referring import refer, send
from boards.updating import report as report_on
from commissioning.models import (
    Allocation,
    Asset,
    AssetOccupier,
    AssetRoom,
    AssetTransfer,
    Contribution,
    DisposalNotice,
    Entry,
    Fund,
    LevyYear,
    ValueListing,
)
from engagement import building, conferring, inviting, starting
from engagement.models import (
    AccessPoint,
    Activity,
    Audience,
    Challenge,
    Feedback,
    FeedbackPoint,
    GroupShare,
    Issue,
    NetworkMember,
    OutsideConsultation,
    PartnerSignature,
    PreceptConsultation,
    Question,
    Response,
    Service,
    ServiceManager,
    ServiceRequest,
    SharedText,
    Survey,
    Theme,
    VoluntaryContact,
)
from foundation import tenancy
from foundation.mail import CLEARED
from foundation.models import File, Message, Partnership, User
from localities.models import (
    Area,
    Interest,
    Locality,
    LocalityArea,
    Mandate,
    Organisation,
    Person,
    PoliticalGroup,
    Post,
    PostcodeTable,
    RegisterEntry,
    Skill,
    Venue,
)
from plans import importing_values
from plans.models import (
    ActionReport,
    Aim,
    AnalysedNeed,
    AnalysisContribution,
    BusinessCase,
    Candidate,
    Cycle,
    Evidence,
    Framework,
    FrameworkOutcome,
    Indicator,
    Need,
    NeedsAnalysis,
    Plan,
    PlanAction,
    PlanResource,
    Priority,
    SelfAssessment,
    StageMeasure,
    Strategy,
    ValueImport,
)
from portal.demo.building import build
from portal.demo.data import braintree, copeland
from tests.cast import browser
from tests.engagement.surveyed import with_results
from tests.plans.drafts import an_agreed_match, an_answered_round
from tests.plans.measured import a_red_measure

ALL = (
    "draft:plans:*",
    "draft:engagement:*",
    "draft:sensitive:*",
    "draft:board:*",
    "exempt:board:*",
    "draft:register:*",
    "draft:skill:*",
    "draft:plans:board:*",
    "draft:money:*",
    CLEARED,
)
PEOPLE = ("clerk", "chair", "member", "partner", "admin", "auditor")
# Of these any one does.
ANY = {
    "framework_id": Framework, "outcome_id": FrameworkOutcome, "stage_measure_id": StageMeasure,
    "plan_report_id": ActionReport, "candidate_id": Candidate, "business_case_id": BusinessCase,
    "resource_id": PlanResource,
    "audience_id": Audience, "theme_id": Theme, "share_id": GroupShare,
    "file_id": File, "area_id": Area, "locality_id": Locality, "link_id": LocalityArea, "post_id": Post,
    "organisation_id": Organisation, "group_id": PoliticalGroup, "venue_id": Venue, "person_id": Person,
    "mandate_id": Mandate, "proposal_id": ItemProposal, "office_id": BoardOffice, "relation_id": BoardRelation,
    "rule_id": SeatRule, "seat_id": Seat, "grant_id": BoardGrant, "action": Action, "decision": Decision,
    "kind_id": BoardKind, "exemption_id": Exemption, "referral_id": Referral,
    "notice_id": DecisionNotice, "sensitive_id": SensitiveNotice, "delegation": Delegation,
    "right_id": DecidingRight, "dispensation_id": Dispensation, "hold_id": LegalHold,
    "officer_decision": OfficerDecision, "officer_paper": OfficerPaper,
    "member_role": MemberRole, "role_holding": RoleHolding, "skill_id": Skill,
    "table_id": PostcodeTable, "challenge_id": Challenge,
    "step_id": SignOffStep, "sign_off_id": SignOff,
    "text_id": SharedText, "signature_id": PartnerSignature, "contact_id": VoluntaryContact,
    "network_id": NetworkMember, "precept_id": PreceptConsultation, "outside_id": OutsideConsultation,
    "feedback_id": Feedback, "point_id": FeedbackPoint,
    "activity_id": Activity, "issue_id": Issue,
    "service_id": Service, "request_id": ServiceRequest, "manager_id": ServiceManager, "access_point_id": AccessPoint,
    "indicator_id": Indicator, "import_id": ValueImport,
    "strategy_id": Strategy, "aim_id": Aim, "evidence_id": Evidence, "need_id": Need,
    "analysis_id": NeedsAnalysis, "analysed_id": AnalysedNeed, "contribution_id": AnalysisContribution,
    "consulted_id": Consulted, "assessment_id": ImpactAssessment,
    "cycle_id": Cycle,
    "fund_id": Fund, "allocation_id": Allocation, "promise_id": Contribution, "booking_id": Entry,
    "asset_id": Asset, "occupier_id": AssetOccupier, "offer_id": AssetRoom,
    "transfer_id": AssetTransfer, "listing_id": ValueListing, "disposal_id": DisposalNotice,
}  # fmt: skip


@dataclass
class World:
    """The partnership, its people and an id for each kind of thing in an address."""

    partnership: Partnership
    host: str
    users: dict[str, User] = field(default_factory=dict)
    board: Board | None = None
    meetings: dict[str, Meeting] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)

    def inside(self):
        """Open a transaction of this partnership in which nothing is hidden."""
        return tenancy.tenant(self.partnership.pk, ALL)

    def client(self, who: str | None = None) -> Client:
        """Return a browser at this partnership's address, signed in as one of its people."""
        return browser(self, self.users[who] if who else None)  # type: ignore[arg-type]


def make_world(slug: str) -> World:
    """Build an example partnership of one locality under this slug, with one of everything."""
    locality = {"Witham": braintree.SPEC["localities"]["Witham"]}
    boards = [board for board in braintree.SPEC["boards"] if board["locality"] == "Witham"]
    spec = {**braintree.SPEC, "slug": slug, "localities": locality, "boards": boards, "venues": {"Witham": "Hall"},
            "exempt": copeland.SPEC["exempt"]}  # fmt: skip
    partnership = build(spec)
    world = World(partnership, f"{slug}.localhost")
    world.users = {who: User.objects.get(email=f"{who}@{slug}.example") for who in PEOPLE}
    world.users["resident"] = User.objects.create_user(f"resident@{slug}.example", "a-good-password")
    with world.inside():
        _find_meetings(world, spec["main_board"])
        _add_the_rest(world)
        _name(world)
    return world


def _find_meetings(world: World, board: str) -> None:
    world.board = Board.objects.get(name=board)
    past, latest, published, draft = Meeting.objects.filter(board=world.board).order_by("starts_at")
    world.meetings = {"approved": past, "held": latest, "published": published, "draft": draft}


def _add_the_rest(world: World) -> None:
    """Add what the examples have none of."""
    clerk, draft = world.users["clerk"], world.meetings["draft"]
    report = Report.objects.get(item__meeting=draft)
    BackgroundPaper.objects.create(board=world.board, report=report, title="Protocol", dated="2006")
    Consulted.objects.create(board=world.board, report=report, who="Ward members", result="Support")
    agenda_building.propose_item(draft, by=world.users["member"], title="Buses", reason="Few run", purpose="discussion")
    asked = {"body": "Cabinet", "body_kind": "cabinet", "title": "Buses", "request": "More buses", "reason": "Few run"}
    send(refer(world.board, by=clerk, due_on=draft.date, **asked), by=clerk)
    county = Organisation.objects.filter(kind="county").first()
    delegating.record_delegation(
        world.board, organisation=county, scope="Grants", authority="Cabinet", level="locality",
        starts_on=draft.date, by=clerk,
    )  # fmt: skip
    completing.give_right(world.board, name="County money", tiers=["county"], by=clerk)
    asking.enter(
        world.meetings["published"], by=clerk, how="post", kind="question", question="Why?", asker="Jo",
        asks_as="resident", reason="It came by hand",
    )  # fmt: skip
    step = SignOffStep.objects.create(board=world.board, position=1, name="Legal", is_mandatory=False)
    signing.ask(report, step, by=clerk, name="Lee", email="lee@council.example")
    _set_up_group(world)
    _add_voices(world)
    _place_hold(world)
    world.ids |= an_answered_round(world.board, by=clerk) | an_agreed_match(world.board, by=clerk)
    world.ids |= a_red_measure(world.board, by=clerk)
    world.ids["self_assessment_id"] = SelfAssessment.objects.order_by("pk").first().pk
    planned = planning.add_entry(world.board, by=clerk, title="A bus", text="To run it", contact="Jo", meeting=draft)
    PostcodeTable.objects.create(total=1, sent_by=world.users["admin"])
    importing_values.start("area,period,value\nX,2024,1", "x.csv", locality=None, only=None, by=clerk)
    case = conferring.open_case(by=clerk, title="Yard", about="Fires", organisation=Organisation.objects.first())
    world.ids |= {"case_id": case.pk, "party_id": case.parties.get().pk}
    world.ids |= {"planned_id": planning.publish_entry(planned, by=clerk).pk, "notice": "general"}
    action = Action.objects.public().open().order_by("pk").first()
    report_on(action, by=clerk, by_name="The surveyor", standing="going", text="The parts have come.")


def _add_voices(world: World) -> None:
    """Add what people are asked and what they raised."""
    place, owner, now = Locality.objects.first(), Organisation.objects.first(), timezone.now()
    days = {"starts_on": now - datetime.timedelta(days=40), "ends_on": now - datetime.timedelta(days=10)}
    said = {"kind": "survey", "title": "Buses", "about": "A later bus", "level": "consult", "published_at": now, **days}
    if not Activity.objects.public().exists():
        Activity.objects.create(locality=place, owner=owner, **said)
    _open_survey(world, place, now)
    world.ids["results"] = with_results(place, owner, world.users["clerk"])
    if not Issue.objects.public().exists():
        Issue.objects.create(locality=place, reference="W-1", title="A dark path", about="Dark", published_at=now)
    _build_survey(world)


def _build_survey(world: World) -> None:
    """Begin a survey for those who are invited, in two languages."""
    clerk, activity = world.users["clerk"], Activity.objects.public().order_by("pk").first()
    survey = starting.start_from_banks(activity, ["about_you"], title="Later buses", by=clerk)
    building.change_survey(survey, by=clerk, languages=["cy"], who_answers="invited")
    inviting.invite(survey, [("Jo", "jo@example.org")], by=clerk)
    world.ids["built"] = {
        "survey_id": survey.pk, "question_id": survey.questions.first().pk, "code": "cy",
        "invitation_id": survey.invitations.first().pk,
    }  # fmt: skip


def _open_survey(world: World, place: Locality | None, now: datetime.datetime) -> None:
    survey = Survey.objects.create(
        locality=place, activity=Activity.objects.public().first(), title="Buses", privacy="Kept for a year",
        closes_at=now + datetime.timedelta(days=9),
    )  # fmt: skip
    Question.objects.create(survey=survey, locality=place, key="why", kind="long", text="Why?", opened_at=now)
    survey.opened_at = now
    survey.save()
    sent = {"answers": {"why": "Few run"}, "sent_at": now, "signals": ["Odd"]}
    answer = Response.objects.create(survey=survey, locality=place, **sent)
    world.ids |= {"survey_id": survey.pk, "page": 1, "answer_id": answer.pk}


def _place_hold(world: World) -> None:
    world.ids["kept"] = "agenda"
    retaining.place_hold(world.board, meeting=world.meetings["approved"], reason="A claim", by=world.users["clerk"])


def _set_up_group(world: World) -> None:
    world.board.may_set_up_groups = True
    world.board.save()
    clerk, today = world.users["clerk"], timezone.localdate()
    group = grouping.set_up_group(
        world.board, by=clerk, name="Buses group", purpose="An evening bus", lead_body=Organisation.objects.first(),
        decision=Decision.objects.public().filter(board=world.board, outcome="agreed").first(),
        finish_on=today + datetime.timedelta(days=90), report_days=[today + datetime.timedelta(days=30)],
    )  # fmt: skip
    blocker = unblocking.raise_blocker(group, text="No driver", since_on=today, who_can="The county", by=clerk)
    world.ids |= {"group_of": {"group_id": group.pk}, "blocker_id": blocker.pk}
    world.ids["report_back"] = {"group_id": group.pk, "report_id": group.reports_back.get().pk}


def _name(world: World) -> None:
    """Find an id for each kind of thing in an address."""
    _name_papers(world)
    _name_sittings(world)
    _name_records(world)
    _name_plans(world)
    world.ids |= {key: model.objects.order_by("pk").first().pk for key, model in ANY.items()}
    public = Priority.objects.public().standing().order_by("pk").first()
    world.ids |= {"priority_id": public.pk, "set_id": public.set_id}
    _name_deliveries(world)
    levy = LevyYear.objects.get()
    world.ids["levied"] = {"fund_id": levy.fund_id, "money_year": levy.year}
    world.ids["issue_id"] = Issue.objects.public().open().order_by("pk").first().pk


def _name_deliveries(world: World) -> None:
    """Find a plan in delivery, an action that is still open, what was said of one, and a year that was published."""
    plan = Plan.objects.adopted().filter(years__agreed_at__isnull=False).first()
    action = PlanAction.objects.open().filter(objective__plan=plan).first()
    world.ids |= {
        "delivered": {"plan_id": plan.pk},
        "plan_action_id": action.pk,
        "delivery_year_id": plan.years.first().pk,
        "objective_id": plan.objectives.first().pk,
        "pilot_id": RegisterEntry.objects.filter(register__preset="pilots").order_by("pk").first().pk,
    }


def _name_papers(world: World) -> None:
    draft, report = world.meetings["draft"], Report.objects.get(item__meeting=world.meetings["draft"])
    section = report.template.sections.filter(kind="text").first()
    world.ids |= {
        "slug": world.board.slug, "number": 1, "noun": "declaration",
        "act": "sorting", "reference": "TE-26-0001", "token": "no-such-token", "audience": "residents",
        "report_id": report.pk, "section_id": section.pk, "template_id": report.template_id, "kind": "board",
        "item_id": AgendaItem.objects.filter(meeting=draft, key="").first().pk, "root_id": world.board.pk,
        "name": "plan.png", "size": "large", "locality_slug": Locality.objects.first().slug,
        "appendix_id": Appendix.objects.filter(report=report).first().pk,
        "recommendation_id": Recommendation.objects.filter(report=report).first().pk,
        "paper_id": BackgroundPaper.objects.get(report=report).pk,
        "summons_id": Summons.objects.filter(meeting=world.meetings["published"]).first().pk,
        "asked": "question", "question_id": PublicQuestion.objects.filter(how="post").first().pk,
        "message_id": Message.objects.first().pk, "holding_id": SeatHolding.objects.first().pk,
    }  # fmt: skip


def _name_sittings(world: World) -> None:
    published, declared = world.meetings["published"], Declaration.objects.select_related("item").first()
    live_item = AgendaItem.objects.filter(meeting=published, key="").first()
    deferred = Recommendation.objects.create(
        board=world.board, item=live_item, position=9, text="Lamps", outcome="deferred"
    )
    world.ids |= {
        "deferred": {"meeting_id": published.pk, "item_id": live_item.pk, "key": deferred.pk},
        "position": 1,
        "source": "issue",
        "source_id": 1,
        "paper": f"report-{Report.objects.filter(item__meeting=published).first().pk}",
        "live_item": live_item.pk,
        "declared": {"meeting_id": declared.item.meeting_id, "item_id": declared.item_id, "key": declared.pk},
        "minute": MinuteEntry.objects.filter(minutes__meeting=world.meetings["held"]).first().pk,
        "attached": Appendix.objects.get(pk=world.ids["appendix_id"]).file_id,
    }


def _name_records(world: World) -> None:
    update = ActionUpdate.objects.order_by("pk").first()
    world.ids["update"] = {"key": update.action_id, "update_id": update.pk}
    entry = RegisterEntry.objects.public().select_related("register").first()
    world.ids |= {
        "entry_id": entry.pk, "register_id": entry.register_id, "register_slug": entry.register.slug,
        "field_key": entry.register.asked[0].key,
    }  # fmt: skip
    interest = Interest.objects.filter(withheld_at__isnull=True).order_by("pk").first()
    world.ids["interest"] = {"person_id": interest.person_id, "interest_id": interest.pk}


def _name_plans(world: World) -> None:
    plan = Plan.objects.adopted().filter(edition__isnull=False).order_by("pk").first()
    objective = plan.objectives.first()
    world.ids |= {
        "plan_id": plan.pk, "point": "tested", "plan_noun": "objectives", "plan_part_id": objective.pk,
        "plan_parent_id": objective.pk,
    }  # fmt: skip
