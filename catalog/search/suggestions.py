"""What the search box offers while somebody types: titles, in the member's language."""

from dataclasses import dataclass

from catalog.models import Anime
from catalog.pictures.addresses import pictures_of
from catalog.search.candidates import match
from catalog.search.engines.switch import Engine
from catalog.search.ordering import Ranked
from catalog.search.query import clean_text
from catalog.search.search import ask
from catalog.search.text.analysis import compact
from catalog.titles import TITLE_FIELDS, display_title

MOST = 8


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """``also``: the title that matched, where it is not one of those shown anyway."""

    id: int
    title: str
    also: str
    year: int | None
    type: str
    type_label: str
    cover: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    query: str
    results: tuple[Suggestion, ...]
    engine: str
    is_degraded: bool


def suggest(text: str, *, language: str) -> Suggestions:
    """At most eight, best first; none for an empty text. Raises SearchNotReady."""
    results, engine, is_degraded = ask(lambda engine: suggestions_of(text, engine, language=language))
    return Suggestions(query=clean_text(text), results=results, engine=engine, is_degraded=is_degraded)


def suggestions_of(text: str, engine: Engine, *, language: str) -> tuple[Suggestion, ...]:
    ranked = {one.id: one for one in match(clean_text(text), engine, titles_only=True).best[:MOST]}
    fields = (*TITLE_FIELDS, "year", "type", "cover", "cover_url", "series")
    anime = Anime.objects.visible().only(*fields).prefetch_related("genres").in_bulk(list(ranked))
    return tuple(_suggestion(anime[pk], one, language=language) for pk, one in ranked.items() if pk in anime)


def _suggestion(anime: Anime, ranked: Ranked, *, language: str) -> Suggestion:
    title = display_title(anime, language=language)
    text = ranked.title.text if ranked.title is not None else ""
    return Suggestion(
        id=anime.pk,
        title=title,
        also=text if compact(text) != compact(title) else "",
        year=anime.year,
        type=anime.type,
        type_label=str(anime.get_type_display()),
        cover=pictures_of(anime, language=language, genres=anime.genres.all()).cover,
        url=anime.get_absolute_url(),
    )
