"""What a title says of a series: the name that its entries share, what follows the name, and the season's number."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
_WORDS = {name: n for n, name in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh"), 1)}
_WORDS |= {"one": 1, "two": 2, "three": 3, "four": 4, "dai ni": 2, "ni": 2}
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh"
_CARDINAL = r"\d{1,2}|viii|vii|vi|iv|iii|ii|ix|xii|xi|x|v|one|two|three|four"
_LATIN_NUMBER = (
    re.compile(rf"\b({_ORDINAL})[ -](?:season|series|stage|act|term|arc)\b"),
    re.compile(rf"\b(?:season|series|stage|dai) ?({_CARDINAL})(?:[ -]?ki)?\b"),
    re.compile(r"\bs([2-9])\b"),
    re.compile(r"\b([2-9]|1\d)-?ki\b"),
)
_LATIN_TRAILING = re.compile(r"(?<=\S) (ii|iii|iv|v|vi|vii|viii|ix|xi|xii|[2-9]|1\d)$")
_LATIN_PART = re.compile(r"\b(?:part|cour|dai|arc) ?(\d{1,2}|iii|ii|iv|i)\b")
_LATIN_FORM = re.compile(
    r"\b(?:(?:the )?(?:final|last) (?:season|series)|ova|oad|ona|tokubetsu[ -]hen|bangai[ -]hen|specials?|tv|recaps?|"
    r"soushuu[ -]?hen|soushuuhen|movies?|gekijou?ban|gekijou?[ -]ban|eiga|the movie|the animation|picture dramas?|"
    r"pilot|pv|music video|trailer|extras?|episode \d+|ep \d+|omake|nc(?:op|ed)|digest|zenpen|kouhen|chuuhen|"
    r"zen-pen|kou-hen|chapter \d+|cour|mini anime|unaired)\b|\((?:tv|movie|ova|ona|\d{4})\)"
)
_LATIN_SEPARATOR = re.compile(r":\s|\s[-–—]\s?|\s?[-–—]\s|[~～(\[「]|\s/\s|;")
_LEADING = (
    "zoku",
    "shin",
    "new",
    "chou",
    "mini",
    "petit",
    "puchi",
    "chibi",
    "tv",
    "zan",
    "goku",
    "super",
    "hello",
    "saishuushou",
)

_CJK_LEADING = re.compile(
    r"^(?:剧场版总集[篇编]|剧场版|劇場版|电影版?|映画|動画|动画|tv动画|tvアニメ|アニメ|ova|oad|新剧场版)[\s:]*"
)
_CJK_NUMBER = (
    re.compile(r"第\s?([一二三四五六七八九十]{1,3}|\d{1,2})\s?(?:季|期|シーズン|シリーズ|クール|部(?!分))"),
    re.compile(r"(?<![\d])(\d{1,2})\s?(?:期|シーズン|季)"),
    re.compile(rf"\b({_ORDINAL})[ -](?:season|series|stage)"),
    re.compile(rf"season ?({_CARDINAL})\b"),
    re.compile(r"シーズン\s?(\d{1,2})"),
    re.compile(r"\bs([2-9])\b"),
)
_CJK_TRAILING = re.compile(r"(?<=\S)\s*(ii|iii|iv|v|vi|vii|viii|[2-9]|1\d)$")
_CJK_FORM = re.compile(
    r"最终[季章]|最終[章季]|(?:the )?final season|the animation|part\.? ?\d+|cour ?\d+|[前后後上下][半篇編编]"
    r"(?:部分|クール)?|完[结結][篇编編]|ova|oad|ona|\btv(?:版|动画)?|特别[篇编]|特別[編篇]|特典|番外[篇编編]|[总總総]集[篇编編]|"
    r"剧场版|劇場版|新作|\bsp\b"
)
_CJK_SEPARATOR = re.compile(r"[\s:~(\[「『【《<\-–—―|/・!?★☆♪†]")
# Names under which a publisher sells series that don't go on with each other: what follows them names the series.
_BRANDS = (
    r"(?:mobile suit|mobile fighter g|new mobile report|after war|kidou senshi|shin kidou senki|"
    r"kidou shinseiki) gundam",
    r"新?机动(?:战士|战记|新世纪)高达|機動戦士ガンダム|新機動戦記ガンダム|機動新世紀ガンダム",
    r"(?:the )?idolm@ster|偶像大师|アイドルマスター",
    r"(?:love ?live|ラブライブ)!?(?: ?(?:the )?school idol (?:project|movie)| 学园偶像 电影)?",
    r"(?:choujikuu yousai )?macross|超时空要塞|超時空要塞マクロス|マクロス",
    r"yu☆gi☆oh!?(?: duel monsters)?|游戏王(?:[-－]?怪兽之决斗)?|遊☆戯☆王(?:デュエルモンスターズ)?",
    r"persona(?=\s?\d|:| - |$)|女神异闻录|ペルソナ(?=\s?\d)",
)
_BRANDED = re.compile(rf"(?:{'|'.join(_BRANDS)})(?![a-z])[\s:!・]*")
BRAND = "§"
_OWN = re.compile(r"(?:the )?(?:movie|剧场版|劇場版|第|season|final|2nd|3rd|special|ova|总集|総集)")
_CJK = re.compile(r"[\u3400-\u9fff]")
_KEPT = 50_000  # titles of a whole catalogue are asked for several times
_KANA = re.compile(r"[ぁ-ヿ]")


@dataclass(frozen=True)
class TitleKey:
    """``full``: compact, without words for seasons and forms. ``cuts``: at which lengths of it a word or name ends.

    ``head``: what stands before a subtitle, compact as well. ``number``: the season's, None where none is said.
    """

    full: str
    head: str
    cuts: frozenset[int]
    number: int | None
    is_marked: bool

    @property
    def size(self) -> float:
        return size_of(self.full)


EMPTY = TitleKey("", "", frozenset(), None, False)


@lru_cache(maxsize=4 * _KEPT)
def size_of(text: str) -> float:
    """How much a name tells: a Chinese character about as much as three letters or two kana."""
    chinese, kana = len(_CJK.findall(text)), len(_KANA.findall(text))
    chinese += text.startswith(BRAND)
    return chinese + kana * 0.55 + (len(text) - chinese - kana) * 0.34


@lru_cache(maxsize=_KEPT)
def parse_latin(title: str) -> TitleKey:
    """ "Shingeki no Kyojin Season 2" and "Shingeki no Kyojin OVA" both give "shingekinokyojin"."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", title).casefold() if not unicodedata.combining(c))
    folded = folded.replace("␣", " ").replace("×", " x ").replace("'", "").replace("’", "")
    folded, brand = _without_brand(folded)
    head = _LATIN_SEPARATOR.split(folded, maxsplit=1)[0] if folded else ""
    words, number, marked = _latin_words(folded, names_by_number=bool(brand))
    if not words and not brand:
        words = re.findall(r"\w+", folded)
    head_words = _latin_words(head, names_by_number=bool(brand))[0]
    return _compact(words, "".join(head_words), number, marked, brand)


