"""``manage.py refresh_trends``: the ranking 趋势 from members' recent activity; the clock does it every hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from favorites.trends import WINDOW, refresh_trends


class Command(BaseCommand):
    help = "Measures what members put on their lists lately, for the ranking of trends."

    def handle(self, **options: Any) -> None:
        count = refresh_trends(now=timezone.now())
        self.stdout.write(f"{count} anime have a trend in the last {WINDOW.days} days.")
