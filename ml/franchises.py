"""Which anime belong together: a franchise is a title without its season, sequel and subtitle words."""

import re
import unicodedata
from dataclasses import dataclass

import numpy as np

from ml.anime import AnimeTable
from ml.interactions import Ints

_SEASON = re.compile(
    r"\b(\d+(st|nd|rd|th)|first|second|third|fourth|fifth|final|last|next|new|zoku|shin|kai|season|series|part|cour|"
    r"chapter|stage|phase|movies?|film|gekijouban|gekijoban|ova|oad|ona|specials?|tv|recap|soushuuhen|"
    r"picture drama|pilot|extra|episode|prologue|the animation|animation|ii|iii|iv|v|vi|vii|viii|ix|x|r2|s\d|\d+)\b"
)


def franchise_key(title: str) -> str:
    """ "Shingeki no Kyojin Season 2" and "Shingeki no Kyojin: Kuinaki Sentaku" both give "shingeki no kyojin"."""
    folded = unicodedata.normalize("NFKD", title).casefold()
    head = re.split(r":| - |~|\(", folded, maxsplit=1)[0]
    for text in (head, folded):
        words = re.sub(r"[^\w\s]+", " ", text)
        key = " ".join(_SEASON.sub(" ", words).split())
        if len(key) > 1:
            return key
    return folded.strip()


@dataclass(frozen=True)
class Franchises:
    """Per anime: the franchise's number, and the entries before and after it (-1 where there is none), int32 each.

    Entries of a franchise are ordered by year where it is known, then by id, which MyAnimeList gives in time.
    """

    number: Ints
    before: Ints
    after: Ints
    size: Ints

    @classmethod
    def build(cls, table: AnimeTable) -> "Franchises":
        keys = [franchise_key(title) or f"#{anime}" for title, anime in zip(table.titles, table.ids, strict=True)]
        _, number = np.unique(np.asarray(keys, dtype=object).astype(str), return_inverse=True)
        number = number.astype(np.int32)
        order = np.lexsort((table.ids, np.where(table.years > 0, table.years, 9999), number))
        before = np.full(len(table), -1, np.int32)
        after = before.copy()
        same = number[order[1:]] == number[order[:-1]]
        before[order[1:][same]] = order[:-1][same]
        after[order[:-1][same]] = order[1:][same]
        return cls(number, before, after, np.bincount(number)[number].astype(np.int32))
