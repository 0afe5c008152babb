"""What shows how far the example places have come, and how fast each moves through the stages."""

# By the outcome's words in a table: what shows a measure of stage 1, 2 and 3.
SHOWS = {
    "Empowered local people": (
        "A network of 14 named leaders meets each quarter; minutes are on the locality page.",
        "Two community groups secured services of their own last year, with support from the district.",
        "Residents sat on the panel that shared out the small grants, and 212 people voted.",
    ),
    "Services that reflect needs": (
        "The locality conversation of the spring is quoted in the profile, with what it led to.",
        "The locality plan was tested at four open meetings and agreed by each partner.",
        "The youth offer was designed with those who use it, and two town councils run parts of it.",
    ),
    "Better engagement": (
        "The engagement arrangements are signed by each partner; gaps by group are counted every year.",
        "Feedback was published after 9 of 10 activities, each within its weeks.",
        "One calendar and one way of asking serve all partners.",
    ),
    "Integrated services": (
        "Police, housing and the district share the office on the market square.",
        "One team of five agencies works in the priority wards and reports to the board.",
        "A pooled budget pays for early help; its costs and benefits are set out each year.",
    ),
    "Less bureaucracy": (
        "The data sharing agreement is in the register, and seven partners have signed it.",
        "One form for community events replaced four, and the board checked that it works.",
        "Prevention is in each partner's plan, with a named person for it.",
    ),
    "Local democracy": (
        "Each ward member had a briefing, and the list of parish contacts is kept up to date.",
        "Induction of the new councillors had half a day on community empowerment.",
        "Members decide on a devolved budget, and turnout rose at the last election.",
    ),
}
WORDS = {
    "in-progress": "Begun: the partners have agreed who does it and by when.",
    "not-started": "",
}
ASSESSOR = "The locality officers' group"
# How many months ago each round of assessment took place.
ROUNDS = (24, 12, 2)
# How far a place has come at each round, in parts of ten of all measures, in their order; places take turns.
PACES = ((2, 5, 8), (1, 3, 5), (3, 6, 7), (0, 2, 4), (2, 4, 9), (1, 2, 3), (3, 5, 5), (2, 6, 6), (1, 4, 7))
