"""What is saved or deleted in the catalogue is told to the search engines once the transaction is through."""

from typing import Any

from django.db import connection, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

from catalog.models import Anime, AnimeStaff, AnimeTag, AnimeTitle, Genre, Person, Studio, Tag


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_anime_changed, sender=Anime)
        for model in (AnimeTitle, AnimeTag, AnimeStaff):
            signal.connect(_part_changed, sender=model)
        for named in (Genre, Tag, Studio, Person):
            signal.connect(_name_changed, sender=named)
    for maker in (Studio, Person):
        post_save.connect(_maker_changed, sender=maker)
    for through in (Anime.genres.through, Anime.studios.through):
        m2m_changed.connect(_kinds_changed, sender=through)


def _anime_changed(instance: Anime, **kwargs: Any) -> None:
    _note(instance.pk)


def _part_changed(instance: AnimeTitle | AnimeTag | AnimeStaff, **kwargs: Any) -> None:
    _note(instance.anime_id)


def _name_changed(**kwargs: Any) -> None:
    from catalog.search.vocabulary import forget_vocabulary

    transaction.on_commit(forget_vocabulary)


def _maker_changed(instance: Studio | Person, created: bool, **kwargs: Any) -> None:
    """Their works are found by the name: all of them have changed, and the next comparison finds them."""
    if not created:
        works = {"studios": instance} if isinstance(instance, Studio) else {"staff__person": instance}
        changed = Anime.objects.filter(pk__in=list(Anime.objects.filter(**works).values_list("pk", flat=True)))
        changed.update(updated_at=timezone.now())


def _kinds_changed(instance: Any, reverse: bool, **kwargs: Any) -> None:
    # From the genre's or studio's side thousands may change: the next comparison finds them.
    if not reverse:
        _note(instance.pk)


def _note(anime_id: int) -> None:
    """One transaction, one write: a form in the admin saves an anime and each of its titles."""
    pending: set[int] = connection.__dict__.setdefault("catalog_search_pending", set())
    pending.add(anime_id)
    transaction.on_commit(_tell)


def _tell() -> None:
    # Not at start: commands that change nothing need no search engine.
    from catalog.search.index.indexing import MOST_PUSHED, push

    pending: set[int] = connection.__dict__.pop("catalog_search_pending", set())
    if 0 < len(pending) <= MOST_PUSHED:
        push(pending)
