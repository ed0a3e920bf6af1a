"""The drawn files: each is made once and then found in the cache, while that answers."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache

from catalog.covers import Subject, banner_version, cover_version, draw_banner, draw_cover
from catalog.models import Anime
from catalog.pictures.addresses import subject_of
from catalog.titles import DEFAULT

KEPT = 24 * 3600  # seconds; who saw a picture keeps it for a year anyway


@dataclass(frozen=True, kw_only=True)
class DrawnFile:
    content: bytes
    is_current: bool  # whether the address asked for this very drawing


def drawn_cover(anime_id: int, *, language: str, version: str) -> DrawnFile | None:
    """None where the id is unknown or the anime hidden."""
    return _file(anime_id, f"cover:{anime_id}:{language}", version, language, cover_version, draw_cover)


def drawn_banner(anime_id: int, *, version: str) -> DrawnFile | None:
    return _file(anime_id, f"banner:{anime_id}", version, DEFAULT, banner_version, draw_banner)


def _file(
    anime_id: int,
    name: str,
    version: str,
    language: str,
    version_of: Callable[[Subject], str],
    draw: Callable[[Subject], str],
) -> DrawnFile | None:
    if anime_id >= 2**31:
        return None
    visible = Anime.objects.visible().filter(pk=anime_id)
    kept = cache.get(f"{name}:{version}")
    if kept is not None:
        return DrawnFile(content=zlib.decompress(kept), is_current=True) if visible.exists() else None
    anime = visible.first()
    if anime is None:
        return None
    subject = subject_of(anime, language=language, genres=anime.genres.all())
    content = draw(subject).encode()
    is_current = version == version_of(subject)
    if is_current:
        cache.set(f"{name}:{version}", zlib.compress(content), KEPT)
    return DrawnFile(content=content, is_current=is_current)
