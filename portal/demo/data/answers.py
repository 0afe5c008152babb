"""What invented people say in their own words, by the survey's name and the question's key."""

from typing import Any

SAID: dict[str, list[str]] = {
    "one_thing": [
        "A bus on Sundays. Without one I do not leave the village from Saturday noon to Monday morning.",
        "Somewhere warm for young people to meet in the evening that does not cost anything.",
        "Mend the pavement by the church: two people fell there this winter.",
        "Homes that somebody who works in the shop can rent.",
        "Slower cars past the school. A crossing would do.",
        "Keep the library open on Thursdays, when the market is.",
        "More trees along the main street, and somebody to water them.",
        "A path for bicycles to the station, apart from the lorries.",
        "The surgery should answer the telephone after nine o’clock too.",
        "Cut the hedges back so that a wheelchair can pass.",
        "Fewer lorries through the village at night.",
        "A place to get things mended instead of thrown away.",
        "Street lights that stay on until the last train is in.",
        "Tell us in plain words what the money is spent on.",
        "A bench half way up the hill. It is a long way with shopping.",
        "Let empty shops be used for a few months by people who try something.",
        "Allotments: the list is six years long.",
        "Better light in the car park behind the hall.",
        "Somebody to talk to when one lives alone and cannot drive.",
        "The play area has had one swing since last summer.",
        "Stop building before the doctors and the school have room.",
        "A market again, once a month would do.",
        "Swimming lessons that a family of five can pay.",
        "Clean the drains before the autumn, not after the flood.",
    ],
    "better": [
        "Answer letters. I wrote twice and heard nothing.",
        "The bins are collected on time now, which was not so two years ago. Thank you.",
        "Say what became of the last survey before asking again.",
        "Potholes are filled and are back within the month.",
        "Meetings after six, please. Some of us work.",
        "The new bus is good, but it stops at seven.",
        "Put the minutes where one can find them.",
        "Parking by the surgery is impossible before noon.",
        "I should like to speak to a person and not to a machine.",
        "The park is better kept than it was.",
        "More seats in the library, and longer hours on Saturday.",
        "Nobody asked us about the one-way street.",
        "Let parish councils decide small things by themselves.",
        "Grass is cut when the flowers are out. Wait two weeks.",
        "Show what each council does; nobody knows who to ask.",
        "The recycling centre should open on Sundays.",
        "It has become easier to report a broken lamp.",
        "Young people have nowhere to go when it rains.",
        "Tell us why, when the answer is no.",
        "The footbridge has been closed since spring.",
        "Council tax goes up and the library hours go down.",
        "I was surprised how quickly the tree was dealt with.",
    ],
    "in_the_way": [
        "The last bus goes before my shift ends.", "It costs more than petrol for two.",
        "No pavement on the road to the station.", "I cannot stand for long, and there is no seat at the stop.",
        "The bus does not wait for the train.", "Drivers come too close when I cycle.",
        "There is no bus at all on Sundays.", "One cannot see the timetable in the dark.",
        "Nothing. I walk everywhere.", "The community car is booked weeks ahead.",
    ],
}  # fmt: skip
# How many answer, and what share of them chooses what counts on a scale, by the survey's name.
CROWDS: dict[str, dict[str, Any]] = {
    "priorities": {"many": 200, "counts": 0.55},
    "first": {
        "many": 210,
        "counts": 0.52,
        "of": {"satisfied_district": 0.56, "satisfied_council": 0.48, "can_influence": 0.31},
    },
    "second": {
        "many": 204,
        "counts": 0.58,
        "of": {"satisfied_district": 0.55, "satisfied_council": 0.61, "can_influence": 0.34},
    },
    "short": {"many": 24, "counts": 0.5},
}
# How likely each answer about oneself is, in the order of the list: about as it is in a shire, invented.
LIKELY: dict[str, tuple[int, ...]] = {
    "answers_as": (80, 10, 6, 4),
    "age": (4, 7, 24, 34, 17, 12, 2),
    "sex": (53, 44, 3),
    "disability": (8, 12, 75, 5),
    "ethnic_group": (4, 3, 3, 84, 1, 2, 3),
    "carer": (16, 79, 5),
}
