"""What people said of an example's draft priorities, what became of it, and which of them two boards share."""

# What was said, of which priority by its position (0: of the whole), what became of it and why.
COMMENTS = (
    ("Ask who has no car before you close another counter.", 1, "changed",
     "The first priority says now that each service names how people without a car reach it."),
    ("We could lend our hall on two days a week, if somebody pays for the heating.", 2, "partly",
     "The offer stands in the plan. Who pays is settled when the budgets are."),
    ("You set out to do this two years ago. What is different now?", 0, "kept",
     "Each priority has one member who answers for it, and a measure that everybody can read."),
)  # fmt: skip
ANSWER = "People asked for plain answers on transport and on money. One priority was changed, one in part."
# By partnership: the board's priority, and the one of another board of the same partnership.
AGREED = {"harborough": ("Helping troubled families", "Families who meet many agencies")}
ACROSS = ("Reducing rural isolation", "Nobody alone in winter")  # of Harborough, and of the partnership beside it
RELATIONS = {
    "Oversees": "oversees", "Engages with": "engages", "Is told of": "links", "Leaves it to work by itself": "independent",
}  # fmt: skip
MERGER = "That the safer streets action plan be carried on as a part of the community safety strategy."
MERGED, INTO = "Safer streets action plan", "Community safety strategy"
REVIEW = {
    "value": "Lit paths and watched doorways in the places that residents named.",
    "pence": 1_850_000,
    "finding": "The strategy holds the same aims, and the same officers meet for both.",
    "proposal": "merge",
}
