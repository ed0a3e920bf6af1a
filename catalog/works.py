"""Pages of works: those of a studio and of a person, by what they did for them, and the list of studios.

Whoever has no work that is there to see has no page. A page's number is what was asked for: one that doesn't exist is
the nearest that does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.utils.translation import gettext as _

from catalog.cards import AnimeCard
from catalog.credits import NameLink, name_link
from catalog.models import Anime, AnimeCharacter, AnimeStaff, Person, StaffRole, Studio
from catalog.selectors import cards_in_order

PER_PAGE = 48
STUDIOS_PER_PAGE = 120
MADE, PAID, VOICE = "made", "paid", "voice"
# What one can do for an anime: a studio the first two, a person the others.
ROLES = (MADE, PAID, *StaffRole.values, VOICE)
Rows = QuerySet[Any]


@dataclass(frozen=True, kw_only=True)
class StudioEntry:
    studio: NameLink
    works: int


@dataclass(frozen=True, kw_only=True)
class RoleTab:
    role: str  # of ROLES
    label: str
    works: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Works:
    maker: NameLink  # a studio or a person
    tabs: tuple[RoleTab, ...]  # what they did most often first
    chosen: RoleTab
    page: Page[AnimeCard]  # the most popular first
    characters: Mapping[int, str]  # whom a person speaks, by the anime's id; {} in other roles


def studios_with_works() -> QuerySet[Studio]:
    made, paid = (Exists(rows.filter(studio_id=OuterRef("pk"))) for rows in _of_studios().values())
    return Studio.objects.filter(made | paid)


def people_with_works() -> QuerySet[Person]:
    staff = AnimeStaff.objects.filter(person_id=OuterRef("pk"), anime__is_hidden=False)
    voices = AnimeCharacter.objects.filter(voice_id=OuterRef("pk"), anime__is_hidden=False)
    return Person.objects.filter(Exists(staff) | Exists(voices))


def studio_list(*, text: str, page: str) -> Page[StudioEntry]:
    """Those that made something and whose name has ``text`` in it, by how many people watch their works."""
    seen = Q(anime__is_hidden=False)
    found = Studio.objects.annotate(works=Count("anime", filter=seen), watched=Sum("anime__popularity", filter=seen))
    found = found.filter(works__gt=0).order_by("-watched", "name", "pk")
    if text:
        found = found.filter(Q(name__icontains=text) | Q(name_zh__icontains=text))
    shown = Paginator(found, STUDIOS_PER_PAGE).get_page(page)
    entries = [StudioEntry(studio=name_link(studio), works=studio.works) for studio in shown]
    return Page(entries, shown.number, shown.paginator)


def studio_works(studio_id: int, *, role: str, page: str, language: str) -> Works | None:
    """In ``role`` if they had it, else in what they did most often; None where there is nothing to see."""
    studio = Studio.objects.filter(pk=studio_id).first() if studio_id < 2**31 else None
    if studio is None:
        return None
    credits = {name: rows.filter(studio=studio) for name, rows in _of_studios().items()}
    return _works(studio, credits, role, page, language)


def person_works(person_id: int, *, role: str, page: str, language: str) -> Works | None:
    """As ``studio_works``."""
    person = Person.objects.filter(pk=person_id).first() if person_id < 2**31 else None
    if person is None:
        return None
    staff = AnimeStaff.objects.filter(person=person, anime__is_hidden=False)
    credits: dict[str, Rows] = {name: staff.filter(role=name) for name in StaffRole.values}
    credits[VOICE] = AnimeCharacter.objects.filter(voice=person, anime__is_hidden=False)
    return _works(person, credits, role, page, language)


def _of_studios() -> dict[str, Rows]:
    tables = {MADE: Anime.studios.through, PAID: Anime.producers.through}
    return {role: table._default_manager.filter(anime__is_hidden=False) for role, table in tables.items()}


def _works(maker: Studio | Person, credits: Mapping[str, Rows], role: str, page: str, language: str) -> Works | None:
    """``credits``: by role the rows that name an anime each."""
    counts = _counts(credits)
    if not counts:
        return None
    asked = role if role in counts else next(iter(counts))
    tabs = tuple(_tab(maker, name, works, is_chosen=name == asked) for name, works in counts.items())
    shown = _cards(credits[asked], page, language)
    return Works(
        maker=name_link(maker),
        tabs=tabs,
        chosen=next(tab for tab in tabs if tab.is_chosen),
        page=shown,
        characters=_characters(credits[asked], shown.object_list) if asked == VOICE else {},
    )


def _counts(credits: Mapping[str, Rows]) -> dict[str, int]:
    """How many anime by role, in one query; the most first."""
    counted = {"works": Count("anime_id", distinct=True)}
    parts = [
        rows.order_by().values(kind=Value(role)).annotate(**counted).values_list("kind", "works")
        for role, rows in credits.items()
    ]
    counts = {role: works for role, works in parts[0].union(*parts[1:], all=True) if works}
    return dict(sorted(counts.items(), key=lambda one: (-one[1], ROLES.index(one[0]))))


def _cards(credits: Rows, page: str, language: str) -> Page[AnimeCard]:
    works = Anime.objects.visible().filter(Exists(credits.filter(anime_id=OuterRef("pk"))))
    ids = list(works.order_by("-popularity", "pk").values_list("pk", flat=True))
    shown = Paginator(ids, PER_PAGE).get_page(page)
    return Page(cards_in_order(list(shown.object_list), language=language), shown.number, shown.paginator)


def _characters(credits: Rows, cards: Sequence[AnimeCard]) -> dict[int, str]:
    rows = credits.filter(anime_id__in=[card.id for card in cards])
    names: dict[int, list[str]] = {}
    for row in rows.select_related("character").order_by("place", "pk"):
        names.setdefault(row.anime_id, []).append(row.character.label)
    return {anime_id: _("、").join(its) for anime_id, its in names.items()}


def _tab(maker: Studio | Person, role: str, works: int, *, is_chosen: bool) -> RoleTab:
    url = f"{maker.get_absolute_url()}?role={role}"
    return RoleTab(role=role, label=_label(role), works=works, url=url, is_chosen=is_chosen)


def _label(role: str) -> str:
    if role in StaffRole.values:
        return str(StaffRole(role).label)
    return {MADE: _("制作"), PAID: _("出品"), VOICE: _("配音")}[role]
