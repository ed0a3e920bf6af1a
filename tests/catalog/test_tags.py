"""Bangumi's tags: facts into fields, one spelling a tag, and no sentence, title or date among them."""

import pytest

from catalog.importing.tags import read_tags
from catalog.importing.tags.clues import gather_clues, says_something
from catalog.importing.tags.inference import GenreWeights, infer_genres, parse_weights
from catalog.models import AnimeSource, StaffRole


def test_a_series_of_today():
    tags = [
        "2023年10月",
        "2023",
        "TV",
        "日本",
        "漫画改",
        "漫改",
        "奇幻",
        "MADHouse",
        "MADHOUSE",
        "斎藤圭一郎",
        "斋藤圭一郎",
        "治愈系",
        "神作",
    ]
    facts = read_tags([*tags, "葬送的芙莉莲", "种﨑敦美"], titles=["葬送のフリーレン", "葬送的芙莉莲"])
    assert [studio.name for studio in facts.studios] == ["Madhouse"]
    assert [(one.name, one.name_zh, one.role) for one in facts.staff] == [
        ("斎藤圭一郎", "斋藤圭一郎", StaffRole.DIRECTOR)
    ]
    assert (facts.source, facts.country, facts.month) == (AnimeSource.MANGA, "JP", (2023, 10))
    assert facts.rest == ("奇幻", "治愈", "种崎敦美")


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (["WIT STUDIO", "WIT_STUDIO", "WITSTUDIO"], "Wit Studio"),
        (["京都动画", "京阿尼", "京都アニメーション"], "Kyoto Animation"),
        (["东映", "东映动画", "东映アニメーション", "TOEI"], "Toei Animation"),
        (["Production.I.G", "ProductionI.G", "Production_I.G"], "Production I.G"),
    ],
)
def test_a_studio_has_one_name(spellings, name):
    facts = read_tags(spellings)
    assert [studio.name for studio in facts.studios] == [name]
    assert facts.rest == ()


@pytest.mark.parametrize(
    ("tags", "source"),
    [
        (["轻小说改", "轻改", "小说改"], AnimeSource.LIGHT_NOVEL),
        (["GAL改", "游戏改"], AnimeSource.VISUAL_NOVEL),
        (["漫画改", "漫改", "轻小说改", "小说改"], AnimeSource.MANGA),
        (["原创"], AnimeSource.ORIGINAL),
        (["搞笑"], None),
    ],
)
def test_what_it_was_made_from(tags, source):
    assert read_tags(tags).source is source


@pytest.mark.parametrize("tags", [["国产", "国漫"], ["国产", "中国", "日本"]])
def test_chinese_animation(tags):
    assert read_tags(tags).country == "CN"


@pytest.mark.parametrize(
    "junk",
    [
        "我们真的学不来",
        "动画史上绝无仅有的神作",
        "看完之后居然哭了",
        "不看人生不完整，真的",
        "2012七月番",
        "80s",
        "2024春",
        "12话",
        "半年番",
        "第二季",
        "厕纸",
        "TVA",
        "!!!",
        "",
        "x" * 31,
    ],
)
def test_what_is_no_tag(junk):
    assert read_tags([junk, "校园"]).rest == ("校园",)


def test_synonyms_are_one_tag_and_near_ones_two():
    assert read_tags(["SF", "科幻", "萝卜", "机战"]).rest == ("科幻", "机战")
    assert read_tags(["百合", "轻百合", "百合"]).rest == ("百合", "轻百合")
    assert read_tags(["戸松遥", "户松遥"]).rest == ("户松遥",)


def test_a_voice_actor_is_no_staff():
    facts = read_tags(["花泽香菜", "新房昭之"])
    assert [person.name for person in facts.staff] == ["新房昭之"]
    assert facts.rest == ("花泽香菜",)


def test_a_title_is_neither_a_tag_nor_a_persons_name():
    facts = read_tags(["今敏", "柯南", "推理"], titles=["今敏", "名侦探柯南"])
    assert facts.staff == ()
    assert facts.rest == ("推理",)


def test_months_that_disagree_say_nothing():
    assert read_tags(["2020年1月", "2021年4月"]).month is None
    assert read_tags(["2020年13月"]).month is None


def test_no_tags_no_facts():
    facts = read_tags([])
    assert (facts.genres, facts.studios, facts.staff, facts.source, facts.country, facts.rest) == (
        *((), (), (), None, ""),
        (),
    )


def test_genres_follow_from_clues_and_weights_survive_their_file():
    weights = GenreWeights(
        biases={"Sci-Fi": -1.0, "School": -1.0},
        thresholds={"Sci-Fi": 0.0, "School": 0.0},
        clues={"tag:机战": {"Sci-Fi": 2.0}, "tag:校园": {"School": 0.5}},
    )
    clues = gather_clues(read_tags(["萝卜", "校园"]), kind="TV", year=2024)
    assert infer_genres(clues, weights) == ("Sci-Fi",)
    assert parse_weights(weights.dumps()) == weights


def test_a_type_and_a_title_alone_are_no_ground_for_genres():
    assert not says_something(gather_clues(read_tags([]), kind="TV", year=2024, titles=["某动画"]))
    assert says_something(gather_clues(read_tags([]), kind="TV", year=2024, summary="高中生的恋爱故事"))
