"""``manage.py activate_snapshot NAME``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommend.management.choosing import UnknownSnapshot, snapshot_named
from recommend.serving.snapshots import SnapshotUnusable, activate_snapshot


class Command(BaseCommand):
    help = "Serves from the named snapshot. Running processes switch within seconds; no request fails."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *, name: str, **options: Any) -> None:
        try:
            before = activate_snapshot(snapshot_named(name))
        except (UnknownSnapshot, SnapshotUnusable) as refusal:
            raise CommandError(str(refusal)) from refusal
        back = f" Back: manage.py activate_snapshot {before.name}" if before else ""
        self.stdout.write(f"{name} is active.{back}")
