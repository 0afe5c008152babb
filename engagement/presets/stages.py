"""What each stage of a co-design project is called, and what happens in it. Source: checklist E19, E23, E26."""

WORDS = {
    "understand_on": ("Understand", "We find out what the problem is, from those who live with it."),
    "design_on": ("Design together", "Those who use it and those who provide it draw up the answer."),
    "try_on": ("Try out", "The answer is tried out on a small scale."),
    "review_on": ("Review", "We look together at what worked, and what is done next."),
}
