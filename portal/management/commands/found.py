"""Founds a partnership: host, forms of report, kinds of board, and the invitation of its first administrator."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from portal.forms.founding import FoundingForm
from portal.founding import found


class Command(BaseCommand):
    """Does what the platform administrator does on /admin/, from the command line."""

    help = __doc__

    def add_arguments(self, parser):
        """Take what a partnership needs to begin."""
        parser.add_argument("slug", help="small letters, digits and hyphens")
        parser.add_argument("name", help="its full name")
        parser.add_argument("--short-name", default="", help="for narrow places; else its name")
        parser.add_argument("--domain", required=True, help="the host at which it is found")
        parser.add_argument("--administrator-name", required=True)
        parser.add_argument("--administrator-email", required=True)

    def handle(self, *args, **options):
        """Check the facts as the form does and found it, or say what is wrong."""
        short = options["short_name"] or options["name"][:60]
        form = FoundingForm({**options, "short_name": short, "colour": "#1d4f91"})
        if not form.is_valid():
            raise CommandError(
                "\n".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items())
            )
        said = form.cleaned_data
        try:
            partnership = found(
                form.save(commit=False), domain=said["domain"], name=said["administrator_name"],
                email=said["administrator_email"], by=None,
            )  # fmt: skip
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write(f"{partnership} is founded. {said['administrator_email']} gets an invitation.")
