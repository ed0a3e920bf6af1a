"""Well-known anime with their neighbours, as a page that a person can judge by reading."""

from pathlib import Path

from catalog.models import Anime
from ml.recommender import Recommender
from recommend.models import Snapshot
from recommend.snapshots import opened

NEIGHBOURS = 8
# Of many kinds, so that a reader knows some of them whatever they watch. MyAnimeList's ids.
WELL_KNOWN = (
    5114, 1535, 16498, 9253, 1575, 11757, 199, 164, 32281, 2167, 4224, 6547, 20, 21, 11061, 1, 30, 19, 457, 5680,
    849, 5081, 9756, 853, 877, 20583, 918, 10165, 30276, 820,
)  # fmt: skip
HEAD = """# Similar anime, to be read

Well-known anime and the eight that the site shows beside each as 相似动漫, by the snapshot `{snapshot}`. Written by

    manage.py evaluate --similar-page docs/similar-anime.md

How the neighbours are judged, and against what, is in [evaluation.md](evaluation.md).
"""


def write_similar_page(snapshot: Snapshot, path: Path) -> int:
    """The number of anime on the page; those that the catalogue or the snapshot lacks are left out.

    Raises SnapshotUnusable, and OSError where the file can't be written.
    """
    recommender = Recommender.from_snapshot(opened(snapshot.path))
    found = {
        anime_id: [item.anime_id for item in recommender.similar(anime_id, n=NEIGHBOURS)] for anime_id in WELL_KNOWN
    }
    wanted = {anime_id for pair in found.items() for anime_id in (pair[0], *pair[1])}
    anime = Anime.objects.in_bulk(wanted)
    parts = [HEAD.format(snapshot=snapshot.name)]
    shown = [(anime[anime_id], its) for anime_id, its in found.items() if its and anime_id in anime]
    for one, others in shown:
        lines = [f"{i}. {_described(anime[other])}" for i, other in enumerate(others, start=1) if other in anime]
        parts.append(f"## {_described(one)}\n\n" + "\n".join(lines) + "\n")
    path.write_text("\n".join(parts), encoding="utf-8")
    return len(shown)


def _described(anime: Anime) -> str:
    """Chinese and romaji titles, type and year; what is not known is left out."""
    titles = list(dict.fromkeys(title for title in (anime.title_zh_hans, anime.title_romaji) if title))
    facts = ", ".join(str(fact) for fact in (anime.type, anime.year) if fact)
    return f"{' · '.join(titles) or anime.pk} ({facts})"
