"""What is saved or deleted in the catalogue is told to the search engines once the transaction is through."""

from typing import Any

from django.db import connection, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from catalog.models import Anime, AnimeTag, AnimeTitle, Genre, Tag


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_anime_changed, sender=Anime)
        for model in (AnimeTitle, AnimeTag):
            signal.connect(_part_changed, sender=model)
        for named in (Genre, Tag):
            signal.connect(_name_changed, sender=named)
    m2m_changed.connect(_genres_changed, sender=Anime.genres.through)


def _anime_changed(instance: Anime, **kwargs: Any) -> None:
    _note(instance.pk)


def _part_changed(instance: AnimeTitle | AnimeTag, **kwargs: Any) -> None:
    _note(instance.anime_id)


def _name_changed(**kwargs: Any) -> None:
    from catalog.search.vocabulary import forget_vocabulary

    transaction.on_commit(forget_vocabulary)


def _genres_changed(instance: Any, reverse: bool, **kwargs: Any) -> None:
    # From the genre's side thousands may change: the next comparison finds them.
    if not reverse:
        _note(instance.pk)


def _note(anime_id: int) -> None:
    """One transaction, one write: a form in the admin saves an anime and each of its titles."""
    pending: set[int] = connection.__dict__.setdefault("catalog_search_pending", set())
    pending.add(anime_id)
    transaction.on_commit(_tell)


def _tell() -> None:
    # Not at start: commands that change nothing need no search engine.
    from catalog.search.indexing import MOST_PUSHED, push

    pending: set[int] = connection.__dict__.pop("catalog_search_pending", set())
    if 0 < len(pending) <= MOST_PUSHED:
        push(pending)
