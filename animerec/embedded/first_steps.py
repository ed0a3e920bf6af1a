"""What stands between an empty folder and a site that can be shown; each step does nothing the second time.

    python -m animerec.embedded.first_steps

A process of its own, so that the launcher stays small. It leaves ``run/logins.txt`` for the launcher to show.
"""

import ipaddress
import secrets
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError

from animerec import environment as env
from animerec.embedded.home import write_secret

ADMIN = "admin"


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def collect_static() -> None:
    from animerec.embedded.static_files import collect_changed_static_files

    collect_changed_static_files(Path(settings.STATIC_ROOT))


def fill_catalogue() -> None:
    from catalog.models import Anime

    if not Anime.objects.exists():
        call_command("import_catalogue")


def index_catalogue() -> None:
    call_command("search_index", "--update", "--quiet")


def install_model() -> None:
    call_command("install_shipped_snapshot")


def create_members() -> None:
    """Once a home: members that were removed stay away."""
    from catalog.models import Anime

    done = settings.HOME / "run" / "demo_members"
    if not done.exists():
        if not Anime.objects.exists():
            raise CommandError("the catalogue is empty, so they would have seen nothing; they come at the next start.")
        call_command("create_demo_members")
        done.touch()


def begin_rankings() -> None:
    """The clock does it from now on; without this the first day would have no trends."""
    from catalog.models import RankRecord, Trend

    for model, command in ((RankRecord, "record_ranks"), (Trend, "refresh_trends")):
        if not model.objects.exists():
            call_command(command, stdout=StringIO())


def create_admin() -> None:
    from accounts.models import User

    note = settings.HOME / "admin_password"
    if not User.objects.filter(is_superuser=True).exists():
        password = secrets.token_urlsafe(9)
        write_secret(note, password)
        User.objects.create_superuser(username=ADMIN, password=password)
        return
    account = User.objects.filter(username=ADMIN, is_superuser=True).first()
    if note.is_file() and (account is None or not account.check_password(note.read_text().strip())):
        note.unlink()  # It has a password of its own by now.


def close_demo_doors() -> None:
    """Whoever reaches the site from elsewhere has read the README too: there the password is this home's own."""
    from accounts.models import User
    from recommend.demo_members import DEMO_LOGINS, DEMO_PASSWORD

    if is_loopback(env.text("HOST", "127.0.0.1")):
        return
    members = User.objects.filter(username__in=DEMO_LOGINS, is_simulated=True)
    open_doors = [member for member in members if member.check_password(DEMO_PASSWORD)]
    if not open_doors:
        return
    password = secrets.token_urlsafe(9)
    write_secret(_demo_note(), password)
    for member in open_doors:
        member.set_password(password)
        member.save(update_fields=["password"])


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _demo_note() -> Path:
    return Path(settings.HOME) / "demo_password"


def write_logins() -> None:
    from accounts.models import User
    from recommend.demo_members import DEMO_LOGINS, DEMO_PASSWORD

    lines = []
    there = set(User.objects.filter(username__in=DEMO_LOGINS, is_simulated=True).values_list("username", flat=True))
    if there:
        names = ", ".join(name for name in DEMO_LOGINS if name in there)
        own = _demo_note()
        password = own.read_text().strip() if own.is_file() else DEMO_PASSWORD
        lines.append(f"Log in as {names} with the password {password}")
    note = settings.HOME / "admin_password"
    if note.is_file():
        lines.append(f"or as {ADMIN} (staff) with the password {note.read_text().strip()}, which is kept in {note}")
    (settings.HOME / "run" / "logins.txt").write_text("\n".join(lines))


# A step that isn't vital may fail: the site comes up without, and says what is missing.
STEPS: tuple[tuple[str, bool, Callable[[], None]], ...] = (
    ("Database", True, migrate),
    ("Static files", True, collect_static),
    ("Catalogue", False, fill_catalogue),
    ("Search index", False, index_catalogue),
    ("Model", False, install_model),
    ("Demo members", False, create_members),
    ("Rankings", False, begin_rankings),
    ("Accounts", True, create_admin),
    ("Demo logins", True, close_demo_doors),
    ("Logins", True, write_logins),
)


def main() -> int:
    django.setup()
    for label, vital, step in STEPS:
        started = time.monotonic()
        try:
            step()
        except (CommandError, DatabaseError, OSError) as problem:
            print(f"{label}: {problem}", file=sys.stderr, flush=True)
            if vital:
                return 1
            continue
        seconds = time.monotonic() - started
        if seconds > 1:
            print(f"{label}: ready after {seconds:.0f} s.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
