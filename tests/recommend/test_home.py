"""首页: rows that fill, no anime twice, the operators' carousel, and what visitors share."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from catalog.models import Anime, Genre, SiteScore
from catalog.rankings import refresh_weighted_scores
from catalog.seasons import broadcast_today, season_of
from favorites.dismissals import Kind, dismiss
from favorites.models import DismissedGenre, ListEntry, NotInterested
from favorites.services import rate_anime
from recommend.home import home_for
from recommend.home.page import PER_ROW, PICKED
from recommend.home.shelves import build_shelves
from recommend.models import CarouselSlide
from tests.accounts.factories import make_member
from tests.catalog.factories import make_anime
from tests.recommend.factories import ANIME_IDS

pytestmark = pytest.mark.slow


@pytest.fixture
def full(active) -> None:
    """Two hundred more anime: enough for every row, some of this season, films, little known ones."""
    today = broadcast_today()
    year, season = season_of(today)
    genres = [Genre.objects.get_or_create(name=name)[0] for name in ("Comedy", "Fantasy")]
    anime = [
        Anime(
            pk=pk,
            title_romaji=f"More {pk}",
            title_zh_hans=f"更多{pk}",
            members=(70_000 if pk % 2 else 30_000) - pk,
            popularity=(70_000 if pk % 2 else 30_000) - pk,
            popularity_origin="members",
            score=6 + pk % 30 / 10,
            type="Movie" if pk % 5 == 0 else "TV",
            start_date=today - timedelta(days=pk % 3) if pk % 4 == 0 else today - timedelta(days=900),
            year=year if pk % 4 == 0 else year - 3,
            season=season if pk % 4 == 0 else None,
        )
        for pk in range(1001, 1201)
    ]
    Anime.objects.bulk_create(anime)
    through = Anime.genres.through
    through.objects.bulk_create(through(anime_id=one.pk, genre=genres[one.pk % 2]) for one in anime)
    refresh_weighted_scores()


@pytest.fixture
def fan(alice):
    for anime_id in (3, 9, 15, 21):
        rate_anime(user=alice, anime_id=anime_id, score=10)
    return alice


def shown(home) -> list[int]:
    slides = [slide.card.id for slide in home.slides if slide.card]
    return slides + [card.id for row in home.rows for card in row.cards]


def test_a_visitor_has_six_full_rows(full):
    home = home_for(user=AnonymousUser(), language="zh")
    assert len(home.rows) >= 6
    assert {len(row.cards) for row in home.rows} == {PER_ROW}
    assert len(home.slides) == PICKED
    assert len(shown(home)) == len(set(shown(home)))
    assert [row.title for row in home.rows][:4] == ["正在热门", "近年热门", "本季新番", "高分动漫"]
    assert not home.matches


def test_a_member_has_six_full_rows_of_their_own(full, fan):
    home = home_for(user=fan, language="zh")
    titles = [row.title for row in home.rows]
    assert titles[0] == "为你推荐"
    assert sum(title.startswith("因为你喜欢《") for title in titles) == 2
    assert {"正在热门", "本季新番", "高分未看", "冷门佳作"} <= set(titles)
    assert {len(row.cards) for row in home.rows} == {PER_ROW}
    assert len(shown(home)) == len(set(shown(home)))
    assert home.matches
    bob = make_member("bob")
    for anime_id in (4, 10, 16, 22):
        rate_anime(user=bob, anime_id=anime_id, score=10)
    assert shown(home_for(user=bob, language="zh")) != shown(home)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    liked=st.sets(st.sampled_from(ANIME_IDS), max_size=40),
    dismissed=st.sets(st.sampled_from(ANIME_IDS), max_size=10),
    hidden=st.sets(st.sampled_from(ANIME_IDS), max_size=10),
    genre=st.booleans(),
)
def test_never_what_the_member_has_or_refused(full, alice, liked, dismissed, hidden, genre):
    for model in (ListEntry, NotInterested, DismissedGenre):
        model.objects.all().delete()
    Anime.objects.update(is_hidden=False)
    ListEntry.objects.bulk_create(ListEntry(user=alice, anime_id=pk, score=1 + pk % 10) for pk in liked)
    NotInterested.objects.bulk_create(NotInterested(user=alice, anime_id=pk) for pk in dismissed)
    Anime.objects.filter(pk__in=hidden).update(is_hidden=True)
    unwanted = liked | dismissed | hidden
    if genre:
        comedy = Genre.objects.get(name="Comedy")
        dismiss(user=alice, anime_id=0, kind=Kind("genre", comedy.pk))
        unwanted |= set(comedy.anime.values_list("pk", flat=True))
    home = home_for(user=alice, language="zh")
    assert not unwanted & set(shown(home))
    assert len(shown(home)) == len(set(shown(home)))


def test_a_series_is_begun_with_its_first_season(full):
    for anime_id, title, score in ((901, "巨作", 8.9), (902, "巨作 第二季", 9.4), (903, "巨作 最终季", 9.5)):
        make_anime(anime_id, title_zh_hans=title, title_romaji="", score=score, members=500_000)
    for place, anime_id in enumerate((901, 902, 903), start=1):
        Anime.objects.filter(pk=anime_id).update(series="巨作", series_place=place)
    refresh_weighted_scores()
    top = next(row for row in home_for(user=AnonymousUser(), language="zh").rows if row.title == "高分动漫")
    popular = set(shown(home_for(user=AnonymousUser(), language="zh")))
    assert not {902, 903} & {card.id for card in top.cards}
    assert 901 in popular


def test_neither_specials_nor_recaps_stand_in_rows(full):
    today = broadcast_today()
    for anime_id, role in ((904, "side"), (905, "recap"), (906, "promo")):
        make_anime(anime_id, score=9.9, members=9_000_000, year=today.year, start_date=today, series_role=role)
    refresh_weighted_scores()
    assert not {904, 905, 906} & set(shown(home_for(user=AnonymousUser(), language="zh")))


def test_recent_years_have_a_row_and_half_of_what_is_popular(full):
    this_year = broadcast_today().year
    for number in range(20):
        make_anime(
            2000 + number,
            year=this_year - 1,
            members=0,
            score=None,
            popularity=10_000 - number,
            popularity_origin="estimated",
        )
    home = home_for(user=AnonymousUser(), language="zh")
    slides = [slide.card.year or 0 for slide in home.slides if slide.card]
    assert sum(year > this_year - 5 for year in slides) >= 2
    recent = next(row for row in home.rows if row.title == "近年热门")
    assert all((card.year or 0) > this_year - 5 for card in recent.cards)


@pytest.mark.django_db
def test_gems_are_little_known_to_who_reads_chinese():
    def gem(number: int, *, collected: int | None = None, **fields: Any) -> None:
        make_anime(number, **({"score": 8.5, "members": 20_000} | fields))
        if collected is not None:
            SiteScore.objects.create(anime_id=number, site="bangumi", completed=collected - 50, wished=50)

    gem(1)
    gem(2, collected=900)
    gem(3, collected=30_000)
    gem(4, country="CN")
    gem(5, country="CN", collected=800)
    gem(6, popularity_origin="estimated")
    gem(7, members=900_000)
    gem(8, series_role="recap")
    gem(9, series="长篇", series_place=2)
    assert set(build_shelves(today=broadcast_today()).gems) == {1, 2}


def test_few_queries(full, fan, client, django_assert_max_num_queries):
    client.force_login(fan)
    client.get("/")
    with django_assert_max_num_queries(12):
        assert client.get("/").status_code == 200
    client.logout()
    with django_assert_max_num_queries(12):
        client.get("/")
    with django_assert_max_num_queries(4):
        client.get("/")


def test_visitors_share_a_body_that_follows_the_operators(full, client):
    first = client.get("/").content.decode()
    best = home_for(user=AnonymousUser(), language="zh").rows[0].cards[0]
    assert f"/anime/{best.id}/" in first
    Anime.objects.filter(pk=best.id).update(is_hidden=True)
    assert f'"/anime/{best.id}/"' not in client.get("/").content.decode()
    CarouselSlide.objects.create(title_zh="活动开始了", link="/rankings/")
    assert "活动开始了" in client.get("/").content.decode()
    english = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert "正在热门" not in english


@pytest.mark.django_db
def test_an_empty_catalogue_has_a_home_page(client):
    assert client.get("/").status_code == 200


@pytest.mark.django_db
class TestCarousel:
    def test_operators_slides_come_in_their_order_and_time(self, catalogue, alice):
        now, day = timezone.now(), timedelta(days=1)
        CarouselSlide.objects.create(order=2, anime_id=5)
        CarouselSlide.objects.create(order=1, title_zh="中", title_en="En", text_zh="说明", link="/rankings/?kind=top")
        CarouselSlide.objects.create(anime_id=6, is_active=False)
        CarouselSlide.objects.create(anime_id=7, starts_at=now + day)
        CarouselSlide.objects.create(anime_id=8, starts_at=now - 2 * day, ends_at=now - day)
        home = home_for(user=AnonymousUser(), language="zh")
        assert [slide.url for slide in home.slides] == ["/rankings/?kind=top", "/anime/5/"]
        assert [slide.title for slide in home.slides] == ["中", "动漫5"]
        assert shown(home).count(5) == 1

    def test_not_what_is_hidden_on_the_list_or_dismissed(self, catalogue, alice):
        for anime_id in (5, 6, 7):
            CarouselSlide.objects.create(anime_id=anime_id)
        rate_anime(user=alice, anime_id=5, score=9)
        dismiss(user=alice, anime_id=6, kind=Kind())
        assert [slide.card and slide.card.id for slide in home_for(user=alice, language="zh").slides] == [7]
        Anime.objects.filter(pk=7).update(is_hidden=True)
        assert len(home_for(user=alice, language="zh").slides) == PICKED

    def test_what_the_database_and_the_form_refuse(self, catalogue):
        wrong: tuple[dict[str, Any], ...] = ({}, {"anime_id": 5, "link": "/x/"}, {"link": "/rankings/"})
        for fields in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                CarouselSlide.objects.create(**fields)
        for link in (
            "https://elsewhere.example/",
            "//elsewhere.example",
            "rankings",
            "/\\elsewhere.example",
            "javascript:x",
        ):
            with pytest.raises(ValidationError):
                CarouselSlide(title_zh="x", link=link).full_clean()
        CarouselSlide(title_zh="x", link="/rankings/?kind=top").full_clean()

    def test_pictures_are_checked(self, catalogue, tmp_path):
        def slide(width: int, height: int) -> CarouselSlide:
            path = tmp_path / "p.png"
            Image.new("RGB", (width, height), "red").save(path)
            picture = SimpleUploadedFile("p.png", path.read_bytes(), "image/png")
            return CarouselSlide(title_zh="x", link="/rankings/", picture=picture)

        slide(1200, 400).full_clean()
        for size in ((600, 200), (1000, 900), (3000, 310)):
            with pytest.raises(ValidationError, match="图片"):
                slide(*size).full_clean()

    def test_words_that_attack_stay_words(self, catalogue, client):
        CarouselSlide.objects.create(title_zh="<script>alert(1)</script>", text_zh="‮翻转", link="/rankings/")
        assert "<script>alert(1)" not in client.get("/").content.decode()

    def test_operators_arrange_and_preview(self, catalogue, admin_client):
        address = "/admin/recommend/carouselslide/"
        fields = {"title_zh": "新一季", "link": "/rankings/", "starts_at_0": "2020-01-01", "starts_at_1": "00:00"}
        answer = admin_client.post(f"{address}add/", {**fields, "order": "1", "is_active": "on"})
        assert answer.status_code == 302
        slide = CarouselSlide.objects.get()
        assert "新一季" in admin_client.get(address).content.decode()
        assert admin_client.get(f"{address}{slide.pk}/change/").status_code == 200
        assert "新一季" in admin_client.get(f"{address}{slide.pk}/preview/").content.decode()
        assert admin_client.get(f"{address}999/preview/").status_code == 404
        wrong = admin_client.post(f"{address}add/", {**fields, "link": "https://elsewhere.example/", "order": "1"})
        assert "请填写本站的路径" in wrong.content.decode()
        admin_client.post(address, {"action": "switch_off", "_selected_action": [slide.pk]})
        assert not CarouselSlide.objects.running().exists()

    def test_members_see_no_preview(self, catalogue, client, alice):
        slide = CarouselSlide.objects.create(title_zh="x", link="/rankings/")
        client.force_login(alice)
        assert client.get(f"/admin/recommend/carouselslide/{slide.pk}/preview/").status_code == 302
