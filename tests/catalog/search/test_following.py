"""Search follows the catalogue: what is edited is found, or no longer found, with the next query."""

import pytest

from catalog.models import Anime, AnimeStaff, AnimeTag, AnimeTitle, Genre, Person, Studio, Tag
from catalog.search.index import contents as documents
from catalog.search.index import stamps
from catalog.search.index.indexing import engines, update
from tests.catalog.factories import make_anime, make_genre
from tests.catalog.search.conftest import ask, found

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]


@pytest.fixture
def shelf(engine):
    """Two anime, indexed."""
    make_anime(1, title_romaji="Aozora", title_zh_hans="蓝天", genres=("Action",), tags={"校园": 3}, aliases=("Sora",))
    make_anime(2, title_romaji="Yumemi")
    assert found("aozora") == [1]


@pytest.fixture
def only_pushed(shelf, settings):
    """Nobody compares the index with the database any more: what is found now was pushed with the edit."""
    settings.SEARCH_CHECK_SECONDS = 3600.0


def test_a_saved_anime(only_pushed):
    anime = make_anime(3, title_romaji="Kazemachi")
    assert found("kazemachi") == [3]
    anime.title_romaji = "Hoshimachi"
    anime.save()
    assert (found("kazemachi"), found("hoshimachi")) == ([], [3])
    anime.is_hidden = True
    anime.save()
    assert found("hoshimachi") == []
    anime.is_hidden = False
    anime.save(update_fields=["is_hidden"])
    assert found("hoshimachi") == [3]
    anime.delete()
    assert found("hoshimachi") == []


def test_its_parts(only_pushed):
    anime = Anime.objects.get(pk=1)
    alias = AnimeTitle.objects.create(anime=anime, text="Blue Sky")
    assert found("blue sky") == [1]
    alias.text = "Azure"
    alias.save()
    assert (found("blue sky"), found("azure")) == ([], [1])
    alias.delete()
    assert found("azure") == []
    action, drama = Genre.objects.get(name="Action"), make_genre("Drama")
    anime.genres.add(drama)
    assert found(genre=[str(action.pk), str(drama.pk)]) == [1]
    anime.genres.remove(action)
    assert (found(genre=str(action.pk)), found(genre=str(drama.pk))) == ([], [1])
    tag = Tag.objects.get(name="校园")
    AnimeTag.objects.get(anime=anime, tag=tag).delete()
    assert found(tag=str(tag.pk)) == []


def test_who_made_it(only_pushed):
    anime = Anime.objects.get(pk=1)
    mappa = Studio.objects.create(name="MAPPA")
    anime.studios.add(mappa)
    assert (found("mappa"), found(studio=str(mappa.pk))) == ([1], [1])
    person = Person.objects.create(name="Hoshino")
    credit = AnimeStaff.objects.create(anime=anime, person=person, role="director")
    assert (found("hoshino"), found(staff=str(person.pk))) == ([1], [1])
    credit.delete()
    assert found("hoshino") == []
    anime.studios.remove(mappa)
    assert found("mappa") == []


def test_a_studio_and_a_person_of_another_name(shelf):
    mappa = Studio.objects.create(name="MAPPA")
    person = Person.objects.create(name="Hoshino")
    Anime.objects.get(pk=1).studios.add(mappa)
    AnimeStaff.objects.create(anime_id=1, person=person, role="director")
    assert found("mappa") == [1]
    mappa.name, person.name_zh = "Mappamondo", "星野"
    mappa.save()
    person.save()
    assert (found("mappa"), found("mappamondo"), found("星野")) == ([], [1], [1])


