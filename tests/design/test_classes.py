"""No rule is for a class that nothing has, and no template names a class for which there is no rule."""

import pytest

from tests.design.sheets import SHEETS, TEMPLATES, classes_of, classes_of_markup, styled_classes

# What is put together where it is used, and what the asterisk may stand for where a sheet speaks of it.
COMPOSED = {
    "blend-*": ("unlike",),
    "facet-*": ("year",),
    "filter-*": ("genre", "year"),
    "is-*": ("include", "exclude"),
    "rank-*": ("up", "down", "new"),
    "rank-number-*": ("1", "2", "3"),
    "search-box-*": ("top", "page"),
    "toast-*": ("success", "error"),
}
# Django's own forms have the one, a script hands on the other before it sets it.
NAMED_ELSEWHERE = {"errorlist", "pick-new"}
# What scripts and tests look for without its looking different.
HOOKS = {"blended", "card-more", "progress-of", "similar-block"}
ADMIN = "admin"


@pytest.fixture(scope="module")
def marked_up() -> set[str]:
    return classes_of_markup()


@pytest.fixture(scope="module")
def composed() -> set[str]:
    return {stem.replace("*", part) for stem, parts in COMPOSED.items() for part in parts}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_class_of_a_sheet_is_in_the_markup(sheet, marked_up, composed):
    assert styled_classes(sheet) - marked_up - composed - NAMED_ELSEWHERE == set()


def test_composed_classes_are_declared_and_needed(marked_up, composed):
    styled = set().union(*map(styled_classes, SHEETS))
    assert {name for name in marked_up if "*" in name} == COMPOSED.keys()
    assert composed | NAMED_ELSEWHERE <= styled
    assert not HOOKS & styled


def test_every_class_of_a_template_has_a_rule():
    styled = set().union(*map(styled_classes, SHEETS))
    pages = (file for file in TEMPLATES if file.suffix == ".html" and ADMIN not in file.parts)
    named = {name for file in pages for name in classes_of(file) if "*" not in name}
    assert named - styled - HOOKS == set()


def test_a_dead_class_is_seen(tmp_path, marked_up):
    sheet = tmp_path / "dead.css"
    sheet.write_text("@media (max-width: 640px) {\n  .card:hover .carde {\n    margin: 0.5em;\n  }\n}\n")
    assert styled_classes(sheet) - marked_up == {"carde"}
    page = tmp_path / "page.html"
    page.write_text('<p class="a{% if x == "y" %} b{% endif %} c-{{ d|default:"e" }}" data-class="f">class g</p>')
    assert classes_of(page) == {"a", "b", "c-*"}
