"""anime-dataset-2023.csv: 24 columns, UNKNOWN where missing, and files that were cut."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from catalog.importing.errors import ImportFailed
from catalog.importing.mal_dataset import COLUMNS, import_mal_dataset
from catalog.models import Anime, SetAsideEntry, SiteScore
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
BEBOP = {
    "anime_id": "1",
    "Name": "Cowboy Bebop",
    "English name": "Cowboy Bebop",
    "Other name": "カウボーイビバップ",
    "Score": "8.75",
    "Genres": "Action, Award Winning, Sci-Fi",
    "Synopsis": "Crime is timeless.\n\nBy the year 2071, …",
    "Type": "TV",
    "Episodes": "26.0",
    "Aired": "Apr 3, 1998 to Apr 24, 1999",
    "Premiered": "spring 1998",
    "Status": "Finished Airing",
    "Producers": "Bandai Visual",
    "Licensors": "Funimation, Bandai Entertainment",
    "Studios": "Sunrise",
    "Source": "Original",
    "Duration": "24 min per ep",
    "Rating": "R - 17+ (violence & profanity)",
    "Rank": "41.0",
    "Popularity": "43",
    "Favorites": "78525",
    "Scored By": "914193.0",
    "Members": "1771505",
    "Image URL": "https://cdn.myanimelist.net/images/anime/4/19644.jpg",
}
BARE = dict.fromkeys(COLUMNS, "UNKNOWN") | {"anime_id": "55", "Name": "Bare", "Type": "OVA", "Members": "12"}


def write(path: Path, *rows: dict[str, str]) -> Path:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue())
    return path


def test_facts_fill_what_is_missing(tmp_path):
    anime = make_anime(1, title_romaji="Cowboy Bebop", year=1998, episodes=None, score=None, members=0, season=None)
    report = import_mal_dataset(write(tmp_path / "a.csv", BEBOP, BARE))
    assert (report["joined"], report["created"]) == (2, 1)
    anime.refresh_from_db()
    assert (anime.score, anime.members, anime.episodes, anime.duration) == (8.75, 1771505, 26, 24)
    assert (anime.source, anime.season, anime.end_date) == ("original", "spring", date(1999, 4, 24))
    assert anime.summary == ""
    assert [studio.name for studio in anime.studios.all()] == ["Sunrise"]
    assert [studio.name for studio in anime.producers.all()] == ["Bandai Visual"]
    score = SiteScore.objects.get(anime=anime, site="mal")
    assert (score.score, score.votes, score.rank) == (8.75, 914193, 41)
    bare = Anime.objects.get(pk=55)
    assert (bare.score, bare.members, bare.episodes, bare.year, bare.source) == (None, 12, None, None, "")
    assert not bare.genres.exists()
    again = import_mal_dataset(tmp_path / "a.csv")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_edits_and_what_is_there_stay(tmp_path):
    make_anime(1, year=1998, episodes=25, score=9.0, members=7, genres=("Drama",), edited_fields=["studios"])
    import_mal_dataset(write(tmp_path / "a.csv", BEBOP))
    anime = Anime.objects.get()
    assert (anime.episodes, anime.score, anime.members) == (25, 9.0, 7)
    assert list(anime.genres.values_list("name", flat=True)) == ["Drama"]
    assert not anime.studios.exists()


def test_another_work_is_set_aside(tmp_path):
    make_anime(1, type="Movie", year=1998)
    report = import_mal_dataset(write(tmp_path / "a.csv", BEBOP))
    assert report["set_aside"] == {"type": 1}
    assert SetAsideEntry.objects.get().source == "mal2023"


def test_a_cut_last_row_is_reported_and_skipped(tmp_path):
    path = write(tmp_path / "a.csv", BEBOP, BARE, BEBOP | {"anime_id": "5", "Synopsis": "long " * 50})
    path.write_text(path.read_text()[:-400])
    report = import_mal_dataset(path)
    assert (report["joined"], report["skipped_lines"]) == (2, {"a.csv": 1})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "lacks the columns"),
        ("a,b\n1,2\n", "lacks the columns"),
        (",".join(COLUMNS) + '\n1,"' + "x" * 2**21, "line"),
    ],
)
def test_a_bad_file_is_refused(tmp_path, content, said):
    (tmp_path / "a.csv").write_text(content)
    with pytest.raises(ImportFailed, match=said):
        import_mal_dataset(tmp_path / "a.csv")


@pytest.mark.parametrize(("kind", "expected"), [("TV", (2020, "winter")), ("Movie", (2019, "autumn"))])
def test_the_end_of_a_quarter_is_the_next_ones_for_a_series_alone(kind, expected, tmp_path):
    row = BARE | {"Type": kind, "Aired": "Dec 28, 2019"}
    import_mal_dataset(write(tmp_path / "a.csv", row))
    anime = Anime.objects.get(pk=55)
    assert (anime.year, anime.season) == expected
