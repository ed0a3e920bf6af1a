"""Who made an anime and who speaks in it, as its page and the API say it."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.models import AnimeCharacter, AnimeStaff, CharacterRole, Person, StaffRole, Studio


@dataclass(frozen=True, kw_only=True)
class NameLink:
    """A studio or a person, with the page of their works."""

    id: int
    name: str  # in the language of the interface
    other_name: str  # the original or the Chinese one, whichever ``name`` isn't; "" where they are the same
    url: str


@dataclass(frozen=True, kw_only=True)
class StaffCredit:
    role: str  # StaffRole's value
    role_label: str
    person: NameLink


@dataclass(frozen=True, kw_only=True)
class CastCredit:
    character: str
    other_name: str
    role: str  # CharacterRole's value
    role_label: str
    voice: NameLink | None  # None where nobody is known


def name_link(named: Studio | Person) -> NameLink:
    return NameLink(id=named.pk, name=named.label, other_name=named.other_name, url=named.get_absolute_url())


def staff_credits(rows: Iterable[AnimeStaff]) -> tuple[StaffCredit, ...]:
    return tuple(
        StaffCredit(role=row.role, role_label=str(StaffRole(row.role).label), person=name_link(row.person))
        for row in rows
    )


def cast_credits(rows: Iterable[AnimeCharacter]) -> tuple[CastCredit, ...]:
    return tuple(
        CastCredit(
            character=row.character.label,
            other_name=row.character.other_name,
            role=row.role,
            role_label=str(CharacterRole(row.role).label),
            voice=name_link(row.voice) if row.voice else None,
        )
        for row in rows
    )
