"""What each example partnership is made of.

``localities``: name → wards, divisions, parishes. ``boards``: kind, name, locality …, the first being the one whose
meetings the example shows. Ward, division and parish names are public facts; people are invented.
"""

from . import braintree, copeland, harborough, kent, northshire

PARTNERSHIPS = [copeland.SPEC, harborough.SPEC, braintree.SPEC, kent.SPEC, northshire.SPEC]
