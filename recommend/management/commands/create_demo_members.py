"""``manage.py create_demo_members``."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.management.progress import StageBars
from recommend.demo_members import DEMO_LOGINS, DEMO_PASSWORD, NameTaken, create_demo_members


class Command(BaseCommand):
    help = "Creates simulated members with lists drawn from the active snapshot. remove_demo_members takes them away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, default=300, help="how many (300)")

    def handle(self, *, count: int, **options: Any) -> None:
        if count < 1:
            raise CommandError(f"--count must be at least 1, not {count}.")
        try:
            with StageBars(disable=not sys.stderr.isatty()) as bars:
                created = create_demo_members(count=count, progress=bars.show)
        except NameTaken as refusal:
            raise CommandError(f"There is a real member called {refusal}: rename that account first.") from refusal
        if created is None:
            self.stdout.write("There are simulated members already: nothing to do.")
        else:
            source = created.snapshot or "popularity, since there is no snapshot"
            self.stdout.write(f"{created.members} simulated members, {created.entries} entries, drawn from {source}.")
        self.stdout.write(f"Log in as {', '.join(DEMO_LOGINS)} with the password {DEMO_PASSWORD}")
