"""A small catalogue that everybody knows, with the titles that make searching it hard."""

from typing import Any

from tests.catalog.factories import make_anime, make_genre

TITLES = ("title_zh_hans", "title_ja", "title_romaji", "title_en")
# id, titles in Chinese, Japanese, romaji and English, year, thousands of members
KNOWN = """
16498 | 进击的巨人 | 進撃の巨人 | Shingeki no Kyojin | Attack on Titan | 2013 | 3200
25777 | 进击的巨人 第二季 | 進撃の巨人 Season2 | Shingeki no Kyojin Season 2 | Attack on Titan 2 | 2017 | 2300
35760 | 进击的巨人 第三季 | 進撃の巨人 Season3 | Shingeki no Kyojin Season 3 | | 2018 | 1900
40028 | 进击的巨人 最终季 | 進撃の巨人 The Final Season | Shingeki no Kyojin: The Final Season | | 2020 | 1800
18397 | | 進撃の巨人 | Shingeki no Kyojin OVA | | 2013 | 470
20 | 火影忍者 | NARUTO -ナルト- | Naruto | Naruto | 2002 | 2400
1735 | 火影忍者 疾风传 | NARUTO -ナルト- 疾風伝 | Naruto: Shippuuden | | 2007 | 2000
918 | 银魂 | 銀魂 | Gintama | Gintama | 2006 | 1000
9969 | 银魂 第二季 | 銀魂' | Gintama' | Gintama Season 2 | 2011 | 500
28977 | 银魂° | 銀魂° | Gintama° | Gintama Season 4 | 2015 | 600
9253 | 命运石之门 | STEINS;GATE | Steins;Gate | | 2011 | 2200
30484 | 命运石之门 0 | シュタインズ・ゲート ゼロ | Steins;Gate 0 | | 2018 | 900
5680 | 轻音少女 | けいおん! | K-On! | K-ON! | 2009 | 800
7791 | 轻音少女 第二季 | けいおん!! | K-On!! | K-ON! Season 2 | 2010 | 500
2966 | 狼与香辛料 | 狼と香辛料 | Ookami to Koushinryou | Spice and Wolf | 2008 | 750
5341 | 狼与香辛料 第二季 | 狼と香辛料II | Ookami to Koushinryou II | Spice and Wolf II | 2009 | 400
31240 | Re：从零开始的异世界生活 | Re:ゼロから始める異世界生活 | Re:Zero kara Hajimeru Isekai Seikatsu | | 2016 | 1900
210 | 乱马½ | らんま½ | Ranma ½ | Ranma 1/2 | 1989 | 200
1887 | 幸运星 | らき☆すた | Lucky☆Star | | 2007 | 500
392 | 幽游白书 | 幽☆遊☆白書 | Yuu☆Yuu☆Hakusho | Yu Yu Hakusho: Ghost Files | 1992 | 600
14741 | 中二病也要谈恋爱！ | | Chuunibyou demo Koi ga Shitai! | Love, Chunibyo & Other Delusions! | 2012 | 990
34102 | 重启咲良田 | サクラダリセット | Sakurada Reset | Sagrada Reset | 2017 | 120
32281 | 你的名字。 | 君の名は。 | Kimi no Na wa. | Your Name. | 2016 | 2300
14467 | K | K | K | K | 2012 | 600
26 | | TEXHNOLYZE | Texhnolyze | TEXHNOLYZE | 2003 | 150
6880 | | デッドマン・ワンダーランド | Deadman Wonderland | | 2011 | 700
32182 | 路人超能100 | モブサイコ100 | Mob Psycho 100 | | 2016 | 1500
11061 | 全职猎人 | HUNTER×HUNTER | Hunter x Hunter (2011) | | 2011 | 2300
24833 | 暗杀教室 | 暗殺教室 | Ansatsu Kyoushitsu (TV) | Assassination Classroom | 2015 | 1600
5114 | 钢之炼金术师 FULLMETAL ALCHEMIST | 鋼の錬金術師 FA | Fullmetal Alchemist: Brotherhood | | 2009 | 2900
121 | 钢之炼金术师 | 鋼の錬金術師 | Fullmetal Alchemist | | 2003 | 1400
2251 | 永生之酒 | バッカーノ! | Baccano! | Baccano! | 2007 | 700
"""
MORE: dict[int, dict[str, Any]] = {
    18397: {"type": "OVA", "episodes": 3},
    918: {"tags": {"搞笑": 40}},
    1887: {"tags": {"搞笑": 20}},
    9253: {"tags": {"时间旅行": 30}},
    2966: {"aliases": ("Spice & Wolf", "狼辛")},
    31240: {"title_zh_hant": "Re：從零開始的異世界生活"},
    32281: {"type": "Movie", "episodes": 1, "directors": ("新海誠",)},
    5680: {"studios": ("京都アニメーション",)},
    7791: {"studios": ("京都アニメーション",)},
    14741: {"studios": ("京都アニメーション",), "directors": ("石原立也",)},
    26: {"summary": "地下都市流九，义肢与巨人之梦。"},
    6880: {"aliases": ("100%",)},
    5114: {"aliases": ("鋼之鍊金術師",)},
    2251: {"genres": ("Mystery",)},
}
HIDDEN = 99_999


def make_known_anime() -> None:
    make_genre("Mystery", "悬疑")
    make_genre("Action", "动作")
    for line in KNOWN.strip().splitlines():
        anime_id, *titles, year, thousands = (part.strip() for part in line.split("|"))
        fields: dict[str, Any] = dict(zip(TITLES, titles, strict=True))
        fields |= {"year": int(year), "members": int(thousands) * 1000, "genres": ("Action",)}
        make_anime(int(anime_id), **(fields | MORE.get(int(anime_id), {})))
    make_anime(HIDDEN, title_zh_hans="进击的巨人 隐藏", title_romaji="Kakushi", is_hidden=True)
