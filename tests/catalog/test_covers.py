from xml.dom.minidom import parseString

import pytest

from catalog.cards import AnimeCard
from catalog.covers import draw_banner, draw_cover


def card(number: int = 5114, title: str = "钢之炼金术师") -> AnimeCard:
    return AnimeCard(
        id=number,
        title=title,
        secondary_title="",
        year=2009,
        type="TV",
        type_label="TV",
        episodes=64,
        score=9.2,
        members=1,
        genres=(),
        cover="",
        url="/",
    )


@pytest.mark.parametrize(
    "title",
    [
        "钢之炼金术师",
        "进击的巨人 最终季",
        "HUNTER×HUNTER",
        "x" * 300,
        "长" * 300,
        "<b>&\"'",
        "\u202e😀",
        "。",
        " ",
        "a " * 99,
    ],
)
def test_every_title_makes_a_drawing(title):
    drawn = draw_cover(card(title=title))
    parseString(drawn)
    assert "style" not in drawn
    assert "<b>" not in drawn


def test_the_same_on_every_visit_and_different_among_neighbours():
    assert draw_cover(card()) == draw_cover(card())
    assert len({draw_cover(card(number, "同名")) for number in range(1, 60)}) > 40
    parseString(draw_banner(card()))


def test_a_season_keeps_to_its_own_column():
    drawn = draw_cover(card(title="进击的巨人 最终季"))
    assert 'x="174 174 174 174 174 141 141 141"' in drawn
