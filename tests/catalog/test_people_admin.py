"""Studios, people, casts and episodes in the back office: looked up by typing, no query a row, edits remembered."""

import pytest
from django.contrib.auth.models import Permission

from catalog.models import Anime, AnimeCharacter, AnimeStaff, Character, Episode, Person, SiteScore, Studio
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db
MODELS = ("studio", "person", "character", "animestaff", "animecharacter", "episode", "sitescore")


@pytest.fixture
def crowd() -> Anime:
    """Forty people in one anime."""
    anime = make_anime(1)
    for number in range(40):
        person = Person.objects.create(name=f"人物{number}")
        AnimeStaff.objects.create(anime=anime, person=person)
        character = Character.objects.create(name=f"角色{number}")
        AnimeCharacter.objects.create(anime=anime, character=character, voice=person, place=number)
        Episode.objects.create(anime=anime, number=number)
        anime.studios.add(Studio.objects.create(name=f"公司{number}"))
    SiteScore.objects.create(anime=anime, site="bangumi", score=8.0)
    return anime


@pytest.mark.parametrize("model", MODELS)
def test_lists_are_short_of_queries(admin_client, crowd, model, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert admin_client.get(f"/admin/catalog/{model}/").status_code == 200
    assert admin_client.get(f"/admin/catalog/{model}/", {"q": "物1"}).status_code == 200


def test_an_anime_with_many_people_is_edited_at_a_fixed_price(admin_client, crowd, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        page = admin_client.get("/admin/catalog/anime/1/change/").content.decode()
    assert "人物39" in page
    for name in ("animecharacter", "episode"):
        address = f"/admin/catalog/{name}/?anime__id__exact=1"
        assert address in page
        assert admin_client.get(address).status_code == 200


def test_a_studio_leads_to_its_anime(admin_client, crowd):
    studio = Studio.objects.get(name="公司1")
    page = admin_client.get(f"/admin/catalog/studio/{studio.pk}/change/").content.decode()
    address = f"/admin/catalog/anime/?studios__id__exact={studio.pk}"
    assert address in page
    assert "/admin/catalog/anime/1/change/" in admin_client.get(address).content.decode()


def test_what_staff_edit_an_import_leaves_alone(admin_client, crowd):
    row, before = AnimeStaff.objects.earliest("pk"), Anime.objects.get(pk=1).updated_at
    form = {"anime": 1, "person": row.person_id, "role": "director"}
    assert admin_client.post(f"/admin/catalog/animestaff/{row.pk}/change/", form).status_code == 302
    episode = Episode.objects.earliest("pk")
    assert admin_client.post(f"/admin/catalog/episode/{episode.pk}/delete/", {"post": "yes"}).status_code == 302
    part = AnimeCharacter.objects.earliest("pk")
    chosen = {"action": "delete_selected", "_selected_action": [part.pk], "post": "yes"}
    assert admin_client.post("/admin/catalog/animecharacter/", chosen).status_code == 302
    anime = Anime.objects.get(pk=1)
    assert anime.edited_fields == ["cast", "episode_list", "staff"]
    assert anime.updated_at > before


def test_people_are_found_by_typing(admin_client, crowd):
    asked = {"app_label": "catalog", "model_name": "animestaff", "field_name": "person", "term": "人物17"}
    results = admin_client.get("/admin/autocomplete/", asked).json()["results"]
    assert [row["text"] for row in results] == ["人物17"]


def test_who_may_not_see_them_does_not(client, crowd):
    member = make_member("alice", is_staff=True)
    client.force_login(member)
    for model in MODELS:
        assert client.get(f"/admin/catalog/{model}/").status_code == 403
    member.user_permissions.add(Permission.objects.get(codename="view_studio"))
    assert client.get("/admin/catalog/studio/").status_code == 200
    assert client.get("/admin/catalog/studio/add/").status_code == 403
    client.logout()
    assert client.get("/admin/catalog/studio/").status_code == 302
