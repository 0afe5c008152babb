"""The five statements by which a board judges itself. Source: checklist A30."""

from plans.models import SelfStatement

STATEMENTS = {
    "needs": "It champions the needs of its place",
    "means": "It has the expertise and the resources to deliver and to commission services",
    "account": "It holds other providers of services to account",
    "improvements": "It has overseen better services and more satisfied residents, with fewer resources",
    "done": "It is the place that gets things done",
}


def make_statements() -> None:
    """Give this partnership the statements that it has not yet; its own words are left alone."""
    for position, (key, name) in enumerate(STATEMENTS.items()):
        SelfStatement.objects.get_or_create(key=key, defaults={"name": name, "position": position})
