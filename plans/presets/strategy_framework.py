"""A whole strategy for locality working, to start from: its outcomes, and what success looks like in three stages.

Source: checklist E1, E2.
"""

from typing import Any

NAME = "Locality strategy"
VISION = (
    "To strengthen communities by increasing choice and control over service delivery in their area, and enabling "
    "them to take responsibility for local issues"
)
APPROACH = (
    "Greater connection with communities, a stronger role for citizens, more local democracy, and service providers "
    "that work better together, so that people and places do better"
)
OBJECTIVES = [
    "Strengthened community leadership",
    "Local service delivery meeting the needs of communities",
    "Joined up local services",
    "Working in partnership with empowered communities",
]

# Each outcome: its words, its words in a table, and its measures of success at stages 1, 2 and 3.
OUTCOMES: list[tuple[str, str, tuple[list[str], list[str], list[str]]]] = [
    (
        "Empowered local people who have influence over local decision making and who participate in and feel part of "
        "their community",
        "Empowered local people",
        (
            [
                "Community leaders and community champions are identified and developed into a locality network",
                "Communities lead local planning and prioritisation in their area, such as neighbourhood and parish "
                "planning",
                "Partners share an understanding of what community empowerment is and why it is important",
            ],
            [
                "Communities, with the support of partners, drive forward their own concerns and actions, and work "
                "together to secure services that they have identified, such as a post office or a speedwatch",
                "Increasing and diverse numbers of residents gain the skills, knowledge and confidence to take part "
                "and volunteer in their community",
            ],
            [
                "Communities co-design policies, are involved in budget decisions and co-produce services",
                "Local communities take on the delivery of local services",
                "Regular, mature and inclusive conversations take place in communities",
                "Parish councils involve residents in decisions on the annual precept",
                "An extended range of community leaders is identified and involved",
            ],
        ),
    ),
    (
        "Services delivered in each locality which reflect the needs and priorities of local communities",
        "Services that reflect needs",
        (
            [
                "Agencies across the public sector work together to resolve issues",
                "Communities know where to access services: a single point of contact, or partners who show the way",
                "Needs identified in locality conversations are fed into the integrated needs assessment and the "
                "locality profiles",
            ],
            [
                "Partners work with communities on what can be done differently to deliver the services that matter",
                "Parish and town councils and other community organisations are offered a part in delivering local "
                "services",
                "A locality plan with identified priorities is tested and agreed by the local community and partners",
                "Public sector commissioning is linked to the locality profiles",
            ],
            [
                "Services are co-produced, driven by the interests and aspirations of those who use them",
                "Services are delivered in diverse ways, community enterprises and employee mutuals among them",
                "Services are designed to be accessible locally",
                "Communities are enabled to support themselves",
            ],
        ),
    ),
    (
        "Better engagement with communities by offering opportunities that are relevant to them and their area",
        "Better engagement",
        (
            [
                "Partners have agreed arrangements in each locality for engaging communities",
                "Communities, of interest or of place, which need more support to develop are identified",
            ],
            [
                "There is a relevant and accessible range of activities in which people have their say and get "
                "involved in shaping and improving their area",
                "Communities of interest and of place are engaged, with relevant support",
                "Communities hear regularly what came of their involvement: what has changed, what has not, and why",
            ],
            [
                "Partners design a common system of engagement, in its language and in sharing information, skills "
                "and resources",
                "Partners actively welcome opportunities for involving, collaborating with and empowering communities",
            ],
        ),
    ),
    (
        "More efficient use of resources through the maximum integration of services",
        "Integrated services",
        (
            [
                "Public sector partners use assets jointly and share locations, based on the localities",
                "All key partners have agreed the locality working model and deliver services by locality",
            ],
            [
                "All partners use assets jointly",
                "Assets are rationalised, with communities managing or owning some of them",
                "Integrated teams of several agencies focus on priority communities",
            ],
            [
                "All partners pool resources to commission and deliver agreed priorities, based on the integrated "
                "needs assessment, with services tailored to each locality",
                "Services move to prevention and early intervention, tailored to local variation by local "
                "intelligence on what is needed and what will work",
                "Long-term costs and benefits are analysed so that spending decisions rest on reliable data",
            ],
        ),
    ),
    (
        "A reduction in local bureaucracy by removing the barriers and reducing the burdens that currently prevent "
        "community action",
        "Less bureaucracy",
        (
            [
                "Data and information are shared effectively among partners",
                "Services are commissioned for outcomes",
                "Partners define the scope of community involvement in service delivery and tell it widely",
            ],
            [
                "All partners, at all levels of their organisations, enable and facilitate community involvement",
                "Local government uses its general power of competence to support community action",
            ],
            [
                "The culture of all organisations has changed: partners develop long-term and cross-cutting services, "
                "and identify and tackle issues early",
            ],
        ),
    ),
    (
        "Increased involvement of communities in local democratic processes",
        "Local democracy",
        (
            [
                "Ward members are briefed and equipped to discuss locality working with parish councils and other "
                "community leaders",
                "Working relationships stand between locality officers, ward members, local service providers and "
                "community leaders",
                "Members work with their parish councils to engage communities",
            ],
            [
                "Ward members are involved in developing and implementing the vision of community empowerment",
                "Community empowerment has the support of all parties in the locality",
                "Induction and development of members and parish councillors have community empowerment as a strong "
                "theme",
            ],
            [
                "Some decisions or budgets are devolved so that ward members play an active role in local decisions, "
                "accountable to residents",
                "Ward members raise the concerns of their ward or locality with those who decide",
                "Community involvement encourages more people to take on governance roles and stand for election",
                "Greater confidence in local democracy shows in more contact with representatives and higher turnout",
            ],
        ),
    ),
]


def facts() -> dict[str, Any]:
    """Return the words of the framework itself."""
    return {"name": NAME, "vision": VISION, "approach": APPROACH, "objectives": list(OBJECTIVES)}


def measures() -> list[tuple[str, str, int, str]]:
    """Return each measure with its outcome, the outcome's words in a table, and its stage."""
    return [
        (title, short, stage, text)
        for title, short, stages in OUTCOMES
        for stage, texts in enumerate(stages, 1)
        for text in texts
    ]
