"""What each example partnership is made of.

``localities``: name → wards, divisions, parishes. ``boards``: kind, name, locality …, the first being the one whose
meetings the example shows. Ward, division and parish names are public facts; people are invented.
"""

from . import braintree, copeland, harborough, kent, northshire
from .forward_plan import PLANS

PARTNERSHIPS = [
    {**example.SPEC, "forward_plan": PLANS[example.SPEC["slug"]]}
    for example in (copeland, harborough, braintree, kent, northshire)
]
