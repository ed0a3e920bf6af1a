"""Which anime comfort and which are not for the tender, by their genres and tags in the catalogue's words."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ml.data.anime import AnimeTable
from ml.data.interactions import Floats, Ints

# Genres and tags, in the catalogue's words.
HARSH_GENRES = frozenset(("Horror", "Gore", "Erotica", "Hentai"))
HARSH_TAGS = frozenset(("猎奇", "血腥", "重口", "重口味", "恐怖", "虐杀", "Gore", "R18", "R-18", "里番"))
GENTLE_GENRES = frozenset(("Slice of Life", "Iyashikei", "Gourmet"))
GENTLE_TAGS = frozenset(("治愈", "治愈系", "日常系", "空气系", "美食", "温馨", "温情"))


def harsh_anime(table: AnimeTable) -> npt.NDArray[np.bool_]:
    """bool[anime]: gore, horror, and what is meant for adults."""
    return _carrying(table, HARSH_GENRES, HARSH_TAGS)


def gentle_anime(table: AnimeTable) -> npt.NDArray[np.bool_]:
    """bool[anime]: what heals, daily life, good food; nothing that is harsh as well."""
    return _carrying(table, GENTLE_GENRES, GENTLE_TAGS) & ~harsh_anime(table)


# Who likes mostly what is gentle, and nothing harsh, is spared by so many nats: harsh anime come after all the others
# that are nearly as likely.
SPARED = 2.5
MOSTLY = 0.5


@dataclass(frozen=True)
class Moods:
    """``gentle`` and ``harsh`` bool[anime]."""

    gentle: npt.NDArray[np.bool_]
    harsh: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, table: AnimeTable) -> "Moods":
        return cls(gentle_anime(table), harsh_anime(table))

    def sparing(self, values: Floats, positions: Ints, liked: Ints) -> Floats:
        """``values`` of ``positions`` for a member who liked the anime at ``liked``."""
        tender = len(liked) and self.gentle[liked].mean() >= MOSTLY and not self.harsh[liked].any()
        return values - np.float32(SPARED) * self.harsh[positions] if tender else values


def _carrying(table: AnimeTable, genres: frozenset[str], tags: frozenset[str]) -> npt.NDArray[np.bool_]:
    rows = zip(table.genres, table.tags, strict=True)
    return np.fromiter(
        (not genres.isdisjoint(its) or not tags.isdisjoint(said) for its, said in rows),
        bool,
        len(table),
    )
