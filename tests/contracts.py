"""The contract inside an app, for import-linter: urls → views → forms → tasks | clock → acts → access → models."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

# What is not named here is an act: it is called what it does, so it cannot be listed beforehand.
HEIGHTS = {
    "models": 0, "access": 1, "tasks": 3, "clock": 3, "forms": 4, "templatetags": 4, "views": 5, "urls": 6,
    "apps": 7, "management": 7,
}  # fmt: skip
ACTS = 2
OUTSIDE = {"migrations"}


class Rooms(Contract):
    """Inside each app, imports go down only."""

    apps = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Find every import that goes up, or from tasks to the clock and back."""
        upward = [
            f"{importer} may not import {imported}"
            for app in self.apps
            for importer in sorted(graph.find_descendants(app))
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if imported.startswith(f"{app}.") and _goes_up(app, importer, imported)
        ]
        return ContractCheck(kept=not upward, metadata={"upward": upward})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that goes up."""
        for line in check.metadata["upward"]:
            output.print_error(line)


def _goes_up(app: str, importer: str, imported: str) -> bool:
    higher, lower = (module.removeprefix(f"{app}.").split(".")[0] for module in (importer, imported))
    if higher == lower or OUTSIDE & {higher, lower}:
        return False
    above, below = HEIGHTS.get(higher, ACTS), HEIGHTS.get(lower, ACTS)
    return above < below or (above == below and above != ACTS)