def test_what_staff_do(only_pushed, admin_client):
    def save(**changes):
        page = admin_client.get("/admin/catalog/anime/1/change/")
        form = {name: value for name, value in page.context["adminform"].form.initial.items() if value is not None}
        del form["cover"]
        form["genres"] = [genre.pk for genre in form["genres"]]
        for inline in page.context["inline_admin_formsets"]:
            formset = inline.formset
            form |= {
                f"{formset.prefix}-TOTAL_FORMS": len(formset.forms),
                f"{formset.prefix}-INITIAL_FORMS": len(formset.forms),
            }
            for part in formset.forms:
                form |= {f"{part.prefix}-{name}": part[name].value() for name in part.fields if name != "DELETE"}
        answer = admin_client.post("/admin/catalog/anime/1/change/", form | changes)
        assert answer.status_code == 302, answer.context["errors"]

    new = {"other_titles-1-text": "Blue Sky", "other_titles-1-language": "en", "other_titles-1-anime": 1}
    save(**new, **{"other_titles-TOTAL_FORMS": 2, "other_titles-1-id": ""})
    assert (found("blue sky"), found("sora")) == ([1], [1])
    save(**{"other_titles-0-DELETE": "on"})
    assert (found("blue sky"), found("sora")) == ([1], [])
    save(genres=[], title_romaji="Akazora")
    assert (found("akazora"), found("aozora", genre=str(Genre.objects.get().pk))) == ([1], [])
    save(is_hidden="on")
    assert found("akazora") == []


def test_bulk_writes(shelf):
    Anime.objects.bulk_create(Anime(pk=pk, title_romaji=f"Kazemachi {pk}") for pk in range(50, 250))
    assert ask("kazemachi").total == 200
    Anime.objects.filter(pk=50).update(title_romaji="Hoshimachi")
    assert (found("hoshimachi"), ask("kazemachi").total) == ([50], 199)
    Anime.objects.filter(pk__gte=60).update(is_hidden=True)
    assert ask("kazemachi").total == 9
    changed = Anime.objects.filter(pk__in=(51, 52))
    for anime in changed:
        anime.title_zh_hans = "风之镇"
    Anime.objects.bulk_update(changed, ["title_zh_hans"])
    assert sorted(found("风之镇")) == [51, 52]
    AnimeTitle.objects.bulk_create([AnimeTitle(anime_id=53, text="Wind Town")])
    assert found("wind town") == [53]
    genre = make_genre("Drama")
    through = Anime.genres.through
    through.objects.bulk_create([through(anime_id=53, genre=genre)])
    assert found(genre=str(genre.pk)) == [53]
    through.objects.all()._raw_delete("default")
    assert found(genre=str(genre.pk)) == []
    Anime.objects.filter(pk__gte=51).delete()
    assert found("kazemachi") == found("风之镇") == []


def test_a_genre_from_its_own_side(shelf):
    genre = Genre.objects.get(name="Action")
    key = str(genre.pk)
    genre.anime.add(Anime.objects.get(pk=2))
    assert sorted(found(genre=key)) == [1, 2]
    genre.delete()
    assert found(genre=key) == found("Action") == []


def test_a_new_name_needs_no_new_index(shelf):
    tag, genre = Tag.objects.get(name="校园"), Genre.objects.get(name="Action")
    assert found("校园") == found("action") == [1]
    Tag.objects.filter(pk=tag.pk).update(name="学院")
    genre.name, genre.name_zh = "Fighting", "格斗"
    genre.save()
    assert (found("校园"), found("action")) == ([], [])
    assert found("学院") == found("fighting") == found("格斗") == [1]
    labels = {facet.name: [value.label for value in facet.values] for facet in ask("aozora").facets}
    assert (labels["tag"], labels["genre"]) == (["学院"], ["格斗"])
    assert {engine.name: update(engine) for engine in engines()} == dict.fromkeys((e.name for e in engines()), 0)


def test_a_new_day_changes_what_is_airing(shelf, monkeypatch):
    today = documents.broadcast_today()
    Anime.objects.filter(pk=1).update(start_date=today.replace(year=today.year + 1), type="TV")
    assert found(status="upcoming") == [1]
    for module in (documents, stamps):
        monkeypatch.setattr(module, "broadcast_today", lambda: today.replace(year=today.year + 1))
    assert (found(status="upcoming"), found(status="airing")) == ([], [1])


@pytest.mark.parametrize(
    "fields",
    [
        {"year": 20_155},
        {"year": 0},
        {"members": 2**32 - 1},
        {"title_ja": "ﷺ" * 300},
        {"summary": "ﷲ" * 5_000},
        {"summary": "\u0e01" * 5_000},
        {"title_zh_hans": "☆", "title_romaji": "  "},
        {"episodes": 1_000_000},
    ],
    ids=lambda fields: "-".join(fields),
)
def test_odd_values_don_t_stop_it(shelf, fields):
    make_anime(3, **({"title_romaji": "Kazemachi"} | fields))
    assert (3 in found(), found("aozora")) == (True, [1])
