"""``manage.py migrate``, which is what anybody runs first: the folder of the installation is there, and its key."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connection

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
        _close_database()
    except OSError as error:
        raise CommandError(
            f"ANIMEREC_HOME={settings.HOME} can't be written to ({error}): make the folder yours, or name another."
        ) from error


def _close_database() -> None:
    """One that was made before, with whatever came of it, is as private as a new one."""
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        for part in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
            if part.is_file():
                part.chmod(0o600)
