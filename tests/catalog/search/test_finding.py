"""An anime is found however people write it, and the clearest match comes first; in each engine."""

import pytest

from catalog.models import Anime
from catalog.search.suggestions import suggest
from tests.catalog.factories import make_anime
from tests.catalog.search.anime import HIDDEN
from tests.catalog.search.conftest import ask, found

pytestmark = pytest.mark.django_db

FIRST = {
    "simplified": {"进击的巨人": 16498, "命运石之门": 9253, "从零开始的异世界生活": 31240, "狼与香辛料": 2966},
    "traditional": {"進擊的巨人": 16498, "命運石之門": 9253, "幽遊白書": 392, "鋼之鍊金術師": 5114, "亂馬": 210},
    "pinyin": {
        "jinjidejuren": 16498,
        "jin ji de ju ren": 16498,
        "mingyunshizhimen": 9253,
        "chongqixiaoliangtian": 34102,
    },
    "initials": {"jjdjr": 16498, "myszm": 9253, "clksdysjsh": 31240, "lyxxl": 2966, "hyrz": 20},
    "japanese": {"進撃の巨人": 16498, "けいおん": 5680, "狼と香辛料": 2966, "君の名は": 32281, "鋼の錬金術師": 121},
    "kana": {"しんげきのきょじん": 16498, "ケイオン": 5680, "なると": 20, "ﾅﾙﾄ": 20, "ばっかーの": 2251},
    "romaji": {
        **{"shingeki no kyojin": 16498, "singeki no kyozin": 16498, "ookami to koushinryou": 2966},
        **{
            "okami to koshinryo": 2966,
            "yu yu hakusho": 392,
            "chunibyo demo koi ga shitai": 14741,
            "kimi no na ha": 32281,
        },
    },
    "english": {"attack on titan": 16498, "Your Name": 32281, "spice and wolf": 2966, "FULLMETAL ALCHEMIST": 121},
    "aliases": {"狼辛": 2966, "spice & wolf": 2966},
    "typos": {
        **{"shingeki no kyojn": 16498, "attakc on titan": 16498, "texnolyze": 26, "narutp": 20, "baccanno": 2251},
        **{
            "命运之门": 9253,
            "命运石知门": 9253,
            "狼与辛香料": 2966,
            "mingyunshizimen": 9253,
            "assasination clasroom": 24833,
        },
    },
    "two characters": {"巨人": 16498, "银魂": 918, "乱马": 210, "火影": 20, "kon": 5680},
    "one character": {"K": 14467, "ｋ": 14467, "魂": 918},
    "seasons": {
        **{
            "进击的巨人 第二季": 25777,
            "进击的巨人2": 25777,
            "attack on titan season 2": 25777,
            "進擊的巨人第三季": 35760,
        },
        **{"jinjidejuren di er ji": 25777, "進撃の巨人 2期": 25777, "进击的巨人最终季": 40028, "k-on season 2": 7791},
        **{"ookami to koushinryou 2nd season": 5341, "轻音少女 II": 7791, "shingeki no kyojin final season": 40028},
    },
    "marks left out": {
        **{"steins gate": 9253, "steinsgate": 9253, "re zero": 31240, "lucky star": 1887, "らきすた": 1887},
        **{
            "ranma 1/2": 210,
            "hunter hunter": 11061,
            "HUNTERXHUNTER": 11061,
            "love chunibyo and other delusions": 14741,
        },
    },
    "marks": {
        **{"Gintama°": 28977, "銀魂°": 28977, "Gintama'": 9969, "gintama": 918, "K-On!!": 7791, "K-On!": 5680},
        **{"Ranma ½": 210, "100%": 6880, "Lucky☆Star": 1887, "HUNTER×HUNTER": 11061, "Spice & Wolf": 2966},
    },
    "words in another order": {
        "titan on attack": 16498,
        "wolf and spice": 2966,
        "koi chuunibyou": 14741,
        "巨人 进击": 16498,
    },
    "still being typed": {
        "进击": 16498,
        "attack on t": 16498,
        "shinge": 16498,
        "jinjid": 16498,
        "しんげ": 16498,
        "命": 9253,
    },
    "tags and genres": {"时间旅行": 9253, "悬疑": 2251, "Mystery": 2251, "搞笑": 918},
    "summary": {"地下都市": 26},
}


def test_first(engine, known_anime):
    wrong = {
        (kind, text): (anime_id, ids)
        for kind, texts in FIRST.items()
        for text, anime_id in texts.items()
        if (ids := found(text)[:3])[:1] != [anime_id]
    }
    assert wrong == {}


def test_hidden_anime_are_not_found(engine, known_anime):
    assert found("隐藏") == found("kakushi") == []
    assert all(HIDDEN not in found(text) for text in ("", "进击的巨人", "jinjidejuren", "进击的巨人 隐臧"))


def test_a_mistake_is_named(engine, known_anime):
    result = ask("shingeki no kyojn", type="TV")
    assert result.did_you_mean == "Shingeki no Kyojin"
    assert result.did_you_mean_url == "/search/?q=Shingeki+no+Kyojin&type=TV"
    assert ask("命运石知门").did_you_mean == "命运石之门"
    for text in ("进击的巨人", "巨人", "jjdjr", "qqqqwwww", ""):
        assert ask(text).did_you_mean == "", text


