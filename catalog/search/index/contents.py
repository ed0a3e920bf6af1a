"""The document of an anime, the same for every engine: tokens to look up, values to filter by, keys to sort by.

Every text field is a list of whole tokens; engines cut nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch

from catalog.airing import status_of
from catalog.models import Anime, AnimeStaff
from catalog.search.index.makers import NAMED_ROLES, makers_of, named_staff
from catalog.search.text.analysis import LONGEST_QUERY, characters, terms, words
from catalog.search.text.forms import TitleForms, pack, title_forms
from catalog.search.text.nicknames import nicknames
from catalog.search.text.pinyin import readings
from catalog.seasons import broadcast_today
from catalog.titles import TITLE_FIELDS

TOKEN_FIELDS = (
    *("text", "starts", "words", "characters", "sound", "sound_starts", "sound_words"),
    *("pinyin", "pinyin_starts", "initials", "season_forms", "season_keys", "makers", "summary"),
)
FACET_FIELDS = (
    *("genre", "tag", "type", "year", "season", "status", "source", "studio", "staff", "country"),
    *("episodes", "score", "members"),
)
# What an engine sorts by: mean score in hundredths (0 without one), popularity, first day as an ordinal (0 unknown).
SORT_FIELDS = ("sort_score", "sort_popularity", "sort_date")
# Anything the documents are made of changes their meaning: an index of another version is built anew.
VERSION = 3
# By this number an engine's copy of an anime is compared with the database: see catalog.search.index.stamps.
STAMP_FIELD = "stamp"
# The value of a facet where the anime has none.
NONE = "none"
# Thousands are credited with a drawing; only who is found by name is read.
_STAFF = Prefetch("staff", AnimeStaff.objects.filter(role__in=NAMED_ROLES).select_related("person"))
RELATIONS = ("genres", "anime_tags", "other_titles", "studios", _STAFF)


def document(anime: Anime) -> dict[str, Any]:
    """Keys: id, TOKEN_FIELDS, FACET_FIELDS, SORT_FIELDS, and ``forms`` (see catalog.search.text.forms.pack)."""
    forms = _forms(anime)
    keys = frozenset(key for form in forms for key in form.keys)
    summary = words(anime.summary[:5_000]) if anime.summary else ()
    return {
        "id": anime.pk,
        "forms": pack(anime.type, forms),
        "text": _all(forms, lambda form: form.spellings),
        "starts": _all(forms, lambda form: form.word_starts),
        "words": _all(forms, lambda form: [term for word in form.words for term in terms(word)]),
        "characters": _all(forms, lambda form: characters("".join(form.words))),
        "sound": _all(forms, lambda form: form.sounds),
        "sound_starts": _all(forms, lambda form: form.sound_starts),
        "sound_words": _all(forms, lambda form: form.sound_words),
        "pinyin": _all(forms, lambda form: form.pinyin),
        "pinyin_starts": _all(forms, lambda form: [rest for read in readings(form.text) for rest in read.starts()]),
        "initials": _all(forms, lambda form: form.initials),
        "season_forms": list(dict.fromkeys(_season_forms(forms, keys))),
        "season_keys": sorted(keys or {"1"}),
        "makers": makers_of(anime),
        # What is longer than any query would also be longer than Elasticsearch takes.
        "summary": list(dict.fromkeys(term for word in summary for term in terms(word) if len(term) <= LONGEST_QUERY)),
        "sort_score": round((anime.score or 0) * 100),
        "sort_popularity": round(anime.popularity),
        "sort_date": _first_day(anime),
        **_facets(anime),
    }


def _first_day(anime: Anime) -> int:
    """Where only the year is known, before all that began in it."""
    return anime.start_date.toordinal() if anime.start_date else date(min(anime.year or 1, 9999), 1, 1).toordinal() - 1


def _forms(anime: Anime) -> list[TitleForms]:
    main = list(dict.fromkeys(title for field in TITLE_FIELDS if (title := getattr(anime, field))))
    others = dict.fromkeys((*(title.text for title in anime.other_titles.all()), *nicknames().get(anime.pk, ())))
    return [
        *(title_forms(title, is_main=True) for title in main),
        *(title_forms(title, is_main=False) for title in others if title not in main),
    ]


def _all(forms: list[TitleForms], of: Callable[[TitleForms], Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(token for form in forms for token in of(form)))


def _season_forms(forms: list[TitleForms], keys: frozenset[str]) -> Iterator[str]:
    """base#key: a title without a marker stands for the seasons that the other titles name, or for the first."""
    for form in forms:
        if form.keys:
            yield from (f"{base}#{key}" for base in form.base for key in form.keys)
        else:
            own = (*form.spellings, *form.sounds, *form.pinyin, *form.initials)
            yield from (f"{base}#{key}" for base in own for key in keys or {"1"})


def _facets(anime: Anime) -> dict[str, list[str]]:
    return {
        "genre": [str(genre.pk) for genre in anime.genres.all()],
        "tag": [str(entry.tag_id) for entry in anime.anime_tags.all()],
        "type": [anime.type],
        "year": [str(anime.year)] if anime.year else [],
        "season": [anime.season] if anime.season else [],
        "status": [
            status_of(
                start=anime.start_date,
                end=anime.end_date,
                year=anime.year,
                kind=anime.type,
                today=broadcast_today(),
            )
        ],
        "source": [anime.source or NONE],
        "studio": [str(studio.pk) for studio in anime.studios.all()],
        "staff": list(dict.fromkeys(str(entry.person_id) for entry in named_staff(anime))),
        "country": [anime.country or NONE],
        "episodes": [bucket(anime.episodes, EPISODES)],
        "score": [bucket(anime.score, SCORES)],
        "members": [bucket(anime.members or None, MEMBERS)],
    }


# Lower bounds of buckets, highest first.
EPISODES = (("53", 53), ("27", 27), ("14", 14), ("7", 7), ("2", 2), ("1", 1))
SCORES = (("9", 9), ("8", 8), ("7", 7), ("6", 6), ("0", 0))
MEMBERS = (("1000000", 1_000_000), ("100000", 100_000), ("10000", 10_000), ("1000", 1_000), ("0", 0))


def bucket(value: float | None, bounds: tuple[tuple[str, int], ...]) -> str:
    if value is None:
        return NONE
    return next((name for name, least in bounds if value >= least), NONE)
