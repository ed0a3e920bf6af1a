"""anime-offline-database in all its forms, joined by MyAnimeList's id."""

import pytest

from catalog.importing.anime_offline_database import import_anime_offline_database
from catalog.importing.anime_offline_database.sites import ids_in
from catalog.importing.errors import ImportFailed
from catalog.models import Anime, AnimeRelation, SetAsideEntry, Studio
from tests.catalog.archives import offline_database as aod
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


@pytest.fixture
def death_note() -> Anime:
    make_anime(2994, title_romaji="Death Note: Rewrite", type="Special", year=2007)
    return make_anime(1535, title_romaji="Death Note", year=2006, episodes=None, season=None)


@pytest.mark.parametrize("form", ["pretty", "minified", "lines", "pretty.zst", "minified.zst", "lines.zst", "zip"])
def test_every_form_says_the_same(death_note, tmp_path, form):
    name, _, packing = form.partition(".")
    content = aod.minified(aod.ENTRIES) if form == "zip" else getattr(aod, name)(aod.ENTRIES)
    if packing == "zst":
        content = aod.packed_zst(content)
    elif form == "zip":
        content = aod.packed_zip(tmp_path / "made", content)
    path = tmp_path / "database"
    path.write_bytes(content)
    report = import_anime_offline_database(path)
    assert (report["joined"], report["created"], report["set_aside"]) == (3, 1, {"unknown": 1})
    anime = Anime.objects.get(pk=1535)
    assert dict(anime.external_ids.values_list("site", "value")) == {
        "anidb": "4563",
        "aniList": "1535",
        "animePlanet": "death-note",
        "ann": "6592",
        "anisearch": "3633",
        "kitsu": "1376",
        "livechart": "3437",
        "notify": "0-A-5Fimg",
        "simkl": "37089",
    }
    assert (anime.episodes, anime.duration, anime.source, anime.season) == (37, 23, "manga", "autumn")
    assert {"デスノート", "死亡笔记", "DN"} <= set(anime.other_titles.values_list("text", flat=True))
    assert [studio.name.casefold() for studio in anime.studios.all()] == ["madhouse"]
    assert anime.producers.count() == 3
    assert set(anime.genres.values_list("name", flat=True)) == {"Supernatural", "Suspense"}
    fresh = Anime.objects.get(pk=50796)
    assert (fresh.title_romaji, fresh.type, fresh.year, fresh.season) == (
        "Kimi wa Houkago Insomnia",
        "TV",
        2023,
        "spring",
    )
    assert fresh.popularity > 0
    assert list(AnimeRelation.objects.values_list("anime_id", "kind", "other_id")) == [(1535, "other", 2994)]


def test_a_second_run_changes_nothing(death_note, tmp_path):
    path = aod.write_json(tmp_path / "a.json")
    import_anime_offline_database(path)
    before = list(Anime.objects.order_by("pk").values())
    report = import_anime_offline_database(path)
    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 3)
    assert list(Anime.objects.order_by("pk").values()) == before


def test_what_is_there_stays_and_so_do_edits(death_note, tmp_path):
    death_note.episodes, death_note.edited_fields = None, ["episodes", "producers"]
    death_note.save()
    death_note.studios.add(Studio.objects.create(name="Kyoto Animation"))
    death_note.external_ids.create(site="anidb", value="7")
    AnimeRelation.objects.create(anime_id=2994, kind="prequel", other_id=1535)
    import_anime_offline_database(aod.write_json(tmp_path / "a.json"))
    anime = Anime.objects.get(pk=1535)
    assert anime.episodes is None
    assert not anime.producers.exists()
    assert [studio.name for studio in anime.studios.all()] == ["Kyoto Animation"]
    assert anime.external_ids.get(site="anidb").value == "7"
    assert AnimeRelation.objects.get().kind == "prequel"


