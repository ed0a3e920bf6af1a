"""Roles that titles don't tell, reviewed by hand; ids are MyAnimeList's."""

_RECAPS = (
    (23775, 23777),  # 进击的巨人 前篇, 后篇
    (37514, 37515),  # 来自深渊 前篇, 后篇
    (33221, 35949),  # 机动战士高达 雷霆宙域
    (4107, 4565),  # 天元突破
    (11977, 11979),  # 魔法少女小圆 前篇, 后篇
    (29755, 30364, 35110, 35111),  # 排球少年
    (32869, 32870, 32871),  # 黑子的篮球 冬季杯
    (1090, 1091, 1092),  # 机动战士高达
    (40665,),  # 少女☆歌剧 Rondo
)
_MAIN = (40456, 35134, 35135, 35136)  # 鬼灭之刃 无限列车篇; 交响诗篇 Hi-Evolution

KNOWN_ROLES = {anime_id: "recap" for ids in _RECAPS for anime_id in ids} | dict.fromkeys(_MAIN, "main")
