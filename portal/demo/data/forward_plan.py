"""What the forward plan of each example says is coming, by its slug.

``at``: "published" or "draft", its coming meetings, or the days of a period from today. ``ago``: days since it was
published. ``moved``: days since it moved, the days that it had before, and why.
"""

from typing import Any

PLANS: dict[str, list[dict[str, Any]]] = {
    "copeland": [
        {
            "title": "Lighting of the harbour walk", "at": "draft", "ago": 9,
            "text": "Whether the locality's devolved budget pays for lamps along the harbour walk, and which.",
            "papers": "Survey of the walk\nOffers of two suppliers",
            "consultation": "Residents of the harbour ward, by letter and at the community meeting before.",
        },
        {
            "title": "A warden for the coast path", "at": (130, 160), "ago": 15,
            "text": "Whether the councils share the cost of a warden on the coast path in summer.",
            "moved": (6, (60, 90), "The county council settles its part of the cost first."),
        },
        {
            "title": "Opening hours of the youth house", "at": (95, 125), "ago": 20,
            "text": "How late the youth house stays open on Fridays, and who staffs it.",
            "withdrawn": "The youth house changed its hours without public money.",
        },
    ],
    "harborough": [
        {
            "title": "Lease of the Welland hall", "at": "published", "ago": 9, "is_key": True,
            "item": "Supporting the Welland community building project",
            "text": "To take the lease of the Welland hall for ten years, for all partners' services.",
            "papers": "Terms of the lease\nCondition survey", "consultation": "Parish councils nearby, by letter.",
            "notice": {
                "kind": "general", "ago": 7, "person": "Councillor Rosalind Petty",
                "because": "The owner offered the lease after the day on which full notice could be given, and sells "
                           "elsewhere at the end of the month.",
            },
        },
        {
            "title": "Contract for rural broadband", "at": "draft", "ago": 12, "is_key": True,
            "text": "To award the contract that brings fast connections to twelve villages.",
            "private_because": "Paragraph 3 of Schedule 12A: the prices of those who offered are compared.",
            "papers": "Results of the tender (exempt)\nMap of the villages",
            "consultation": "Villages without a connection were asked in the summer.",
        },
        {
            "title": "Sharing data on families who meet many agencies", "at": (120, 150), "ago": 18, "is_key": True,
            "text": "Whether the partners sign one agreement on which data they share, and for what.",
            "moved": (5, (45, 75), "The police and the practices want the advice of their data officers first."),
        },
        {
            "title": "A second round of village grants", "at": (90, 120), "ago": 3,
            "text": "How much goes to a second round, and which villages may ask.",
        },
    ],
    "braintree": [
        {
            "title": "Winter salting of footways", "at": "draft", "ago": 11,
            "text": "Which footways of the town are salted by the parish and which by the county.",
            "consultation": "Parish councils, until two weeks before the meeting.",
        },
        {
            "title": "Market day on the green", "at": (100, 130), "ago": 16,
            "text": "Whether a monthly market comes to the green, and who runs it.",
            "moved": (4, (40, 70), "Traders asked for more time to answer."),
        },
        {
            "title": "Benches along the river", "at": (150, 180), "ago": 5,
            "text": "Where six benches stand, from the members' own grants.",
        },
    ],
    "kent": [
        {
            "title": "One team for planning enforcement", "at": "draft", "ago": 8,
            "text": "Whether the county and the district put their enforcement officers into one team.",
            "papers": "Business case", "consultation": "Staff of both councils, and parish councils.",
        },
        {
            "title": "Use of the old police station", "at": (110, 140), "ago": 21,
            "text": "Which services move into the old police station when it is empty.",
            "moved": (7, (50, 80), "The police leave the building later than they had said."),
        },
        {
            "title": "A common form for highway works", "at": (140, 170), "ago": 10,
            "text": "One form by which parishes ask for small highway works.",
            "withdrawn": "The county council has made the form itself.",
        },
    ],
    "northshire": [
        {
            "title": "Speed signs for three villages", "at": "draft", "ago": 13,
            "text": "Whether signs that show a driver's speed are bought, and which village has them first.",
            "consultation": "The three parish councils, and everybody at the conversation before the meeting.",
        },
        {
            "title": "A clinic in the old school", "at": (105, 135), "ago": 17,
            "text": "Whether rooms of the old school are let to the surgery for a weekly clinic.",
            "moved": (3, (55, 85), "The surgery asked for a second survey of the building."),
        },
        {
            "title": "Local grants, spring round", "at": (95, 125), "ago": 2,
            "text": "Who gets a local grant in spring. The list of those who asked is published a month before.",
        },
    ],
}  # fmt: skip
