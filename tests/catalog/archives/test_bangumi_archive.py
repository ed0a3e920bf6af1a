"""The Bangumi Archive: what it says of anime in the catalogue arrives, once, and never over an operator's edit."""

from datetime import date

import pytest
from django.core.management import call_command

from catalog.importing.bangumi_archive import import_bangumi_archive
from catalog.models import (
    Anime,
    AnimeCharacter,
    AnimeRelation,
    AnimeStaff,
    Episode,
    Person,
    SetAsideEntry,
    SiteScore,
)
from tests.catalog.archives import bangumi
from tests.catalog.archives.bangumi import archive, subject, write_folder, write_zip
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


def test_all_of_an_anime_arrives(frieren, tmp_path):
    report = import_bangumi_archive(write_zip(tmp_path / "dump.zip"))
    assert (report["joined"], report["created"], report["set_aside"]) == (3, 0, {"unknown": 1})
    anime = Anime.objects.get(pk=52991)
    assert (anime.title_zh_hans, anime.title_ja) == ("葬送的芙莉莲", "葬送のフリーレン")
    assert (anime.episodes, anime.duration, anime.source, anime.country) == (28, 24, "manga", "JP")
    assert (anime.start_date, anime.end_date) == (date(2023, 9, 29), date(2024, 3, 22))
    assert anime.official_site == "https://frieren-anime.jp/"
    assert anime.summary.splitlines()[0] == "打倒了魔王的勇者一行的后日谈。"
    assert {"Frieren at the Funeral", "Frieren: Beyond Journey's End"} <= set(
        anime.other_titles.values_list("text", flat=True)
    )
    assert [studio.name.casefold() for studio in anime.studios.all()] == ["madhouse"]
    assert dict(anime.anime_tags.values_list("tag__name", "count")) == {"治愈": 4000, "奇幻": 3500}
    score = anime.site_scores.get(site="bangumi")
    assert (score.score, score.votes, score.rank, score.histogram[9]) == (8.5, 5500, 18, 1000)
    assert (score.wished, score.watching, score.completed, score.on_hold, score.dropped) == (
        3000,
        4000,
        20000,
        500,
        200,
    )
    assert anime.popularity > 0


def test_people_cast_episodes_and_relations(frieren, tmp_path):
    import_bangumi_archive(write_folder(tmp_path / "dump"))
    staff = set(frieren.staff.values_list("person__name", "role"))
    assert staff == {
        ("斎藤圭一郎", "director"),
        ("山田鐘人", "creator"),
        ("Evan Call", "music"),
        ("原画の人", "other"),
    }
    cast = list(frieren.cast.values_list("character__name_zh", "voice__name", "role", "place"))
    assert cast == [("芙莉莲", "種﨑敦美", "main", 0), ("辛美尔", None, "supporting", 1)]
    episodes = list(
        frieren.episode_list.order_by("kind", "number").values_list("kind", "number", "title_zh", "air_date")
    )
    assert episodes == [
        ("main", 1.0, "冒险结束", date(2023, 9, 29)),
        ("main", 2.0, "题2", date(2023, 10, 6)),
        ("special", 1.0, "题1", date(2023, 9, 29)),
    ]
    assert set(AnimeRelation.objects.values_list("anime_id", "kind", "other_id")) == {
        (52991, "sequel", 59978),
        (52991, "summary", 60000),
    }


def test_a_second_run_changes_nothing(frieren, tmp_path):
    path = write_zip(tmp_path / "dump.zip", folder="dump-2026-12-01/")
    import_bangumi_archive(path)
    before = {
        model: list(model.objects.order_by("pk").values())
        for model in (Anime, AnimeStaff, AnimeCharacter, AnimeRelation, Episode, SiteScore, Person)
    }
    report = import_bangumi_archive(path)
    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 3)
    assert before == {model: list(model.objects.order_by("pk").values()) for model in before}


def test_what_an_operator_edited_stays(frieren, tmp_path):
    frieren.summary, frieren.edited_fields = "我写的", ["summary", "staff", "episode_list", "relations", "other_titles"]
    frieren.save()
    import_bangumi_archive(write_zip(tmp_path / "dump.zip"))
    anime = Anime.objects.get(pk=52991)
    assert anime.summary == "我写的"
    assert not anime.staff.exists()
    assert not anime.episode_list.exists()
    assert not anime.relations.exists()
    assert not anime.other_titles.exists()
    assert anime.cast.count() == 2


def test_absent_never_overwrites_present_and_new_figures_do(frieren, tmp_path):
    import_bangumi_archive(write_zip(tmp_path / "one.zip"))
    empty = subject(400602, "葬送のフリーレン", date="2023-09-29", score=8.6, rank=17)
    later = archive(
        subject=[empty],
        subject_persons=[],
        subject_characters=[],
        episode=[bangumi.episode(1, 400602, 1, name="", name_cn="新")],
    )
    import_bangumi_archive(write_zip(tmp_path / "two.zip", later))
    anime = Anime.objects.get(pk=52991)
    assert anime.summary
    assert anime.anime_tags.count() == 2
    assert (anime.staff.count(), anime.cast.count()) == (4, 2)
    assert anime.site_scores.get().score == 8.6
    assert anime.episode_list.get().title_zh == "新"
    assert anime.episode_list.get().title == "冒険の終わり"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"platform": 3}, "type"),
        ({"date": "2020-04-01"}, "year"),
        ({"type": 6}, "type"),
    ],
)
def test_what_disagrees_is_set_aside_and_listed(frieren, tmp_path, fields, reason):
    report = import_bangumi_archive(write_zip(tmp_path / "a.zip", archive(subject=[bangumi.FRIEREN | fields])))
    assert report["joined"] == 0
    entry = SetAsideEntry.objects.get(source="bangumi")
    assert (entry.entry_id, entry.anime_id, entry.reason) == ("400602", 52991, reason)
    assert not SiteScore.objects.exists()


