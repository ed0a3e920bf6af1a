"""A small anime-offline-database in each of the forms in which it is published."""

import json
import zipfile
from pathlib import Path
from typing import Any

import zstandard

HEAD = {
    "license": {"name": "Open Data Commons Open Database License (ODbL) v1.0", "url": "https://example.org/LICENSE"},
    "repository": "https://github.com/manami-project/anime-offline-database",
    "scoreRange": {"minInclusive": 1.0, "maxInclusive": 10.0},
    "lastUpdate": "2026-11-28",
}


def entry(title: str, *sources: str, **fields: Any) -> dict[str, Any]:
    return {
        "sources": list(sources),
        "title": title,
        "type": "TV",
        "episodes": 0,
        "status": "FINISHED",
        "animeSeason": {"season": "UNDEFINED", "year": None},
        "picture": "https://cdn.myanimelist.net/images/anime/9/9453.jpg",
        "thumbnail": "https://cdn.myanimelist.net/images/anime/9/9453t.jpg",
        "synonyms": [],
        "studios": [],
        "producers": [],
        "relatedAnime": [],
        "tags": [],
    } | fields


DEATH_NOTE = entry(
    "Death Note",
    "https://anidb.net/anime/4563",
    "https://anilist.co/anime/1535",
    "https://anime-planet.com/anime/death-note",
    "https://animenewsnetwork.com/encyclopedia/anime.php?id=6592",
    "https://anisearch.com/anime/3633",
    "https://kitsu.app/anime/1376",
    "https://livechart.me/anime/3437",
    "https://myanimelist.net/anime/1535",
    "https://notify.moe/anime/0-A-5Fimg",
    "https://simkl.com/anime/37089",
    episodes=37,
    animeSeason={"season": "FALL", "year": 2006},
    duration={"value": 1380, "unit": "SECONDS"},
    score={"arithmeticGeometricMean": 8.6, "arithmeticMean": 8.6, "median": 8.6},
    synonyms=["DEATH NOTE", "デスノート", "死亡笔记", "DN"],
    studios=["madhouse"],
    producers=["vap", "konami", "ashi production"],
    relatedAnime=["https://anidb.net/anime/8146", "https://myanimelist.net/anime/2994"],
    tags=["based on a manga", "supernatural", "suspense", "alternative present"],
)
REWRITE = entry(
    "Death Note: Rewrite",
    "https://myanimelist.net/anime/2994",
    type="SPECIAL",
    episodes=2,
    animeSeason={"season": "SUMMER", "year": 2007},
    relatedAnime=["https://myanimelist.net/anime/1535"],
)
NEW = entry(
    "Kimi wa Houkago Insomnia",
    "https://myanimelist.net/anime/50796",
    type="TV",
    episodes=13,
    animeSeason={"season": "SPRING", "year": 2023},
)
ELSEWHERE = entry("Nowhere on MyAnimeList", "https://anidb.net/anime/1", "https://kitsu.app/anime/2")
ENTRIES = [DEATH_NOTE, REWRITE, NEW, ELSEWHERE]


def pretty(entries: list[Any]) -> bytes:
    return json.dumps(HEAD | {"data": entries}, ensure_ascii=False, indent=4).encode()


def minified(entries: list[Any]) -> bytes:
    return json.dumps(HEAD | {"data": entries}, ensure_ascii=False, separators=(",", ":")).encode()


def lines(entries: list[Any]) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in (HEAD, *entries))


def write_json(path: Path, entries: list[Any] | None = None) -> Path:
    path.write_bytes(pretty(ENTRIES if entries is None else entries))
    return path


def packed_zst(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


def packed_zip(path: Path, content: bytes) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("anime-offline-database-minified.json", content)
    return path.read_bytes()
