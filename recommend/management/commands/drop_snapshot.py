"""``manage.py drop_snapshot NAME``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from recommend.management.choosing import UnknownSnapshot, snapshot_named
from recommend.serving.snapshots import SnapshotInUse, SnapshotUnusable, drop_snapshot


class Command(BaseCommand):
    help = "Deletes a snapshot for good: its files and its embeddings in Redis. The active one can't be dropped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")

    def handle(self, *, name: str, **options: Any) -> None:
        try:
            drop_snapshot(snapshot_named(name))
        except (UnknownSnapshot, SnapshotInUse, SnapshotUnusable) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{name} is gone.")
