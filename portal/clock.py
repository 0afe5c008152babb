"""Work of the whole portal that time starts."""

import logging

from celery import shared_task

from foundation import verifying, work
from portal.tasks import CLEARED

log = logging.getLogger(__name__)


@shared_task(name="portal.clock.verify_registers")
def verify_registers() -> None:
    """Each week: verify the register of editions of every partnership, and say aloud where one is broken."""
    for partnership in work.each_partnership(CLEARED):
        if broken := verifying.verify(by=None):
            log.error("The register of editions of %s does not verify: entries %s.", partnership, broken[:20])