def test_studios_are_one_under_all_spellings(death_note, tmp_path):
    Studio.objects.create(name="Studio Pierrot")
    entries = [aod.DEATH_NOTE | {"studios": ["pierrot"]}, aod.NEW | {"studios": ["PIERROT Co., Ltd."]}]
    import_anime_offline_database(aod.write_json(tmp_path / "a.json", entries))
    assert Studio.objects.filter(name__icontains="pierrot").count() == 1
    assert Studio.objects.get(name="Studio Pierrot").anime.count() == 2


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"type": "MOVIE"}, "type"), ({"animeSeason": {"season": "FALL", "year": 2012}}, "year")],
)
def test_what_disagrees_is_set_aside(death_note, tmp_path, fields, reason):
    report = import_anime_offline_database(aod.write_json(tmp_path / "a.json", [aod.DEATH_NOTE | fields]))
    assert (report["joined"], report["set_aside"]) == (0, {reason: 1})
    assert SetAsideEntry.objects.get(source="aod").reason == reason
    assert not Anime.objects.get(pk=1535).external_ids.exists()


def test_several_ids_of_myanimelist_share_facts_but_no_ids(death_note, tmp_path):
    merged = aod.DEATH_NOTE | {"sources": [*aod.DEATH_NOTE["sources"], "https://myanimelist.net/anime/9999"]}
    report = import_anime_offline_database(aod.write_json(tmp_path / "a.json", [merged]))
    assert (report["joined"], report["shared_ids"]) == (2, 1)
    assert not Anime.objects.get(pk=1535).external_ids.exists()


WRONG = {
    "sources": [{"sources": "https://myanimelist.net/anime/1535"}, {"sources": [1, None, {}]}, {"sources": []}],
    "numbers": [
        {"episodes": 10**400},
        {"episodes": "many"},
        {"episodes": -3},
        {"animeSeason": [2006]},
        {"animeSeason": {"season": 4, "year": 10**30}},
        {"duration": {"value": 1e308, "unit": "SECONDS"}},
    ],
    "lists": [{"synonyms": [None, 3, "\0"]}, {"studios": {"a": 1}}, {"tags": "action"}, {"relatedAnime": [[]]}],
}


@pytest.mark.parametrize("fields", [fields for group in WRONG.values() for fields in group])
def test_wrong_types_are_nothing_and_break_nothing(death_note, tmp_path, fields):
    entries = [aod.DEATH_NOTE | fields, aod.NEW, aod.REWRITE, aod.ELSEWHERE, aod.ELSEWHERE]
    path = tmp_path / "a.jsonl"
    path.write_bytes(aod.lines(entries))
    report = import_anime_offline_database(path)
    assert report["created"] == 1
    assert report["joined"] + sum(report["skipped_lines"].values()) == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "expected"),
        (b"[]", "expected"),
        (b"{}", "can't be used"),
        (b'{"data": {}}', "expected"),
        (b'{"data": [', "cut off"),
        (aod.pretty(aod.ENTRIES)[:-700], "character"),
        (aod.pretty(aod.ENTRIES).replace(b'"episodes"', b"episodes", 1), "not JSON"),
        (b'{"data": []}', "no anime"),
        (aod.pretty([1, 2, 3, 4, 5]), "can't be used"),
        (b"\xff\xfe{", "UTF-8"),
        (aod.packed_zst(aod.pretty(aod.ENTRIES))[:-40], "cut off"),
        (aod.packed_zst(aod.lines(aod.ENTRIES * 5_000))[:-40], "cut off"),
        (b"\x28\xb5\x2f\xfd" + b"junk" * 100, "damaged"),
        (aod.lines(aod.ENTRIES).replace(b'{"sources"', b'{"sources'), "line 2"),
        (b'{"data": [' + b"[" * 100_000, "JSON"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_written(death_note, tmp_path, content, said):
    path = tmp_path / "a.json"
    path.write_bytes(content)
    before = list(Anime.objects.values())
    with pytest.raises(ImportFailed, match=said) as refusal:
        import_anime_offline_database(path)
    assert str(path) in str(refusal.value)
    assert list(Anime.objects.values()) == before


def test_addresses_old_and_new():
    assert ids_in(
        [
            "https://kitsu.io/anime/1",
            "http://www.anime-planet.com/anime/a-b-c",
            "https://anidb.net/a77",
            "https://example.org/anime/1",
            "https://anilist.co/manga/1",
            "javascript:alert(1)",
            "",
        ]
    ) == [("kitsu", "1"), ("animePlanet", "a-b-c"), ("anidb", "77")]
