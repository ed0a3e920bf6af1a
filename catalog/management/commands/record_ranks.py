"""``manage.py record_ranks``: today's ranks, with which tomorrow's are compared; the clock does it every night."""

from typing import Any

from django.core.management.base import BaseCommand

from catalog.rankings.records import record_ranks
from catalog.seasons import broadcast_today


class Command(BaseCommand):
    help = "Writes down every ranking as it stands today (Japan's date). Running it again on a day replaces that day's."

    def handle(self, **options: Any) -> None:
        today = broadcast_today()
        self.stdout.write(f"{record_ranks(today=today)} ranks of {today} are on record.")
