"""The drawings themselves."""

import re
from random import Random
from xml.dom.minidom import parseString

import pytest

from catalog.covers import Subject, banner_version, cover_version, draw_banner, draw_cover, guess_genres
from catalog.covers.brush import Brush
from catalog.covers.colour import contrast
from catalog.covers.families import Family, families_of
from catalog.covers.lettering.breaking import Room, compose
from catalog.covers.lettering.setting import Place, set_columns, set_lines
from catalog.covers.lettering.units import clean, units_of
from catalog.covers.palettes import SCHEMES, mix_palette
from catalog.covers.scenes import SCENES
from catalog.covers.treatments import fade_of, print_over
from catalog.genres import CHINESE_NAMES

HOSTILE = [
    "钢之炼金术师",
    "进击的巨人 最终季",
    "HUNTER×HUNTER",
    "x" * 300,
    "长" * 300,
    "字" * 5000,
    "a " * 2500,
    "<b>&\"'</text><script>",
    "]]><!--",
    "\u202e😀👩‍👩‍👧",
    "钢之\x0b炼\x00金\uffff\ud800",
    "。",
    "」」」」」」」」」」",
    " ",
    "",
    "العربية العربية",
]


def subject(number: int = 5114, title: str = "钢之炼金术师", **fields: object) -> Subject:
    return Subject(**{"id": number, "title": title, "genres": ("Action",), "year": 2009, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("title", HOSTILE)
def test_every_title_makes_a_file(title):
    drawn = draw_cover(subject(title=title))
    root = parseString(drawn).documentElement
    assert root is not None
    assert root.namespaceURI == "http://www.w3.org/2000/svg"
    assert "style" not in drawn
    assert "<script" not in drawn
    assert "<b>" not in drawn


def test_the_same_on_every_visit_and_different_among_neighbours():
    assert draw_cover(subject()) == draw_cover(subject())
    assert len({draw_cover(subject(number, "同名")) for number in range(1, 60)}) > 40
    parseString(draw_banner(subject()))


@pytest.mark.parametrize("change", [{"title": "另"}, {"genres": ()}, {"year": None}, {"series": "s"}, {"number": 1}])
def test_another_subject_is_another_version(change):
    assert cover_version(subject(**change)) != cover_version(subject())
    assert (banner_version(subject(**change)) == banner_version(subject())) is ("title" in change)


def test_every_family_is_some_genres_and_no_genre_is_forgotten():
    first = {name: families_of([name])[0] for name in CHINESE_NAMES}
    assert set(first.values()) == set(Family) - {Family.PLAIN}
    assert families_of([]) == (Family.PLAIN,)
    assert families_of(["Kids", "Fantasy", "Comedy"]) == (Family.KIDS,)
    assert families_of(["Hentai", "School"]) == (Family.SILK,)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("转生成为魔剑", "Isekai"),
        ("机动战士高达 水星的魔女", "Mecha"),
        ("Hokkyoku Hyakkaten no Concierge", None),
        ("终末的火车", None),
        ("名侦探柯南", "Detective"),
    ],
)
def test_without_genres_a_title_tells_one(title, genre):
    assert guess_genres([title, ""]) == ((genre,) if genre else ())


def test_what_has_several_genres_may_look_like_each():
    scenes = {
        re.sub(r"#[0-9a-f]{6}", "", draw_banner(subject(n, genres=("Mecha", "Romance"))))[:900] for n in range(40)
    }
    assert len(scenes) > 5


@pytest.mark.parametrize("family", Family)
def test_every_scene_is_a_small_drawing_of_both_shapes(family):
    for scene in SCENES[family]:
        for width, most in ((200, 4800), (780, 11_000)):
            for year in (None, 1960, 1980, 1995, 2005, 2024):
                palette = mix_palette(SCHEMES[family][0], turn=0, fade=fade_of(year))
                b = Brush(width=width, height=300, centre=(width * 0.5, 170), palette=palette, rng=Random(year or 0))
                scene(b)
                print_over(b, year)
                parseString(f"<svg>{b.markup()}</svg>")
                assert len(b.markup()) < most, scene.__name__


@pytest.mark.parametrize("family", Family)
def test_titles_can_be_read_in_every_palette(family):
    assert len(SCHEMES[family]) >= 3
    for scheme in SCHEMES[family]:
        for turn in range(-18, 19, 6):
            for year in (1950, 1980, 2020):
                palette = mix_palette(scheme, turn=turn, fade=fade_of(year))
                assert contrast(palette.ink, palette.sky) >= 4.5
                assert contrast(palette.foot_ink, palette.near) >= 4.5


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_leaves_its_place(title):
    units = units_of(clean(title))
    if not units:
        return
    place = Place(10, 20, 90, 200)
    for set_title in (set_columns, set_lines):
        found = set_title(units, place)
        assert found.w <= place.w + 1
        assert found.h <= place.h + 1


def lines_of(title: str, along: float = 150, across: float = 90) -> list[str]:
    composed = compose(units_of(clean(title)), Room(along, across, 30, 12, 1.2, 4), lambda unit: unit.width)
    return ["".join(unit.text for unit in line) for line in composed.lines]


def test_lines_break_where_it_hurts_least():
    assert lines_of("进击的巨人 最终季") == ["进击的巨人", "最终季"]
    assert lines_of("我们仍未知道那天所看见的花的名字。") == ["我们仍未知道", "那天所看见的", "花的名字。"]
    assert lines_of("Re：从零开始的异世界生活") == ["Re：", "从零开始的", "异世界生活"]
    assert lines_of("关于我转生变成史莱姆这档事 第二季")[-1].endswith("第二季")
    assert lines_of("Fullmetal Alchemist: Brotherhood") == ["Fullmetal", "Alchemist:", "Brotherhood"]
    assert lines_of("字" * 200)[-1].endswith("…")


def test_columns_turn_what_is_latin():
    drawn = set_columns(units_of("东京ESP 12话"), Place(0, 0, 90, 200)).markup
    assert 'writing-mode="vertical-rl"' in drawn
    assert "ＥＳＰ" in drawn  # upright
    assert ">12</text>" in drawn  # side by side


def test_seasons_of_a_series_share_their_colours_but_no_picture():
    seasons = [draw_cover(subject(number, "同名", series="attack")) for number in range(12)]
    grounds = {tuple(re.findall(r'stop-color="(#[0-9a-f]{6})', drawn)[:1]) for drawn in seasons}
    assert len(set(seasons)) == 12
    assert len({round(int(ground[0][1:3], 16) / 64) for ground in grounds if ground}) <= 2
