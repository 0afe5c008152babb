"""The statutes under which partners are bound to consult, for whoever does not know them by heart. Source: A43, D16."""

from engagement.models import Activity

# The one that is meant most often; an officer may write another.
USUAL = {
    Activity.Duty.POLICE: "Police Reform and Social Responsibility Act 2011, section 34: the views of people in each "
    "neighbourhood about crime and disorder",
    Activity.Duty.HEALTH: "National Health Service Act 2006, sections 14Z45 and 242: involving people in the planning "
    "of services and in changes to them",
    Activity.Duty.PLANNING: "Town and Country Planning (Local Planning) (England) Regulations 2012, regulations 18 and "
    "19: a local plan, while it is prepared and before it is submitted",
}
