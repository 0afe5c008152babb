"""The registers that the sources speak of, in their words; each partnership has its own copy and may change every word.

Source: checklist A26, A34, A35, A49, A50, C6, C23, D26, D37, E7, E9, E10, E12, E13, E20, E28, E31, E37, E41,
E46, E48, E49, E52, E53.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from localities.models import Field, Register

OFFICERS = ["clerk", "district"]
BODIES = ("County council", "District or borough council", "Parish or town council", "Board", "Agency")


def _field(key: str, label: str, kind: str = "text", *choices: str, **more: Any) -> Field:
    return Field(key=key, label=label, kind=kind, choices=choices, **more)


def _long(key: str, label: str, **more: Any) -> Field:
    return _field(key, label, "long", **more)


def _register(key: str, name: str, noun: str, about: str, *fields: Field, closed: bool = False) -> dict[str, Any]:
    return {"preset": key, "name": name, "noun": noun, "about": about, "fields": fields, "closed": closed}


WORKING_TOGETHER = [
    _register(
        "agreements", "Agreements and protocols", "agreement",
        "What the partners have signed: the commitment to work together, protocols on closer joint working, and the "
        "actions that each sets.",
        _field("sort", "Kind", "choice", "Agreement", "Protocol", "Recommitment", "Memorandum of understanding"),
        _field("signed_on", "Signed or published on", "date"),
        _field("signatories", "Signatories", "rows"),
        _long("vision", "Vision"),
        _long("actions", "Actions that it sets"),
    ),
    _register(
        "devolved-powers", "Devolved powers", "devolved power",
        "Powers, functions and budgets devolved to county, district or locality: from whom, to whom and within what.",
        _field("what", "What is devolved", "choice", "Power", "Function", "Budget", required=True),
        _field("from_whom", "From", "organisation"),
        _field("to_level", "To", "choice", *BODIES),
        _field("to_whom", "Name of the body that has it now"),
        _long("scope", "Scope and limits"),
        _field("amount", "Amount a year", "money"),
    ),
    _register(
        "partnerships", "Existing partnerships and strategies", "partnership or strategy",
        "What exists already, so that the board engages with it and does not duplicate it, and so that overlapping "
        "partnerships, strategies and processes can go.",
        _field("sort", "Kind", "choice", "Partnership", "Strategy", "Delivery structure", "Process"),
        _field("theme", "Theme"),
        _field("relation", "How the board relates to it", "choice", "Oversees", "Engages with", "Is told of",
               "Leaves it to work by itself"),
        _field("proposal", "What is proposed", "choice", "Keep", "Coordinate better", "Streamline", "Join with another",
               "End"),
        _long("purpose", "Purpose"),
        _field("overlaps", "Overlaps with"),
    ),
    _register(
        "data-sharing", "Data-sharing agreements", "data-sharing agreement",
        "How partners share data and information effectively and lawfully.",
        _field("basis", "Lawful basis", "choice", "Public task", "Legal obligation", "Consent", "Vital interests",
               "Legitimate interests", "No personal data"),
        _field("assessed", "Impact on privacy assessed", "yes_no"),
        _field("parties", "Parties", "rows"),
        _long("purpose", "What is shared, and what for"),
        _field("contact", "Contact", "email"),
    ),
    _register(
        "shared-services", "Shared services", "shared service",
        "Services that partners share or could share, with what each saves.",
        _field("stage", "Stage", "choice", "Opportunity", "Being explored", "Business case", "Agreed", "Running",
               "Not taken further"),
        _field("saving", "Saving a year", "money"),
        _field("partners", "Partners"),
        _long("service", "What is shared"),
    ),
    _register(
        "multi-agency-teams", "Multi-agency teams", "team",
        "Integrated teams with focused interventions in priority communities.",
        _field("community", "Priority community", "area"),
        _field("people", "Members", "rows"),
        _long("intervention", "Intervention"),
        _long("result", "Result"),
    ),
    _register(
        "pilots", "Pilots", "pilot",
        "New initiatives and new ways of delivery on trial: what is expected, what it costs, what was learned.",
        _field("state", "Stage", "choice", "Planned", "Running", "Being evaluated", "Spread to all", "Extended",
               "Ended"),
        _field("funding", "Funding", "money"),
        _field("funding_ends", "Funding ends", "date"),
        _long("hypothesis", "What it is to show"),
        _long("evaluation", "What was learned"),
    ),
    _register(
        "barriers", "Barriers and burdens", "barrier",
        "What prevents community action, who is removing it, and why where it stays.",
        _field("state", "State", "choice", "Reported", "Being worked on", "Removed", "Stays", required=True),
        _field("reported_by", "Reported by"),
        _field("owner", "Who is to remove it", "organisation"),
        _long("what", "What stands in the way"),
        _long("outcome", "How it was removed, or why it stays"),
    ),
]  # fmt: skip

COMMUNITIES = [
    _register(
        "communities", "Communities that need support", "community",
        "Communities of place and of interest that partners support first: what they need, and who stands by them.",
        _field("sort", "Kind", "choice", "Place", "Interest", required=True),
        _field("where", "Area", "area"),
        _long("needs", "What it needs"),
        _long("support", "What partners do"),
        _field("lead", "Who leads for the partners", "organisation"),
        _field("result", "How we shall see that it helped"),
    ),
    _register(
        "volunteering", "Volunteering", "opportunity",
        "Ways in which residents take part and volunteer in their community, with the training that goes with them.",
        _field("where", "Where"),
        _field("hours", "Hours a week", "number"),
        _field("volunteers", "Volunteers so far", "number"),
        _long("what", "What volunteers do"),
        _field("training", "Training and skills gained"),
        _field("contact", "Contact", "email"),
    ),
    _register(
        "community-projects", "Community projects and plans", "project or plan",
        "What communities lead: neighbourhood and parish plans, and projects that they drive with partners' support.",
        _field("sort", "Kind", "choice", "Community project", "Neighbourhood plan", "Parish plan", "Other local plan"),
        _field("stage", "Stage", "choice", "Idea", "Being prepared", "Consulted on", "Adopted", "Being delivered",
               "Finished", "Given up"),
        _field("lead", "Lead group"),
        _field("partners", "Partners that support it"),
        _long("outcome", "Outcome"),
    ),
    _register(
        "offers", "Offers to parishes and groups", "offer",
        "Parish and town councils and community organisations are offered to be involved in the delivery of services.",
        _field("to_whom", "Offered to", required=True),
        _field("answer", "Answer", "choice", "Not yet", "Being talked about", "Taken up", "Declined"),
        _field("value", "Value a year", "money"),
        _long("what", "What is offered"),
    ),
    _register(
        "service-transfers", "Service transfers", "transfer",
        "Services that communities have taken on from a council or agency.",
        _field("from_whom", "From", "organisation"),
        _field("to_whom", "To"),
        _field("agreed_on", "Agreed on", "date"),
        _field("value", "Value a year", "money"),
        _long("terms", "Terms and what happens if it does not work"),
    ),
    _register(
        "glossary", "Glossary", "term",
        "One language for locality working, used by every partner.",
        _long("meaning", "Meaning", required=True),
        _field("instead_of", "Said instead of"),
    ),
]  # fmt: skip

MEMBERS = [
    _register(
        "training", "Training and briefings", "session",
        "Induction, development and briefings for members, parish councillors and everyone who takes part.",
        _field("sort", "Kind", "choice", "Briefing", "Training", "Induction", "Development programme"),
        _field("held_on", "Held on", "date"),
        _field("audience", "For", "choices", "Ward members", "Parish councillors", "Officers", "Partners", "Residents"),
        _long("topics", "Topics"),
        _field("attended", "Who was there", "rows"),
    ),
    _register(
        "relationships", "Relationship log", "contact",
        "What locality officers and members heard from parish councils, providers and community leaders.",
        _field("met_on", "On", "date", required=True),
        _field("with_whom", "With", required=True),
        _field("by_whom", "Who of us", "person"),
        _long("about", "What it was about"),
        _field("next", "Next step"),
        closed=True,
    ),
    _register(
        "cross-party", "Cross-party support", "statement",
        "Where political groups stand on community empowerment in a locality.",
        _field("group", "Political group", required=True),
        _field("position", "Position", "choice", "Supports", "Supports with conditions", "Open", "Does not support"),
        _field("said_on", "Said on", "date"),
        _field("said_by", "Said by", "person"),
        _long("words", "In their words"),
    ),
]  # fmt: skip

REGISTERS = [*WORKING_TOGETHER, *COMMUNITIES, *MEMBERS]


def make_registers(presets: Iterable[dict[str, Any]] = REGISTERS) -> dict[str, Register]:
    """Give this partnership the registers that it has not yet, by preset; its own words are left alone."""
    there = {register.preset: register for register in Register.objects.exclude(preset="")}
    for preset in presets:
        if preset["preset"] not in there:
            there[preset["preset"]] = _made(preset)
    return there


def _made(preset: dict[str, Any]) -> Register:
    words = {name: preset[name] for name in ("preset", "name", "noun", "about")}
    register = Register(**words, slug=preset["preset"], writers=OFFICERS)
    register.keep_fields(preset["fields"])
    register.opened_at = None if preset["closed"] else timezone.now()
    register.save()
    return register
