"""Pages of works: those of a studio and of a person, by what they did for them, and the list of studios.

A studio or a person without a visible work has no page. A page number that doesn't exist gives the nearest that does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.utils.translation import gettext as _

from catalog.cards import AnimeCard
from catalog.details.credits import NameLink, name_link
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
    shown: Page[Any] = Paginator(found, STUDIOS_PER_PAGE).get_page(page)
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
    """Returns a person's works as ``studio_works`` returns a studio's."""
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
    works = _ids(credits)
    if not works:
        return None
    asked = role if role in works else next(iter(works))
    tabs = tuple(_tab(maker, name, len(its), is_chosen=name == asked) for name, its in works.items())
    shown: Page[Any] = Paginator(works[asked], PER_PAGE).get_page(page)
    cards = cards_in_order(list(shown.object_list), language=language)
    return Works(
        maker=name_link(maker),
        tabs=tabs,
        chosen=next(tab for tab in tabs if tab.is_chosen),
        page=Page(cards, shown.number, shown.paginator),
        characters=_characters(credits[asked], cards) if asked == VOICE else {},
    )


def _ids(credits: Mapping[str, Rows]) -> dict[str, list[int]]:
    """The anime by role, the most popular first, in one query; the role with the most of them first."""
    columns = ("kind", "popularity", "anime_id")
    parts = [
        rows.order_by().annotate(kind=Value(role), popularity=F("anime__popularity")).values_list(*columns)
        for role, rows in credits.items()
    ]
    found: dict[str, list[int]] = {}
    for role, _popularity, anime_id in sorted(parts[0].union(*parts[1:]), key=lambda row: (-row[1], row[2])):
        found.setdefault(role, []).append(anime_id)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), ROLES.index(one[0]))))


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
