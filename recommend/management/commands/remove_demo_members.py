"""``manage.py remove_demo_members``."""

from typing import Any

from django.core.management.base import BaseCommand

from recommend.demo_members import remove_demo_members


class Command(BaseCommand):
    help = "Removes all simulated members and their lists."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{remove_demo_members()} simulated members removed.")
