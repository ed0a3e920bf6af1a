"""What an answer of the blend shares with the given anime, in words: genres, and tags on pages in Chinese."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.cards import AnimeCard
from catalog.models import AnimeTag

MOST_WORDS = 4
MOST_SHARED = 2
TITLE_LENGTH = 60
# Tags that say how an anime was made, found or rated, not what it is like.
_SAY_NOTHING = frozenset((
    "漫改", "漫画改", "漫画改编", "小说改", "轻小说改", "轻小说", "轻改", "游戏改", "GAL改", "原创", "续作",
    "神作", "名作", "经典", "补番", "补旧番", "童年", "总集篇", "半年番", "年番", "短片", "映画",
    "泡面", "泡面番", "TV", "OVA", "OAD", "ONA", "TVB", "JUMP", "日本", "日本动画", "动画",
    "动漫", "剧场版", "吐槽", "基", "肉", "肉番", "卖肉", "厕纸", "萝莉", "完结", "连载",
    "长篇",
))  # fmt: skip
Tags = Mapping[int, frozenset[str]]


def titles_in_words(cards: Sequence[AnimeCard]) -> str:
    """《A》、《B》和《C》."""
    quoted = [_("《%(title)s》") % {"title": card.title[:TITLE_LENGTH]} for card in cards]
    return _("和").join(part for part in (_("、").join(quoted[:-1]), quoted[-1]) if part)


def blend_in_words(liked: Sequence[AnimeCard], unliked: Sequence[AnimeCard]) -> str:
    """像《A》和《B》，不像《C》."""
    if not unliked:
        return _("像%(liked)s") % {"liked": titles_in_words(liked)}
    return _("像%(liked)s，不像%(unliked)s") % {"liked": titles_in_words(liked), "unliked": titles_in_words(unliked)}


@dataclass(frozen=True, kw_only=True)
class Reason:
    """``words`` are what the answer shares with all of ``cards``, or what it hasn't of theirs."""

    cards: tuple[AnimeCard, ...]
    words: tuple[str, ...]
    is_shared: bool

    @property
    def listed(self) -> str:
        return _("、").join(self.words)

    @property
    def text(self) -> str:
        titles = titles_in_words(self.cards)
        form = _("和%(titles)s一样：%(words)s") if self.is_shared else _("没有%(titles)s的%(words)s")
        return form % {"titles": titles, "words": self.listed}


def tags_by_anime(anime_ids: Sequence[int]) -> Tags:
    """One query; nothing on pages in another language than the tags'."""
    if not (get_language() or "").startswith("zh"):
        return {}
    found: dict[int, set[str]] = {}
    rows = AnimeTag.objects.filter(anime__in=anime_ids).order_by().values_list("anime_id", "tag__name")
    for anime_id, name in rows:
        if name not in _SAY_NOTHING:
            found.setdefault(anime_id, set()).add(name)
    return {anime_id: frozenset(names) for anime_id, names in found.items()}


def reasons_of(
    card: AnimeCard, *, liked: Sequence[AnimeCard], unliked: Sequence[AnimeCard], tags: Tags
) -> tuple[Reason, ...]:
    """First what it shares with most of the liked, last what it spares one of the unliked."""
    own = _words(card, tags)
    told: set[str] = set()
    shared: list[Reason] = []
    for size in range(len(liked), 0, -1):
        for group in combinations(liked, size):
            words = [word for word in own if word not in told and all(word in _words(one, tags) for one in group)]
            if words:
                told.update(words)
                shared.append(Reason(cards=group, words=tuple(words[:MOST_WORDS]), is_shared=True))
    known = told.union(own, *(_words(one, tags) for one in liked))
    spared = [
        Reason(cards=(one,), words=tuple(words[:MOST_WORDS]), is_shared=False)
        for one in unliked
        if (words := [genre for genre in one.genres if genre not in known])
    ]
    return (*shared[:MOST_SHARED], *spared[:1])


def _words(card: AnimeCard, tags: Tags) -> list[str]:
    """Genres first; a tag that is also a genre counts once."""
    return list(dict.fromkeys([*card.genres, *sorted(tags.get(card.id, ()))]))
