"""``manage.py install_shipped_snapshot``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from recommend.serving.snapshots import SnapshotUnusable, install_shipped_snapshot


class Command(BaseCommand):
    help = "Installs the model that ships with the project, and serves from it where no snapshot is active."

    def handle(self, **options: Any) -> None:
        try:
            snapshot, fresh = install_shipped_snapshot()
        except SnapshotUnusable as refusal:
            raise CommandError(str(refusal)) from refusal
        state = "active" if snapshot.is_active else "not active"
        self.stdout.write(f"{snapshot.name}: {'installed' if fresh else 'installed before'}, {state}.")
