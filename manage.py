#!/usr/bin/env python
"""Run a management command."""

import os
import sys

from django.core.management import execute_from_command_line

# These change tables, which the role that serves requests may not: they take OWNER_DATABASE_URL, all others
# (demo, shell and crawl among them) take DATABASE_URL and so stand behind the same walls as a visitor.
OWNERS_COMMANDS = {"migrate", "flush", "createcachetable"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    if OWNERS_COMMANDS.intersection(sys.argv[1:2]):
        os.environ["DB_ROLE"] = "owner"
    execute_from_command_line(sys.argv)
