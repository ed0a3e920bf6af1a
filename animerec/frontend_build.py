"""What Vite built from frontend/: the entry's file and what it needs at once, by the manifest of the build."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

ENTRY = "src/main.ts"


@dataclass(frozen=True)
class FrontendBuild:
    """Paths below the build's folder; Vite has put a hash of the content into each name."""

    entry: str
    preloaded: tuple[str, ...]


def current_build() -> FrontendBuild | None:
    """None where nothing was built. Read once a process; under DEBUG again whenever it has changed."""
    manifest = Path(settings.FRONTEND_BUILD) / "manifest.json"
    return _read(manifest, _changed_at(manifest) if settings.DEBUG else None)


def _changed_at(manifest: Path) -> int | None:
    return manifest.stat().st_mtime_ns if manifest.is_file() else None


@lru_cache(maxsize=1)
def _read(manifest: Path, changed_at: int | None) -> FrontendBuild | None:
    if not manifest.is_file():
        return None
    chunks = json.loads(manifest.read_text(encoding="utf-8"))
    imported: dict[str, None] = {}
    to_visit = list(chunks[ENTRY].get("imports", ()))
    while to_visit:
        name = to_visit.pop()
        if name not in imported:
            imported[name] = None
            to_visit += chunks[name].get("imports", ())
    return FrontendBuild(entry=chunks[ENTRY]["file"], preloaded=tuple(chunks[name]["file"] for name in imported))
