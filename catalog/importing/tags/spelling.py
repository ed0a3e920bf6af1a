"""When two tags are the same, and how one is shown."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from catalog.search.text.analysis import fold

# Forms of a character, mostly of Japanese names, that OpenCC's tables leave as they are.
_VARIANTS = {"戸": "户", "髙": "高", "﨑": "崎", "郞": "郎", "栁": "柳", "邉": "边", "鄉": "乡", "篠": "筱"}
# In GB 2312, the set of simplified characters, and yet the Japanese or traditional form.
_NOT_SIMPLIFIED = frozenset("浜芸後於徵夥")
_VARIANT_TABLE = str.maketrans(_VARIANTS)
_JAPANESE, _SIMPLIFIED = OpenCC("jp2t"), OpenCC("t2s")
_KANA = re.compile("[\u3041-\u30fa]")


@lru_cache(maxsize=50_000)
def tag_key(text: str) -> str:
    """Equal for spellings of one tag: case, width, spaces, marks, kana and variants of a character don't count."""
    folded = fold(text).translate(_VARIANT_TABLE)
    return "".join(char for char in folded if char.isalnum())


@lru_cache(maxsize=50_000)
def show_tag(text: str) -> str:
    """One line in simplified characters; what has kana is Japanese and stays so."""
    line = " ".join(unicodedata.normalize("NFKC", text).replace("_", " ").split())
    return line if _KANA.search(line) else simplify_name(line)


def simplify_name(name: str) -> str:
    """A Japanese or traditional name in simplified characters, as Chinese readers write it: 斎藤圭一郎 → 斋藤圭一郎."""
    return "".join(_simplify(char) for char in name)


@lru_cache(maxsize=10_000)
def _simplify(char: str) -> str:
    if _is_simplified(char):
        return char
    return _SIMPLIFIED.convert(_JAPANESE.convert(char)).translate(_VARIANT_TABLE)


def _is_simplified(char: str) -> bool:
    """jp2t also "restores" characters that are as simplified as can be: 萌 → 萠."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return char not in _NOT_SIMPLIFIED
