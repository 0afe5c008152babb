"""Work of the whole portal that pages hand on."""

from foundation import verifying, work
from foundation.models import User

# Parts that the public does not see are verified too.
CLEARED = ("exempt:board:*",)


@work.task(verifying.TASK, cleared=CLEARED)
def verify_register(by_id: int) -> None:
    """Verify the register of editions; safe to run twice."""
    verifying.verify(by=User.objects.get(pk=by_id))
