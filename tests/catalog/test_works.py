"""Pages of studios and people: their works by popularity and by role, paged; nothing of what is hidden."""

import json
import re
from xml.etree import ElementTree

import pytest

from catalog.models import Anime, AnimeCharacter, AnimeStaff, Character, Person, Studio
from catalog.pages.works import PER_PAGE
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio() -> Studio:
    """With three anime, one of them hidden, and one that it paid for."""
    kyoani = Studio.objects.create(name="京都アニメーション", name_zh="京都动画")
    for number, popularity in ((1, 10.0), (2, 30.0), (3, 20.0), (4, 5.0)):
        anime = make_anime(number, title_zh_hans=f"动漫{number}")
        Anime.objects.filter(pk=number).update(popularity=popularity, is_hidden=number == 3)
        (anime.producers if number == 4 else anime.studios).add(kyoani)
    return kyoani


@pytest.fixture
def person() -> Person:
    """Directed 11, wrote 11 and 12, speaks in them and 13 and hidden 14."""
    one = Person.objects.create(name="種﨑敦美", name_zh="种崎敦美")
    for number in (11, 12, 13, 14):
        make_anime(number, title_zh_hans=f"动漫{number}", is_hidden=number == 14)
        Anime.objects.filter(pk=number).update(popularity=float(number))
    for number, role in ((11, "director"), (11, "writer"), (12, "writer")):
        AnimeStaff.objects.create(anime_id=number, person=one, role=role)
    for number, name in ((12, "甲"), (12, "乙"), (13, "丙"), (13, "丁"), (14, "戊"), (11, "己")):
        character = Character.objects.create(name=name)
        AnimeCharacter.objects.create(anime_id=number, character=character, voice=one)
    return one


def shown(client, address: str) -> list[int]:
    return [card.id for card in client.get(address).context["page"]]


def text_of(client, address: str) -> str:
    return client.get(address, headers={"accept-language": "zh-CN"}).content.decode()


def test_a_studios_works_the_most_popular_first(client, studio):
    address = f"/studios/{studio.pk}/"
    page = text_of(client, address)
    assert shown(client, address) == [2, 1]
    assert "<h1><bdi>京都动画</bdi></h1>" in page
    assert "京都アニメーション" in page
    assert shown(client, f"{address}?role=paid") == [4]
    assert shown(client, f"{address}?role=nonsense") == [2, 1]
    assert "动漫3" not in page


def test_a_persons_works_by_role(client, person):
    address = f"/people/{person.pk}/"
    found = client.get(address).context["found"]
    assert [(tab.role, tab.works) for tab in found.tabs] == [("voice", 3), ("writer", 2), ("director", 1)]
    assert shown(client, address) == [13, 12, 11]
    assert shown(client, f"{address}?role=writer") == [12, 11]
    page = text_of(client, address)
    assert "甲、乙" in page
    assert "戊" not in page
    assert "种崎敦美" in page
    assert "種﨑敦美" in page


def test_studios_by_what_is_watched(client, studio):
    other = Studio.objects.create(name="MADHOUSE")
    anime = make_anime(9)
    anime.studios.add(other)
    Anime.objects.filter(pk=9).update(popularity=1000.0)
    hidden = Studio.objects.create(name="Secret")
    make_anime(8, is_hidden=True).studios.add(hidden)
    entries = client.get("/studios/").context["page"]
    assert [(entry.studio.id, entry.works) for entry in entries] == [(other.pk, 1), (studio.pk, 2)]
    assert [entry.studio.id for entry in client.get("/studios/", {"q": "京都动"}).context["page"]] == [studio.pk]
    nothing = client.get("/studios/", {"q": "<b>\x00"})
    assert nothing.status_code == 200
    assert "<b>" not in nothing.content.decode()


def test_whoever_has_nothing_to_see_has_no_page(client):
    hidden = make_anime(1, is_hidden=True)
    studio, person = Studio.objects.create(name="甲"), Person.objects.create(name="乙")
    hidden.studios.add(studio)
    AnimeStaff.objects.create(anime=hidden, person=person)
    for address in (f"/studios/{studio.pk}/", f"/people/{person.pk}/", "/studios/999/", f"/people/{2**60}/"):
        assert client.get(address).status_code == 404, address
    assert "目录里还没有制作公司" in text_of(client, "/studios/")


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("99", 2), ("x", 1), ("-1", 2), ("9" * 5000, 1), ("", 1)])
def test_many_works_are_paged(client, asked, number):
    studio = Studio.objects.create(name="東映")
    for _ in range(PER_PAGE + 3):
        make_anime().studios.add(studio)
    page = client.get(f"/studios/{studio.pk}/", {"page": asked}).context["page"]
    assert (page.number, page.paginator.count) == (number, PER_PAGE + 3)
    assert len(page.object_list) == (PER_PAGE if number == 1 else 3)


def test_more_works_need_no_more_queries(client, person, django_assert_max_num_queries):
    studio = Studio.objects.create(name="東映")
    for number in range(100, 160):
        anime = make_anime(number, genres=("Action", "Drama"))
        anime.studios.add(studio, Studio.objects.create(name=f"公司{number}"))
        AnimeCharacter.objects.create(
            anime=anime, character=Character.objects.create(name=f"角色{number}"), voice=person
        )
    client.force_login(make_member("alice"))
    for address in ("/studios/", f"/studios/{studio.pk}/", f"/people/{person.pk}/", f"/people/{person.pk}/?page=2"):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_they_say_what_they_are(client, studio, person):
    for address, kind, steps in (
        (f"/studios/{studio.pk}/", "Organization", ["首页", "制作公司", "京都动画"]),
        (f"/people/{person.pk}/", "Person", ["首页", "种崎敦美"]),
    ):
        page = text_of(client, f"{address}?utm_source=x")
        assert f'<link rel="canonical" href="http://testserver{address}">' in page
        (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        who, way = json.loads(block)["@graph"]
        assert who["@type"] == kind
        assert [step["name"] for step in way["itemListElement"]] == steps
    role = f"/people/{person.pk}/?role=writer"
    assert f'<link rel="canonical" href="http://testserver{role}">' in text_of(client, f"{role}&page=1")
    assert 'content="noindex"' in text_of(client, "/studios/?q=京都")


def test_search_engines_are_told_of_those_with_works(client, studio, person):
    hidden = Studio.objects.create(name="Secret")
    make_anime(8, is_hidden=True).studios.add(hidden)
    Person.objects.create(name="Nobody")
    found = []
    for section in ("studios", "people"):
        tree = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml").content)
        found += [str(loc.text) for loc in tree.iter() if loc.tag.endswith("loc")]
    assert found == [f"http://testserver/studios/{studio.pk}/", f"http://testserver/people/{person.pk}/"]
    for address in found:
        assert client.get(address).status_code == 200
