"""What roles permit with places, organisations and people."""

from foundation import access

from .models import LocalityGrant

EDIT = "localities.edit"
INVITE = "localities.invite"  # somebody to open an account


def register() -> None:
    """Tell the ground which roles there are."""
    access.register("foundation.partnership", {"administrator": [EDIT, INVITE]})
    access.register("localities.locality", {"district": [EDIT]}, grants=LocalityGrant)
