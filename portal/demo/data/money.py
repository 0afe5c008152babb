"""Facts of the funds of the examples: invented, as councils keep them. Amounts in pounds."""

from typing import Any

DEVOLVED = {
    "title": "Locality budgets devolved by the county", "stream": "devolved", "holder": "county", "pounds": 150_000,
    "purpose": "What locality boards decide together for their places.",
    "rules": "Set aside by a decision of the board that is published, for one of its priorities.",
    "promises": [("county", 150_000, "Paid each April")],
}  # fmt: skip
NEW_HOMES = {
    "title": "New Homes Bonus of the district", "stream": "new-homes", "holder": "district", "pounds": 84_000,
    "purpose": "What makes places with new homes good to live in.", "carry": 50, "ends": 500,
    "exit": "Parish councils take on the upkeep; what is built needs no further money.",
    "promises": [("district", 84_000, ""), ("county", 10_000, "Once the travel plan is agreed")],
    "aside": [("Lights and a crossing at the school", 18_500, 18_500, 9_250, "parish"),
              ("Travel to work for young people", 22_000, 15_000, 0, "voluntary")],
}  # fmt: skip
POOLED = {
    "title": "Money that partners pool", "stream": "pooled", "holder": "county", "pounds": 40_000,
    "purpose": "Services that partners pay for together.",
    "promises": [("county", 25_000, ""), ("health", 15_000, "From the public health grant")],
    "aside": [("Warm welcome in village halls", 6_400, 6_400, 3_200, "voluntary")],
}  # fmt: skip
LEVY = {
    "title": "Neighbourhood share of the levy", "stream": "cil", "holder": "parish", "pounds": 26_400,
    "purpose": "What the new homes make necessary: play, paths, halls and crossings.",
    "levy": (176_000, 1_450), "promises": [("district", 26_400, "Paid twice a year from the levy that was raised")],
    "aside": [("New swings on the green", 9_800, 9_800, 6_500, "parish")],
}  # fmt: skip
BOARD = {"title": "Budget of the board", "stream": "devolved", "holder": "district", "pounds": 0,
         "purpose": "What the board decides for its locality, out of what the county devolves."}  # fmt: skip
FUNDS: dict[str, list[dict[str, Any]]] = {
    "copeland": [
        {**DEVOLVED, "feeds": 60_000},
        {**BOARD, "of_board": True, "aside": [("Evening bus to the hospital", 12_000, 9_000, 4_500, "district")]},
    ],
    "kent": [{**NEW_HOMES, "of_board": True}],
    "harborough": [
        {**POOLED, "title": "Money pooled for rural broadband",
         "aside": [("Masts for villages without broadband", 21_000, 14_000, 0, "district")]},
        {**LEVY},
    ],
    "northshire": [{**NEW_HOMES}, {**POOLED}],
    "braintree": [{**NEW_HOMES, "of_board": True}, {**LEVY, "of_board": True}],
}  # fmt: skip
