"""Covers as files: written under a new name each time, so that no cache shows the one before."""

import hashlib
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from catalog.models import Anime
from catalog.pictures.encoding import Encoded
from catalog.pictures.sizes import LARGE, SMALL, sizes_of, small_name


def write_cover(anime_id: int, encoded: Encoded) -> str:
    """The name for ``Anime.cover``; the same picture again gets the same one."""
    storage = Anime._meta.get_field("cover").storage
    name = f"covers/{anime_id}-{hashlib.blake2b(encoded[LARGE], digest_size=6).hexdigest()}.webp"
    # The large one last: where it is, the other is too.
    for path, content in ((small_name(name), encoded[SMALL]), (name, encoded[LARGE])):
        if not storage.exists(path):
            storage.save(path, ContentFile(content))
    return name


def drop_cover(name: str) -> None:
    """All its sizes, once the change that made it useless is certain."""
    if name:
        transaction.on_commit(partial(_delete, name))


def _delete(name: str) -> None:
    storage = Anime._meta.get_field("cover").storage
    if Anime.objects.filter(cover=name).exists():
        return
    for path in {name, *sizes_of(name).values()}:
        storage.delete(path)
