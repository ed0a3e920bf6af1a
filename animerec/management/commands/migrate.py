"""``manage.py migrate``, which is what anybody runs first: the folder of the installation is there, and its key."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as MigrateCommand

from animerec.embedded.home import ensure_secret_key


class Command(MigrateCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        """Before the checks, which ask the database."""
        # What is written here, the database of the embedded profile above all, is nobody else's to read.
        before = os.umask(0o077)
        try:
            _prepare_home()
            return super().execute(*args, **options)
        finally:
            os.umask(before)


def _prepare_home() -> None:
    try:
        settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not settings.HAS_SECRET_KEY:
            ensure_secret_key(settings.HOME)
    except OSError as error:
        raise CommandError(
            f"ANIMEREC_HOME={settings.HOME} can't be written to ({error}): make the folder yours, or name another."
        ) from error
