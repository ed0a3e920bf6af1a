"""Whatever stands on whatever can be read, in both themes."""

import pytest

from tests.design.colours import contrast, light_and_dark

LIGHT, DARK, CHOSEN_DARK = light_and_dark()
GROUNDS = ("ground", "surface", "sunken", "accent-wash")
TEXTS = ("ink", "ink-quiet", "accent", "accent-strong", "score", "good", "bad")
ON_COLOURS = (
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-bad", "bad"),
    ("on-bar-accent", "bar-accent"),
    ("on-bar-accent", "bar-accent-strong"),
    *((text, "lit") for text in ("on-lit", "lit-heart", "lit-score")),
    ("slide-quiet", "bar"),
    ("print-ink", "paper"),
    *((text, ground) for text in ("bar-ink", "bar-quiet", "bar-accent") for ground in ("bar", "bar-field")),
)
# Borders of controls, the ring of the focus, bars of charts.
EDGES = (
    *((edge, ground) for edge in ("line-strong", "accent", "chart") for ground in GROUNDS),
    ("bar-line", "bar"),
    ("bar-line", "bar-field"),
)
themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@themes
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_on_grounds(theme, text, ground):
    assert contrast(theme[text], theme[ground]) >= 4.5


@themes
@pytest.mark.parametrize(("text", "ground"), ON_COLOURS)
def test_text_on_colours(theme, text, ground):
    assert contrast(theme[text], theme[ground]) >= 4.5


@themes
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_and_focus(theme, edge, ground):
    assert contrast(theme[edge], theme[ground]) >= 3


def test_dark_is_the_same_by_preference_and_by_choice():
    assert DARK == CHOSEN_DARK
    assert {token for token in DARK if DARK[token] != LIGHT[token]} >= {"ground", "surface", "ink", "accent"}


def test_measure():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
