"""The language of a title, as far as its letters tell it."""

import pytest
from django.utils import translation

from catalog.templatetags.languages import lang


@pytest.mark.parametrize(
    ("page", "title", "attribute"),
    [
        ("zh-hans", "進撃の巨人", ' lang="ja"'),
        ("zh-hans", "カウボーイビバップ", ' lang="ja"'),
        ("zh-hans", "나의 히어로", ' lang="ko"'),
        ("zh-hans", "进击的巨人", ""),
        ("zh-hans", "銀魂", ""),
        ("zh-hans", "Cowboy Bebop", ""),
        ("zh-hans", "", ""),
        ("en", "进击的巨人", ' lang="zh"'),
        ("en", "進撃の巨人", ' lang="ja"'),
        ("en", "Cowboy Bebop", ""),
    ],
)
def test_language_of_a_title(page, title, attribute):
    with translation.override(page):
        assert lang(title) == attribute
