"""What an anime's genres make it look like."""

from collections.abc import Iterable
from enum import Enum
from random import Random


class Family(Enum):
    MECHA = "mecha"
    SPACE = "space"
    SPORTS = "sports"
    MUSIC = "music"
    FOOD = "food"
    MILITARY = "military"
    HORROR = "horror"
    HISTORY = "history"
    GAME = "game"
    MYSTERY = "mystery"
    FANTASY = "fantasy"
    SUPERNATURAL = "supernatural"
    FUTURE = "future"
    SILK = "silk"
    DREAM = "dream"
    ROMANCE = "romance"
    SCHOOL = "school"
    EVERYDAY = "everyday"
    KIDS = "kids"
    ADVENTURE = "adventure"
    ACTION = "action"
    COMEDY = "comedy"
    DRAMA = "drama"
    PLAIN = "plain"


# The most telling first.
_GENRES: dict[Family, tuple[str, ...]] = {
    Family.SILK: ("Hentai", "Erotica"),
    Family.MECHA: ("Mecha",),
    Family.SPACE: ("Space",),
    Family.SPORTS: ("Sports", "Team Sports", "Combat Sports", "Racing", "Cars"),
    Family.FOOD: ("Gourmet",),
    Family.MUSIC: ("Music", "Idols (Female)", "Idols (Male)", "Performing Arts", "Showbiz"),
    Family.HISTORY: ("Samurai", "Historical", "Mythology"),
    Family.MILITARY: ("Military",),
    Family.HORROR: ("Horror", "Vampire", "Gore", "Demons"),
    Family.MYSTERY: ("Mystery", "Police", "Detective", "Thriller", "Suspense", "Psychological", "Organized Crime"),
    Family.GAME: ("Game", "Strategy Game", "Video Game", "High Stakes Game"),
    Family.FANTASY: ("Fantasy", "Magic", "Isekai", "Reincarnation", "Mahou Shoujo", "Villainess"),
    Family.SUPERNATURAL: ("Supernatural", "Super Power", "Urban Fantasy"),
    Family.FUTURE: ("Sci-Fi", "Time Travel"),
    Family.DREAM: ("Dementia", "Avant Garde"),
    Family.ROMANCE: (
        "Romance",
        "Shoujo Ai",
        "Shounen Ai",
        "Girls Love",
        "Boys Love",
        "Yuri",
        "Yaoi",
        "Harem",
        "Reverse Harem",
        "Love Polygon",
        "Love Status Quo",
        "Shoujo",
        "Josei",
    ),
    Family.SCHOOL: ("School", "Delinquents"),
    Family.EVERYDAY: ("Slice of Life", "Iyashikei", "CGDCT", "Workplace", "Childcare", "Pets", "Medical"),
    Family.KIDS: ("Kids", "Educational", "Anthropomorphic"),
    Family.ADVENTURE: ("Adventure", "Survival"),
    Family.ACTION: ("Action", "Martial Arts", "Shounen"),
    Family.COMEDY: ("Comedy", "Parody", "Gag Humor", "Otaku Culture", "Crossdressing", "Magical Sex Shift"),
    Family.DRAMA: ("Drama", "Seinen", "Ecchi", "Award Winning", "Adult Cast", "Visual Arts"),
}
# What a story for children is about may show; else it looks like one for children.
_ALSO_FOR_CHILDREN = {Family.MECHA, Family.SPACE, Family.SPORTS, Family.FOOD, Family.MUSIC, Family.HISTORY}


# How often what has several genres looks like the first of them, the second, the third.
_SHARES = (5, 3, 2)


def families_of(genres: Iterable[str]) -> tuple[Family, ...]:
    """Which it may look like, the most telling first; never none."""
    given = set(genres)
    fitting = [family for family, names in _GENRES.items() if given & set(names)] or [Family.PLAIN]
    if fitting[0] == Family.SILK:
        return (Family.SILK,)
    if "Kids" in given:
        fitting = [family for family in fitting if family in _ALSO_FOR_CHILDREN or family == Family.KIDS]
    return tuple(fitting[: len(_SHARES)])


def family_of(genres: Iterable[str], rng: Random) -> Family:
    fitting = families_of(genres)
    return rng.choices(fitting, _SHARES[: len(fitting)])[0]
