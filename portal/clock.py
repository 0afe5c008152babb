"""Work of the whole portal that time starts."""

import logging

from celery import shared_task

from foundation import sweeping, verifying, work
from portal.tasks import CLEARED

# Files of drafts, of what is exempt and of registers that officers keep to themselves are swept like all others.
FILES = ("draft:board:*", "exempt:board:*", "draft:register:*")

log = logging.getLogger(__name__)


@shared_task(name="portal.clock.verify_registers")
def verify_registers() -> None:
    """Each week: verify the register of editions of every partnership, and say aloud where one is broken."""
    for partnership in work.each_partnership(CLEARED):
        if broken := verifying.verify(by=None):
            log.error("The register of editions of %s does not verify: entries %s.", partnership, broken[:20])


@shared_task(name="portal.clock.sweep_files")
def sweep_files() -> None:
    """Each night: delete the files of every partnership that nothing has referred to for long."""
    for partnership in work.each_partnership(FILES):
        if gone := sweeping.sweep(partnership):
            log.info("Deleted %s files of %s that nothing refers to.", len(gone), partnership)
