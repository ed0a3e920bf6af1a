"""User names as people choose them: given names, nicknames, a year or a few digits."""

from collections.abc import Iterator

import numpy as np


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = _words(
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han "
    "tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du "
    "dai xia zhong wan tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou "
    "shao meng"
)
GIVEN = _words(
    "xiaoyu zihan yichen haoran siyu mengqi ruoxi zimo yutong jiaqi xinyi zhiyuan tianyu wenbo yifan shihan "
    "muchen anqi keke lele nannan yueyue qingqing feifei mingyu jingyi yuxuan zixuan chenxi xuanxuan peipei "
    "dandan taotao linlin kaikai yangyang weiwei ningning jiajia duoduo miaomiao beibei tongtong rourou manman "
    "xiaotian yihan"
)
NICKNAMES = _words(
    "moonlit_cat northwind lemon_soda paper_plane blue_bicycle quiet_river sleepy_fox rainy_day matcha_latte "
    "star_keeper second_row_window plum_blossom summer_cicada old_library night_train red_umbrella tiny_robot "
    "cloud_shepherd last_episode corner_cafe lost_melody white_whale green_lantern pocket_universe long_summer"
)
SIGNATURES = (
    "",
    "",
    "",
    "周末补番中。",
    "慢慢看,不着急。",
    "原作党。",
    "今天也想看动画。",
    "好作品值得看两遍。",
    "片头曲从不跳过。",
    "Slow but steady.",
)


def user_names(rng: np.random.Generator) -> Iterator[str]:
    """Without end and without repetition."""
    given: set[str] = set()
    while True:
        name = _user_name(rng)
        if name not in given:
            given.add(name)
            yield name


def _user_name(rng: np.random.Generator) -> str:
    kind = rng.random()
    if kind < 0.25:
        stem = str(rng.choice(NICKNAMES))
    elif kind < 0.6:
        stem = f"{rng.choice(SURNAMES)}_{rng.choice(GIVEN)}"
    else:
        stem = f"{rng.choice(GIVEN)}{rng.choice(SURNAMES)}"
    return stem if rng.random() < 0.4 else f"{stem}{rng.integers(1, 2010)}"
