"""The letters' faces: what each family speaks in, of fonts that systems have."""

import re

from catalog.covers.families import Family

_SERIF = "'Source Han Serif {0}','Noto Serif CJK {0}','Songti {0}',STSong,'Hiragino Mincho ProN',SimSun,Georgia,serif"
_SANS = "'Source Han Sans {0}','Noto Sans CJK {0}','PingFang {0}','Hiragino Sans','Microsoft YaHei',Arial,sans-serif"
_SERIFED = {
    Family.ROMANCE,
    Family.HISTORY,
    Family.FANTASY,
    Family.MYSTERY,
    Family.HORROR,
    Family.SUPERNATURAL,
    Family.DRAMA,
    Family.SILK,
    Family.EVERYDAY,
    Family.FOOD,
    Family.ADVENTURE,
    Family.PLAIN,
    Family.DREAM,
}
_KANA = re.compile(r"[\u3041-\u30fa]")


def face_of(family: Family, title: str) -> str:
    """Attributes of a <g>. Kana are Japanese, whose letters differ from the Chinese ones of the same code."""
    is_japanese = bool(_KANA.search(title))
    fonts = (_SERIF if family in _SERIFED else _SANS).format("JP" if is_japanese else "SC")
    weight = 700 if family in _SERIFED else 800
    return f'font-family="{fonts}" font-weight="{weight}" xml:lang="{"ja" if is_japanese else "zh-Hans"}"'
