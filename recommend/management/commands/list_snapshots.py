"""``manage.py list_snapshots``."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from recommend.models import Snapshot
from recommend.serving.quality import headline


class Command(BaseCommand):
    help = "Lists the snapshots, the newest first; * marks the active one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print them as a JSON array")

    def handle(self, *, json: bool, **options: Any) -> None:
        snapshots = list(Snapshot.objects.all())
        self.stdout.write(_as_json(snapshots) if json else _as_text(snapshots))


def _as_json(snapshots: list[Snapshot]) -> str:
    return json.dumps(
        [
            {
                "name": snapshot.name,
                "active": bool(snapshot.is_active),
                "created_at": snapshot.created_at.isoformat(),
                "path": str(snapshot.path),
                "metrics": snapshot.metrics,
            }
            for snapshot in snapshots
        ],
        ensure_ascii=False,
    )


def _as_text(snapshots: list[Snapshot]) -> str:
    if not snapshots:
        return "There are no snapshots: train one, or run install_shipped_snapshot."
    return "\n".join(
        f"{'*' if snapshot.is_active else ' '} {snapshot.name}  {snapshot.created_at:%Y-%m-%d %H:%M}  "
        f"NDCG@10 {'–' if headline(snapshot) is None else format(headline(snapshot), '.4f')}"
        for snapshot in snapshots
    )
