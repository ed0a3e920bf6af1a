"""The sound of Japanese in Latin letters, so that Tōkyō, Toukyou, Tokyo and とうきょう are one.

Hepburn, Kunrei and what people type become one spelling: a key to compare, not to show.
"""

import re
from functools import lru_cache

import jaconv

_RULES = (
    ("tch", "ch"),
    ("cch", "ch"),
    ("dzu", "zu"),
    ("sh", "sy"),
    ("ch", "ty"),
    ("ts", "t"),
    ("c", "k"),
    ("jy", "j"),
    ("j", "zy"),
    ("syi", "si"),
    ("tyi", "ti"),
    ("zyi", "zi"),
    ("du", "zu"),
    ("di", "zi"),
    ("fu", "hu"),
    ("l", "r"),
    ("v", "b"),
    # The particles は, へ and を are written as they are spelt or as they sound.
    ("ha", "wa"),
    ("he", "e"),
    ("wo", "o"),
)
_NASAL = re.compile("m(?=[bpm])")
_LONG = re.compile("oh(?![aiueoy])")
_DOUBLE = re.compile(r"([a-z])\1+")
_READABLE = re.compile("[a-z0-9]+")


@lru_cache(maxsize=50_000)
def sound(text: str) -> str:
    """The key of a compact text of kana, Latin letters and digits; "" where it holds anything else."""
    if not text.isascii():
        text = jaconv.kana2alphabet(text.replace("ー", "")).replace("ー", "")
    if not _READABLE.fullmatch(text):
        return ""
    for old, new in _RULES:
        text = text.replace(old, new)
    text = _LONG.sub("o", _NASAL.sub("n", text)).replace("ou", "o")
    return _DOUBLE.sub(r"\1", text)
