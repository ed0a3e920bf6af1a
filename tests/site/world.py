"""A small site with something on every page: eighty anime that a trained snapshot knows, and members with lists."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from catalog.models import (
    Anime,
    AnimeCharacter,
    AnimeStaff,
    AnimeTag,
    Character,
    Episode,
    Genre,
    Person,
    SiteScore,
    Studio,
    Tag,
    WatchLink,
)
from catalog.rankings import refresh_weighted_scores
from catalog.seasons import broadcast_date, season_of
from favorites.models import ListEntry, NotInterested
from tests.accounts.factories import make_member
from tests.recommend.factories import ANIME_IDS, make_catalogue

# Chinese, Japanese, romaji and English titles of the best known; the others are numbered.
TITLES = (
    ("钢之炼金术师", "鋼の錬金術師", "Hagane no Renkinjutsushi", "Fullmetal Alchemist"),
    ("进击的巨人", "進撃の巨人", "Shingeki no Kyojin", "Attack on Titan"),
    ("死亡笔记", "デスノート", "Death Note", "Death Note"),
    ("命运石之门", "シュタインズ・ゲート", "Steins;Gate", "Steins;Gate"),
    ("星际牛仔", "カウボーイビバップ", "Cowboy Bebop", "Cowboy Bebop"),
    ("龙与虎", "とらドラ！", "Toradora!", "Toradora!"),
    ("虫师", "蟲師", "Mushishi", "Mushi-Shi"),
    ("千与千寻", "千と千尋の神隠し", "Sen to Chihiro no Kamikakushi", "Spirited Away"),
)
GENRES = (("Action", "动作"), ("Romance", "恋爱"), ("Comedy", "喜剧"), ("Fantasy", "奇幻"), ("School", "校园"))
TYPES = ("TV", "TV", "Movie", "OVA", "ONA", "Special")
STUDIO, PERSON = ("骨頭社", "骨头社"), "山田"
TAG = "热血"
SUMMARY = "少年踏上旅途，遇见同伴，也遇见自己。\n途中的每一个人都有想要守护的东西。"


@transaction.atomic  # Search indexes it once.
def make_site() -> None:
    """Anime of every type and many years, some of this season, one still to come."""
    make_catalogue()
    genres = [Genre.objects.update_or_create(name=name, defaults={"name_zh": zh})[0] for name, zh in GENRES]
    tag = Tag.objects.create(name=TAG)
    today = broadcast_date(timezone.now())
    for anime in Anime.objects.all():
        _describe(anime, today)
        anime.genres.add(genres[anime.pk % 2], genres[2 + anime.pk % 3])
        AnimeTag.objects.create(anime=anime, tag=tag, count=anime.pk)
    _credit(Anime.objects.get(pk=1))
    WatchLink.objects.create(anime_id=1, site="bilibili", url="https://www.bilibili.com/bangumi/media/md1")
    refresh_weighted_scores()


def _describe(anime: Anime, today: date) -> None:
    number = anime.pk
    anime.title_zh_hans, anime.title_ja, anime.title_romaji, anime.title_en = (
        TITLES[number - 1]
        if number <= len(TITLES)
        else (f"动漫{number}", f"アニメ{number}", f"Anime {number}", f"Anime number {number}")
    )
    anime.type = TYPES[number % len(TYPES)]
    anime.episodes = 1 if anime.type == "Movie" else 12
    start = today.replace(day=1) - timedelta(days=(number % 20) * 200)
    if number == len(ANIME_IDS):
        start, anime.score = today + timedelta(days=60), None
    anime.start_date = start
    anime.end_date = start + timedelta(days=80) if start < today - timedelta(days=90) else None
    anime.year, anime.season = season_of(start)
    anime.score = anime.score and 6 + number % 30 / 10
    anime.summary = SUMMARY
    anime.save()


def _credit(anime: Anime) -> None:
    """Everything that a page can fold away, in numbers that it folds."""
    anime.source, anime.duration, anime.country = "manga", 24, "CN"
    anime.save()
    anime.studios.add(Studio.objects.create(name=STUDIO[0], name_zh=STUDIO[1]))
    SiteScore.objects.create(anime=anime, site="bangumi", score=8.1, histogram=[1, 2, 3, 4, 5, 9, 20, 30, 12, 8])
    for number in range(1, 15):
        person = Person.objects.create(name=f"{PERSON}{number}")
        character = Character.objects.create(name=f"角色{number}")
        AnimeStaff.objects.create(anime=anime, person=person, role="director" if number == 1 else "animation")
        AnimeCharacter.objects.create(anime=anime, character=character, voice=person, place=number)
        Episode.objects.create(anime=anime, number=number, title=f"第{number}話", air_date=anime.start_date)


def make_fan(username: str = "alice", **fields: object) -> User:
    """A member with ratings, favourites, every status and something they don't want to see."""
    member = make_member(username, **fields)
    statuses = ("completed", "completed", "watching", "on_hold", "dropped", "plan_to_watch")
    ListEntry.objects.bulk_create(
        ListEntry(
            user=member,
            anime_id=number,
            score=None if number % 6 == 5 else 6 + number % 5,
            status=statuses[number % 6],
            is_favorite=number % 4 == 1,
            progress=number % 12,
        )
        for number in range(1, 25, 2)
    )
    NotInterested.objects.create(user=member, anime_id=30)
    return member
