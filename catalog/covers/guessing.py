"""A genre for what the sources say none of, as most new anime: by words of its titles. Only for its cover."""

import re
from collections.abc import Iterable

# The more telling first.
_WORDS = (
    ("Mecha", "高达|机动战|机甲|机战|装甲|gundam|macross|mecha"),
    ("Gourmet", "料理|美食|餐厅|居酒屋|厨|便当|甜品|点心|gourmet|cook|food|meshi"),
    (
        "Sports",
        "足球|棒球|篮球|排球|网球|高尔夫|赛马|赛车|拳击|滑冰|泳|soccer|football|baseball|basket|tennis|derby|golf",
    ),
    ("Music", "偶像|音乐|乐队|演唱|歌|旋律|idol|music|melody|song|live!|band"),
    ("Detective", "侦探|推理|搜查|怪盗|警|detective|mystery|tantei|case files"),
    ("Historical", "武士|忍者|战国|三国|幕末|剑客|浪客|大江户|samurai|ninja|sengoku"),
    ("Space", "宇宙|银河|星际|space|galax|planet"),
    ("Kids", "面包超人|巧虎|宝可梦|精灵宝可梦|蜡笔小新|哆啦|宝贝|森林家族|pokemon|doraemon|anpanman"),
    (
        "Isekai",
        "异世界|转生|勇者|魔王|圣女|公爵|贵族|反派|公会|冒险者|龙|isekai|reincarnat|villainess|dragon|hero|saint",
    ),
    ("Magic", "魔法|魔女|魔导|炼金|magic|witch|wizard|mahou|majo"),
    ("Horror", "鬼|吸血|妖|怪谈|地狱|丧尸|horror|ghost|vampire|zombie|yokai|youkai"),
    ("Game", "游戏|卡片|麻将|对战|game|online|card"),
    ("Military", "战争|战队|军|舰|war|army|fleet"),
    ("Romance", "恋|爱|女友|男友|结婚|夫妇|新娘|未婚|初吻|love|koi|wedding|marri|girlfriend|bride"),
    ("School", "学园|学院|高校|高中|同学|老师|学生|社团|班|school|gakuen|academy|student|classroom"),
    ("Action", "战|斗|拳|剑|刃|杀|battle|fight|sword|blade|slayer"),
    ("Slice of Life", "日常|生活|日记|猫|狗|兔|喵|家|cat|daily|life"),
)
_PATTERNS = tuple((genre, re.compile(words, re.IGNORECASE)) for genre, words in _WORDS)


def guess_genres(titles: Iterable[str]) -> tuple[str, ...]:
    """One, or none; the same in every language, as it looks at all the titles."""
    text = "\n".join(titles)
    return next(((genre,) for genre, pattern in _PATTERNS if pattern.search(text)), ())
