"""Compiles the translations without gettext's tools; ``--check`` finds what is missing or stale.

    python scripts/messages.py [--check]

The compiled files are committed, so that a machine without gettext shows both languages. Where ``xgettext`` is at hand,
``--check`` also looks for words in the code that the .po files lack.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))


def problems() -> Iterator[str]:
    for path in FILES:
        name = path.relative_to(ROOT)
        file = polib.pofile(str(path))
        for entry in file:
            if entry.obsolete:
                continue
            if not entry.translated() or entry.fuzzy:
                yield f"{name}: not translated: {entry.msgid!r}"
        compiled = path.with_suffix(".mo")
        if not compiled.is_file() or words(polib.mofile(str(compiled))) != words(file):
            yield f"{name}: {compiled.name} is stale: make messages"
    if shutil.which("xgettext"):
        yield from untold()


def words(file: polib.POFile | polib.MOFile) -> dict[tuple[str | None, str], object]:
    return {
        (entry.msgctxt or None, entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in file
        if not entry.obsolete and (entry.msgstr or entry.msgstr_plural)
    }


def untold() -> Iterator[str]:
    """Words of the code that a .po file lacks, as makemessages finds them in a copy of the sources."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sources"
        shutil.copytree(ROOT, copy, ignore=without_words)
        for path in FILES:
            language = path.parts[-3]
            subprocess.run(  # noqa: S603
                [sys.executable, "manage.py", "makemessages", "--locale", language, "--no-obsolete", "--verbosity=0"],
                cwd=copy,
                env={**os.environ, "DJANGO_SETTINGS_MODULE": "animerec.settings"},
                check=True,
            )
            known = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}
            for entry in polib.pofile(str(copy / path.relative_to(ROOT))):
                if not entry.obsolete and (entry.msgctxt, entry.msgid) not in known:
                    place = ":".join(entry.occurrences[0]) if entry.occurrences else "?"
                    yield f"{path.relative_to(ROOT)}: lacks {entry.msgid!r} ({place})"


def without_words(folder: str, names: list[str]) -> set[str]:
    """What of a folder isn't searched; the root's ``models`` holds snapshots, an application's holds code."""
    hidden = {name for name in names if name.startswith(".") or name == "__pycache__"}
    return hidden | ({"var", "frontend", "models", "tests", "docs"} if Path(folder) == ROOT else set())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        found = list(problems())
        print("\n".join(found) or f"{len(FILES)} translation(s) complete.")
        return 1 if found else 0
    for path in FILES:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
