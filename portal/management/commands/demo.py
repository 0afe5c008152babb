"""Loads the example partnerships once."""

from django.core.management.base import BaseCommand

from portal.demo.building import build, open_platform
from portal.demo.crossing import cross
from portal.demo.data import PARTNERSHIPS

NEIGHBOURS = {"harborough", "northshire"}


class Command(BaseCommand):
    """Builds those of the five example partnerships that are not there yet."""

    help = __doc__

    def add_arguments(self, parser):
        """Take the slugs of the partnerships wanted."""
        parser.add_argument("slugs", nargs="*", help="only these partnerships")

    def handle(self, *args, slugs=(), **options):
        """Build them, one transaction each."""
        open_platform()
        there = {}
        for spec in PARTNERSHIPS:
            if not slugs or spec["slug"] in slugs:
                there[spec["slug"]] = build(spec)
                self.stdout.write(f"{spec['name']} is ready.")
        if there.keys() >= NEIGHBOURS:
            cross(*(there[slug] for slug in sorted(NEIGHBOURS)))
