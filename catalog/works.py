"""Pages of works: those of a studio, those of a person in each of their roles, and the list of studios.

Whoever has no work that is there to see has no page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.utils.translation import gettext as _

from catalog.cards import AnimeCard
from catalog.credits import NameLink, name_link
from catalog.models import Anime, AnimeCharacter, AnimeStaff, Person, StaffRole, Studio
from catalog.selectors import cards_in_order

PER_PAGE = 48
STUDIOS_PER_PAGE = 120
VOICE = "voice"
ROLES = (*StaffRole.values, VOICE)


@dataclass(frozen=True, kw_only=True)
class StudioEntry:
    studio: NameLink
    works: int


@dataclass(frozen=True, kw_only=True)
class StudioWorks:
    studio: NameLink
    page: Page[AnimeCard]


@dataclass(frozen=True, kw_only=True)
class RoleTab:
    role: str  # of ROLES
    label: str
    works: int
    url: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class PersonWorks:
    person: NameLink
    tabs: tuple[RoleTab, ...]  # what they did most often first
    role: str  # the chosen one
    page: Page[AnimeCard]
    characters: Mapping[int, str]  # whom they speak, by the anime's id; {} in other roles


def studios_with_works() -> QuerySet[Studio]:
    seen = Anime.studios.through._default_manager.filter(studio_id=OuterRef("pk"), anime__is_hidden=False)
    return Studio.objects.filter(Exists(seen))


def people_with_works() -> QuerySet[Person]:
    staff = AnimeStaff.objects.filter(person_id=OuterRef("pk"), anime__is_hidden=False)
    voices = AnimeCharacter.objects.filter(voice_id=OuterRef("pk"), anime__is_hidden=False)
    return Person.objects.filter(Exists(staff) | Exists(voices))


def studio_list(*, text: str, page: str) -> Page[StudioEntry]:
    """Those whose name has ``text`` in it, by how many people watch their works."""
    seen = Q(anime__is_hidden=False)
    found = Studio.objects.annotate(works=Count("anime", filter=seen), watched=Sum("anime__popularity", filter=seen))
    found = found.filter(works__gt=0).order_by("-watched", "name", "pk")
    if text:
        found = found.filter(Q(name__icontains=text) | Q(name_zh__icontains=text))
    shown = Paginator(found, STUDIOS_PER_PAGE).get_page(page)
    entries = [StudioEntry(studio=name_link(studio), works=studio.works) for studio in shown]
    return Page(entries, shown.number, shown.paginator)


def studio_works(studio_id: int, *, page: str, language: str) -> StudioWorks | None:
    """The most popular first; None where there is nothing to see. ``page`` as asked, which may be none that exists."""
    studio = Studio.objects.filter(pk=studio_id).first() if studio_id < 2**31 else None
    shown = _cards(Anime.objects.visible().filter(studios=studio), page, language) if studio else None
    return StudioWorks(studio=name_link(studio), page=shown) if studio and shown else None


def person_works(person_id: int, *, role: str, page: str, language: str) -> PersonWorks | None:
    """``role``: one of ROLES that they had, else what they did most often. None as in ``studio_works``."""
    person = Person.objects.filter(pk=person_id).first() if person_id < 2**31 else None
    counts = _counts_by_role(person) if person else {}
    if person is None or not counts:
        return None
    chosen = role if role in counts else next(iter(counts))
    shown = _cards(_in_role(person, chosen), page, language)
    if shown is None:
        return None
    return PersonWorks(
        person=name_link(person),
        tabs=tuple(_tab(person, one, works, is_chosen=one == chosen) for one, works in counts.items()),
        role=chosen,
        page=shown,
        characters=_characters(person, shown.object_list) if chosen == VOICE else {},
    )


def _counts_by_role(person: Person) -> dict[str, int]:
    staff = AnimeStaff.objects.filter(person=person, anime__is_hidden=False).order_by()
    voices = AnimeCharacter.objects.filter(voice=person, anime__is_hidden=False).order_by()
    rows = (
        staff.values(kind=F("role"))
        .annotate(works=Count("anime_id", distinct=True))
        .union(voices.values(kind=Value(VOICE)).annotate(works=Count("anime_id", distinct=True)), all=True)
    )
    counts = {row["kind"]: row["works"] for row in rows if row["works"]}
    return dict(sorted(counts.items(), key=lambda one: (-one[1], ROLES.index(one[0]))))


def _in_role(person: Person, role: str) -> QuerySet[Anime]:
    if role == VOICE:
        credits = AnimeCharacter.objects.filter(voice=person, anime_id=OuterRef("pk"))
        return Anime.objects.visible().filter(Exists(credits))
    return Anime.objects.visible().filter(staff__person=person, staff__role=role)


def _cards(works: QuerySet[Anime], page: str, language: str) -> Page[AnimeCard] | None:
    ids = works.order_by("-popularity", "pk").values_list("pk", flat=True)
    shown = Paginator(list(ids), PER_PAGE).get_page(page)
    if not shown.paginator.count:
        return None
    return Page(cards_in_order(list(shown.object_list), language=language), shown.number, shown.paginator)


def _characters(person: Person, cards: Sequence[AnimeCard]) -> dict[int, str]:
    rows = AnimeCharacter.objects.filter(voice=person, anime_id__in=[card.id for card in cards])
    names: dict[int, list[str]] = {}
    for row in rows.select_related("character").order_by("place", "pk"):
        names.setdefault(row.anime_id, []).append(row.character.label)
    return {anime_id: _("、").join(its) for anime_id, its in names.items()}


def _tab(person: Person, role: str, works: int, *, is_chosen: bool) -> RoleTab:
    label = _("配音") if role == VOICE else str(StaffRole(role).label)
    url = f"{person.get_absolute_url()}?role={role}"
    return RoleTab(role=role, label=label, works=works, url=url, is_chosen=is_chosen)
