"""Chinese titles as they are typed on a keyboard: whole pinyin and initials, with the readings that people mix up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.seg.mmseg import seg

from catalog.search.text.analysis import fold, has_han, has_kana, words

# A title of many such characters would have thousands of readings.
MOST_READINGS = 8
# Characters with two readings, both of which people type for the same title.
POLYPHONES = frozenset(
    "乐行重长传都得地还会觉了率没难宁强曲少省盛石数似宿调为系相校血仇曾朝称冲处单弹当倒的斗恶发分更冠好和荷喝核横"
    "间监角教解禁劲尽卡看空量绿露落蒙模磨南宁女奇切任散色杀什识首属刷藏择扎炸涨着正只中种转钻作辟薄便藏差参单"
)
_SIMPLIFIED = OpenCC("t2s")


@dataclass(frozen=True)
class Reading:
    """One way to read a title: its syllables, and what stands between them (Latin words, digits), in order."""

    units: tuple[str, ...]
    initials: str

    @property
    def whole(self) -> str:
        return "".join(self.units)

    def starts(self) -> tuple[str, ...]:
        """The rest of the reading from each syllable but the first."""
        return tuple("".join(self.units[at:]) for at in range(1, len(self.units)))


@lru_cache(maxsize=20_000)
def readings(text: str) -> tuple[Reading, ...]:
    """The usual reading first; none for a text without Chinese characters, or with kana."""
    folded = fold(text)
    if not has_han(folded) or has_kana(folded):
        return ()
    units: list[Sequence[str]] = []
    marks: list[str] = []
    for word in words(_SIMPLIFIED.convert(text)):
        if not has_han(word):
            units.append((word,))
            marks.append(word)
            continue
        usual = [syllable for phrase in seg.cut(word) for syllable in _syllables(phrase)]
        if len(usual) != len(word):
            return ()
        for character, syllable in zip(word, usual, strict=True):
            units.append(tuple(dict.fromkeys((syllable, *_others(character)))))
            marks.append("")
    found: dict[str, Reading] = {}
    for chosen in product(*_limited(units)):
        reading = Reading(chosen, "".join(mark or unit[0] for unit, mark in zip(chosen, marks, strict=True)))
        found.setdefault(reading.whole, reading)
    return tuple(found.values())


@lru_cache(maxsize=20_000)
def _syllables(phrase: str) -> list[str]:
    """Of what the dictionary of phrases keeps together; titles have most of their phrases in common."""
    return lazy_pinyin(phrase, style=Style.NORMAL, v_to_u=False, errors="ignore")


@lru_cache(maxsize=1_000)
def _others(character: str) -> tuple[str, ...]:
    if character not in POLYPHONES:
        return ()
    return tuple(syllable for syllable in pinyin(character, style=Style.NORMAL, heteronym=True)[0][:3])


def _limited(units: list[Sequence[str]]) -> list[Sequence[str]]:
    """The first choices are kept; later ones give way to the usual reading when there would be too many in all."""
    limited, total = [], 1
    for choices in units:
        kept = choices if total * len(choices) <= MOST_READINGS else choices[:1]
        total *= len(kept)
        limited.append(kept)
    return limited
