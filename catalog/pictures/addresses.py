"""Where pictures of an anime are found. The address of a drawn one names what is drawn, and never shows another."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from catalog.covers import Subject, banner_version, cover_version, guess_genres
from catalog.models import Anime, Genre
from catalog.pictures.sizes import sizes_of
from catalog.titles import TITLE_FIELDS, display_title


@dataclass(frozen=True, kw_only=True)
class Pictures:
    drawn: str
    photo: str  # uploaded or remote; "" without
    srcset: str  # of the photo; "" where there is one size
    banner: str

    @property
    def cover(self) -> str:
        """For who shows a single picture."""
        return self.photo or self.drawn


def pictures_of(anime: Anime, *, language: str, genres: Iterable[Genre]) -> Pictures:
    subject = subject_of(anime, language=language, genres=genres)
    photo, srcset = _photo(anime)
    return Pictures(
        drawn=reverse("catalog:cover", args=[anime.pk, language, cover_version(subject)]),
        photo=photo,
        srcset=srcset,
        banner=reverse("catalog:banner", args=[anime.pk, banner_version(subject)]),
    )


def subject_of(anime: Anime, *, language: str, genres: Iterable[Genre]) -> Subject:
    titles = (getattr(anime, field) for field in TITLE_FIELDS)
    return Subject(
        id=anime.pk,
        title=display_title(anime, language=language),
        genres=tuple(sorted(genre.name for genre in genres)) or guess_genres(titles),
        year=anime.year,
        series=anime.series,
    )


def _photo(anime: Anime) -> tuple[str, str]:
    """A remote one only where the operator lets pages ask third parties."""
    if not anime.cover:
        return (anime.cover_url, "") if settings.REMOTE_COVERS and anime.cover_url.startswith("https://") else ("", "")
    storage = anime.cover.storage
    sizes = sizes_of(str(anime.cover.name))
    srcset = ", ".join(f"{storage.url(name)} {width}w" for width, name in sizes.items())
    return str(anime.cover.url), srcset
