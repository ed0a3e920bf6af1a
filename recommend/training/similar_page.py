"""Well-known anime with their neighbours, as a page that a person can judge by reading."""

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from catalog.models import Anime
from ml.serving.recommender import Recommender
from recommend.models import Snapshot
from recommend.serving.snapshots import opened

NEIGHBOURS = 10
# Two anime of different kinds should share no more of their neighbours.
MOST_SHARED = 3
# Of many kinds, so that a reader knows some of them whatever they watch. MyAnimeList's ids.
WELL_KNOWN = (
    5114, 1535, 16498, 9253, 1575, 11757, 199, 164, 32281, 2167, 4224, 6547, 20, 21, 11061, 1, 30, 19, 457, 5680,
    849, 5081, 9756, 853, 877, 20583, 918, 10165, 30276, 820,
)  # fmt: skip
# Of 2019 to 2025, most of them the first season of a series.
OF_TODAY = (
    # 2019: 鬼灭, 多罗罗, 盾之勇者, 约定的梦幻岛, 五等分, 辉夜, 水果篮子, 阿斯特拉, 石纪元, 海盗战记, GIVEN, 动物狂想曲
    38000, 37520, 35790, 37779, 38101, 37999, 38680, 39198, 38691, 37521, 39533, 39195,
    # 2020: 咒术, 映像研, 租借女友, 恶玉, 安达与岛村, 大欺诈师, 花子君
    40748, 39792, 40839, 41433, 39790, 40052, 39534,
    # 2021: 堀与宫村, 无职, 薇薇, 86, 不灭, 歌剧少女, 蓝色时期, 奇蛋, 奇巧计程车, 东京复仇者, 影宅, 国王排名, 天官赐福
    42897, 39535, 46095, 41457, 41025, 43691, 46352, 43299, 46102, 42249, 43439, 40834, 40730,
    # 2022: 慢旋律, 佐佐木与宫野, 换装娃娃, 间谍, 夏日重现, 莉可丽丝, 异世界舅舅, 水星的魔女, 影之实力者, 孤独摇滚,
    # 蓝色监狱, 电锯人, 边缘行者
    45425, 44055, 48736, 50265, 47194, 50709, 49220, 49828, 48316, 47917, 49596, 44511, 42310,
    # 2023: 欧尼酱, 地狱乐, 天国大魔境, 危险的东西, 跃动青春, 物理魔法使, 我推, 芙莉莲, 药屋, 香格里拉, MyGO
    51678, 46569, 53393, 52578, 50416, 52211, 52034, 52991, 54492, 52347, 54959,
    # 2024: 迷宫饭, 指尖相触, 我独自升级, 怪兽8号, 败犬女主, 胆大党, 狼与香辛料, 艾莉同学, GIRLS BAND CRY, 青之箱, 地。
    52701, 55866, 52299, 52588, 57524, 57334, 51122, 54744, 55102, 57181, 52215,
    # 2025: 金牌得主, 赛马娘 芦毛灰姑娘, 坂本日常, 章鱼哔的原罪
    55318, 59636, 58939, 60489,
)  # fmt: skip
HEAD = """# Similar anime, to be read

Well-known anime, then {today} of 2019 to 2025, and the ten that the site shows beside each as 相似动漫, by the snapshot
`{snapshot}`. Written by

    manage.py evaluate --similar-page docs/similar-anime.md

Of the {pairs} pairs of these anime {close} share more than {most} of their ten neighbours; the last section names them.
How the neighbours are judged, and against what, is in [evaluation.md](evaluation.md).
"""


def write_similar_page(snapshot: Snapshot, path: Path) -> int:
    """The number of anime on the page; those that the catalogue or the snapshot lacks are left out.

    Raises SnapshotUnusable, and OSError where the file can't be written.
    """
    recommender = Recommender.from_snapshot(opened(snapshot.path))
    hidden = frozenset(Anime.objects.filter(is_hidden=True).values_list("pk", flat=True))
    found = {
        anime_id: [item.anime_id for item in recommender.alike.similar(anime_id, n=NEIGHBOURS, exclude=hidden)]
        for anime_id in (*WELL_KNOWN, *OF_TODAY)
    }
    anime = Anime.objects.in_bulk({anime_id for pair in found.items() for anime_id in (pair[0], *pair[1])})
    shown = {anime_id: its for anime_id, its in found.items() if its and anime_id in anime}
    close = pairs_sharing_much(shown)
    head = HEAD.format(
        today=len(shown.keys() & set(OF_TODAY)),
        snapshot=snapshot.name,
        pairs=len(shown) * (len(shown) - 1) // 2,
        close=len(close),
        most=MOST_SHARED,
    )
    parts = [head, *(_section(anime, one, others) for one, others in shown.items())]
    lines = [f"- {shared}: {_titles(anime[one])} / {_titles(anime[other])}" for one, other, shared in close]
    parts.append("## Who share more than three\n\n" + ("\n".join(lines) or "None.") + "\n")
    path.write_text("\n".join(parts), encoding="utf-8")
    return len(shown)


def pairs_sharing_much(found: Mapping[int, list[int]]) -> list[tuple[int, int, int]]:
    """Two anime and how many neighbours they share, where that is more than :data:`MOST_SHARED`; the most first."""
    pairs = ((one, other, len(set(found[one]) & set(found[other]))) for one, other in combinations(found, 2))
    return sorted((pair for pair in pairs if pair[2] > MOST_SHARED), key=lambda pair: -pair[2])


def _section(anime: Mapping[int, Anime], one: int, others: list[int]) -> str:
    lines = [f"{i}. {_described(anime[other])}" for i, other in enumerate(others, start=1) if other in anime]
    return f"## {_described(anime[one])}\n\n" + "\n".join(lines) + "\n"


def _described(anime: Anime) -> str:
    """Chinese and romaji titles, type and year; what is not known is left out."""
    facts = ", ".join(str(fact) for fact in (anime.type, anime.year) if fact)
    return f"{_titles(anime)} ({facts})"


def _titles(anime: Anime) -> str:
    titles = dict.fromkeys(title for title in (anime.title_zh_hans, anime.title_romaji) if title)
    return " · ".join(titles) or str(anime.pk)