def test_no_mistakes_in_short_texts(engine, known_anime):
    assert found("银鬼") == found("火景") == found("xjq") == []


def test_nothing_found_leads_on(engine, known_anime):
    nothing = ask("qqqqwwww")
    assert nothing.help
    assert (nothing.total, nothing.help.without_filters_url) == (0, "")
    assert [card.id for card in nothing.help.popular][:2] == [16498, 5114]
    filtered = ask("attack on titan", type="Movie", sort="score")
    assert filtered.help
    assert (filtered.total, filtered.help.without_filters_total > 0) == (0, True)
    assert filtered.help.without_filters_url == "/search/?q=attack+on+titan&sort=score"
    assert ask("巨人").help is None


TIERS = ("Hoshizora", "Hoshizora Kissaten", "Yoru no Hoshizora", "Hoshizoru")


@pytest.fixture
def tiers():
    """From the clearest match to the weakest, and each is better known than all before it."""
    for place, title in enumerate(TIERS):
        make_anime(place, title_romaji=title, members=10 ** (place + 1))
    make_anime(4, tags={"hoshizora": 5}, members=10**6)
    make_anime(5, summary="Under a hoshizora two people meet.", members=10**7)


def test_popularity_never_wins_over_a_clear_match(engine, tiers):
    first, *parts, tagged, summed = found("hoshizora")
    assert (first, set(parts), tagged, summed) == (0, {1, 2}, 4, 5)


def test_mistakes_come_after_titles_and_before_tags(engine, tiers):
    """Where fewer than a handful of titles match, those that a mistake explains are shown as well."""
    Anime.objects.filter(pk=0).delete()
    order = found("hoshizora")
    assert set(order[:2]) == {1, 2}
    assert order[2:] == [3, 4, 5]


def test_popularity_parts_equals(engine, db):
    for pk, members in ((1, 100), (2, 9_000_000), (3, 5_000)):
        make_anime(pk, title_romaji="Onaji", title_zh_hans="一样", members=members)
    for text in ("onaji", "一样", "yiyang", "yy", "ona", "onajj"):
        assert found(text) == [2, 3, 1], text


def test_a_main_title_goes_before_an_alias(engine, db):
    make_anime(1, title_romaji="Other", aliases=("Kaze",), members=900_000)
    make_anime(2, title_romaji="Kaze", members=800_000)
    assert found("kaze") == [2, 1]


@pytest.mark.parametrize(
    "name", ["京都アニメーション", "京都动画", "京都動畫", "京阿尼", "jingani", "Kyoto Animation", "kyotoanimation"]
)
def test_a_studio_finds_its_works_the_best_known_first(engine, known_anime, name):
    assert found(name) == [14741, 5680, 7791]
    assert ask(name).did_you_mean == ""


@pytest.mark.parametrize("name", ["新海誠", "新海诚", "xinhaicheng", "Makoto Shinkai", "shinkai makoto"])
def test_a_person_finds_their_works(engine, known_anime, name):
    assert found(name) == [32281]
    assert [one.id for one in suggest(name, language="zh").results] == [32281]


def test_titles_come_before_makers(engine, known_anime):
    make_anime(1, title_romaji="Naruto Fan Diary", studios=("Naruto",), members=9_000_000)
    make_anime(2, title_romaji="Other", studios=("Naruto",), members=9_000_000)
    assert found("naruto")[-1] == 2


MORE = (
    "的 no a 0 2 season 第二季 动作 动作|悬疑 the|final キョ 京阿尼 新海诚 kyoto|animation 巨人|2 - !! ☆ hoshi qqqqwwww"
)
ALIKE = [*(text for texts in FIRST.values() for text in texts), *(text.replace("|", " ") for text in MORE.split())]


@pytest.mark.needs_elasticsearch
def test_both_engines_find_the_same_in_the_same_order(use, known_anime):
    answers = {}
    for name in ("elasticsearch", "embedded"):
        use(name)
        results = {(text, sort): ask(text, sort=sort) for text in ALIKE for sort in ("relevance", "score")}
        answers[name] = {
            key: ([card.id for card in result.page.object_list], result.total, result.did_you_mean)
            for key, result in results.items()
        }
        assert {result.engine for result in results.values()} == {name}
    assert answers["elasticsearch"] == answers["embedded"]


def test_a_title_as_it_is_shown_comes_before_a_better_known_anime_that_has_it_as_an_alias(engine):
    make_anime(70001, title_zh_hans="届かぬ歌", title_romaji="Todokanu Uta", members=40)
    make_anime(
        70002,
        title_zh_hans="远方的歌",
        title_romaji="Tooku no Uta",
        members=2_000_000,
        aliases=("届かぬ歌", "Todokanu Uta"),
    )
    assert found("届かぬ歌")[0] == 70001
    assert found("Todokanu Uta")[0] == 70001
    assert found("todokanu uta")[0] == 70002
