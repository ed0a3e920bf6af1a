"""Files that staff upload for an import: kept in the home until the import is over."""

import re
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


def uploads_folder() -> Path:
    return Path(settings.HOME) / "imports"


def keep_upload(file: UploadedFile) -> str:
    """The path of the copy; of the name that the browser sent only harmless characters are left."""
    folder = uploads_folder()
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", Path(file.name or "file").name)[-80:]
    path = folder / f"{uuid.uuid4().hex}-{name}"
    with path.open("wb") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
    return str(path)


def drop_upload(path: str) -> None:
    """Does nothing for a file that wasn't uploaded."""
    if path and Path(path).parent == uploads_folder():
        Path(path).unlink(missing_ok=True)