def test_one_id_on_two_anime_goes_to_the_likelier(frieren, tmp_path):
    twin = make_anime(70000, type="Special", year=2024)
    twin.external_ids.create(site="bangumi", value="400602")
    report = import_bangumi_archive(write_zip(tmp_path / "a.zip"))
    assert report["shared_ids"] == 1
    assert SiteScore.objects.get(rank=18).anime_id == 52991


def test_a_person_that_only_a_tag_named_becomes_the_person(frieren, tmp_path):
    director = Person.objects.create(name="斋藤圭一郎")
    AnimeStaff.objects.create(anime=frieren, person=director, role="director")
    import_bangumi_archive(write_zip(tmp_path / "a.zip"))
    director.refresh_from_db()
    assert (director.bangumi_id, director.name) == (1, "斎藤圭一郎")
    assert Person.objects.filter(name__contains="圭一郎").count() == 1


def test_the_infobox_names_staff_and_studio_where_nobody_is_linked(frieren, tmp_path):
    import_bangumi_archive(write_zip(tmp_path / "a.zip", archive(subject_persons=[], person=[])))
    assert ("斎藤圭一郎", "director") in set(frieren.staff.values_list("person__name", "role"))
    assert frieren.studios.count() == 1


def test_adult_works_are_marked_unless_myanimelist_judged_them(frieren, tmp_path):
    rated = make_anime(71000, type="TV", year=2023, members=5_000, genres=("Ecchi",))
    rated.external_ids.create(site="bangumi", value="7")
    subjects = [bangumi.FRIEREN | {"nsfw": True}, subject(7, "x", nsfw=True, date="2023-01-01")]
    import_bangumi_archive(write_zip(tmp_path / "a.zip", archive(subject=subjects)))
    assert "Erotica" in frieren.genres.values_list("name", flat=True)
    assert list(rated.genres.values_list("name", flat=True)) == ["Ecchi"]


def test_nineteen_of_twenty_facts_arrive(tmp_path):
    """Facts of the file are counted as they lie there, and looked for in the database."""
    subjects, episodes, credits, people, relations = [], [], [], [], []
    for n in range(1, 201):
        make_anime(n, type="TV", year=2010, episodes=None).external_ids.create(site="bangumi", value=str(n))
        details = {str(k): (n + k) % 50 for k in range(1, 11)}
        infobox = f"{{{{Infobox animanga/TVAnime\r\n|话数= {n % 26 + 1}\r\n}}}}"
        subjects.append(
            subject(
                n,
                f"アニメ{n}",
                name_cn=f"动画第{n}号",
                infobox=infobox,
                date="2010-04-01",
                score=5 + n % 40 / 10,
                score_details=details,
                rank=n,
                tags=[{"name": "恋爱", "count": n}, {"name": "校园", "count": 2 * n}],
                summary=f"简介{n}",
            )
        )
        episodes += [bangumi.episode(n * 100 + k, n, k) for k in range(1, 13)]
        credits += [bangumi.credit(n, 1000 + n % 30, position) for position in (2, 6, 8, 20)]
        relations.append(bangumi.relation(n, 3, n % 200 + 1))
    people = [bangumi.person(1000 + n, f"人{n}") for n in range(30)]
    files = archive(
        subject=subjects,
        episode=episodes,
        subject_persons=credits,
        person=people,
        subject_relations=relations,
        subject_characters=[{"character_id": n, "subject_id": n, "type": 1, "order": 0} for n in range(1, 201)],
        person_characters=[
            {"person_id": 1000, "subject_id": n, "character_id": n, "summary": ""} for n in range(1, 201)
        ],
        character=[bangumi.character(n, f"役{n}") for n in range(1, 201)],
    )
    import_bangumi_archive(write_zip(tmp_path / "a.zip", files))
    held = arrived = 0
    for one in subjects:
        anime = Anime.objects.get(pk=one["id"])
        score = anime.site_scores.get(site="bangumi")
        facts = [
            one["name_cn"] == anime.title_zh_hans,
            one["summary"] == anime.summary,
            one["score"] == score.score,
            list(one["score_details"].values()) == score.histogram,
            one["rank"] == score.rank,
            anime.episodes == one["id"] % 26 + 1,
            {tag["name"]: tag["count"] for tag in one["tags"]}
            == dict(anime.anime_tags.values_list("tag__name", "count")),
            anime.cast.filter(voice__bangumi_id=1000).count() == 1,
        ]
        held, arrived = held + len(facts), arrived + sum(facts)
    held += len(episodes) + len(credits) + len(relations)
    arrived += Episode.objects.count() + AnimeStaff.objects.count() + AnimeRelation.objects.count()
    assert arrived / held >= 0.95


def test_the_command_reports(frieren, tmp_path, capsys):
    path = write_zip(tmp_path / "a.zip")
    call_command("import_catalogue", bangumi_archive=str(path), json=True)
    import json

    report = json.loads(capsys.readouterr().out)
    assert (report["source"], report["joined"]) == ("bangumi", 3)
    assert report["lines"]["episode.jsonlines"] == 5
    call_command("import_catalogue", bangumi_archive=str(path))
    assert "joined 3 anime" in capsys.readouterr().out