def _without_brand(text: str) -> tuple[str, str]:
    if found := _BRANDED.match(text):
        rest = text[found.end() :]
        # "剧场版" right after the brand is a film of the series that has the brand's name.
        name = found.group() if not rest or _OWN.match(rest) else ""
        return rest, BRAND + "".join(re.findall(r"\w+", name))
    return text, ""


def _latin_words(text: str, *, names_by_number: bool = False) -> tuple[list[str], int | None, bool]:
    number = None
    stripped = text
    for pattern in _LATIN_NUMBER:
        if found := pattern.search(stripped):
            number = _number(found.group(1))
            stripped = pattern.sub(" ", stripped, count=1)
            break
    stripped = _LATIN_PART.sub(" ", _LATIN_FORM.sub(" ", stripped))
    words = re.findall(r"[^\W_]+|√", stripped)
    line = " ".join(words)
    if number is None and not names_by_number and (found := _LATIN_TRAILING.search(line)):
        number = _number(found.group(1))
        words = line[: found.start()].split()
    return words, number, stripped != text or number is not None


@lru_cache(maxsize=_KEPT)
def parse_cjk(title: str) -> TitleKey:
    """ "进击的巨人 第二季" and "剧场版 进击的巨人" both give "进击的巨人"; Japanese titles likewise."""
    text = unicodedata.normalize("NFKC", title).casefold().replace("～", "~").replace("〜", "~").strip()
    before = text
    text, brand = _without_brand(_CJK_LEADING.sub("", text).replace("ちゃん", "").replace("酱", ""))
    number = None
    for pattern in _CJK_NUMBER:
        if found := pattern.search(text):
            number = _number(found.group(1))
            text = f"{text[: found.start()]} {text[found.end() :]}"
            break
    text = _CJK_FORM.sub(" ", text).strip()
    if number is None and not brand and (found := _CJK_TRAILING.search(text)):
        number = _number(found.group(1))
        text = text[: found.start()]
    words = re.findall(r"[^\W_]+|√", text)
    head = ""
    for word in _CJK_SEPARATOR.split(text):
        head += "".join(re.findall(r"[^\W_]+", word))
        if size_of(head) >= 1.6:
            break
    return _compact(words, head, number, text != before, brand)


def _compact(words: list[str], head: str, number: int | None, marked: bool, brand: str = "") -> TitleKey:
    if brand == BRAND and words:
        words, head = [brand + words[0], *words[1:]], brand + (head or words[0])
    elif brand:
        words, head = [brand, *words], brand
    cuts, length = set(), 0
    for word in words:
        length += len(word)
        cuts.add(length)
    full = "".join(words)
    # A name in one script that the other follows has ended as well.
    if not full.isascii():
        cuts |= {i for i in range(1, len(full)) if full[i - 1].isascii() != full[i].isascii()}
    return TitleKey(full, head or full, frozenset(cuts), number, marked)


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if text[0].isdigit():
        return int(re.match(r"\d+", text).group())  # type: ignore[union-attr]
    if text in _ROMAN:
        return _ROMAN[text]
    if text in _WORDS:
        return _WORDS[text]
    tens, ten, ones = text.rpartition("十")
    if ten:
        return _CHINESE.get(tens, 1) * 10 + _CHINESE.get(ones, 0)
    return _CHINESE.get(text[-1])


def without_leading(key: TitleKey, words: tuple[str, ...] = _LEADING) -> str:
    """The name after a word like 新 or Shin, "" where there is none."""
    for word in words if key.full.startswith(words) else ():
        if key.full.startswith(word) and len(word) in key.cuts:
            return key.full[len(word) :]
    if key.full[:1] in "新真续續続俗超忏狱终" and len(key.full) > 3:
        return key.full[1:]
    return ""
