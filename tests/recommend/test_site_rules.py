"""What operators decide is in force at once, for everybody, and the lists stay whole."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from catalog.models import Anime
from favorites.dismissals import Kind, dismiss
from favorites.services import rate_anime
from ml.recall.sources import CANDIDATE_SOURCES
from recommend.home import home_for
from recommend.lists.recommendations import recommend_for
from recommend.lists.similar import similar_to
from recommend.models import BuriedAnime, PinnedAnime, RecommendationSettings, Snapshot
from recommend.serving.site_rules import current_site_rules
from tests.accounts.factories import make_member
from tests.recommend.factories import ANIME_IDS, make_dataset, taste_rows

pytestmark = pytest.mark.django_db


def recommended(user, n: int = 20, **options) -> list[int]:
    return [item.card.id for item in recommend_for(user=user, n=n, language="zh", **options)]


def decide(**values) -> None:
    row = RecommendationSettings.current()
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()


def all_but(name: str) -> list[str]:
    return [other for other in CANDIDATE_SOURCES if other != name]


def test_pins_without_a_snapshot(catalogue, redis):
    PinnedAnime.objects.create(anime_id=40, place=1)
    PinnedAnime.objects.create(anime_id=2, place=4)
    assert recommended(AnonymousUser(), 5) == [40, 1, 3, 2, 4]
    assert recommended(AnonymousUser(), 3, offset=2) == [3, 2, 4]


def test_a_pin_is_for_those_who_do_not_have_it(catalogue, redis, alice):
    PinnedAnime.objects.create(anime_id=40, place=1)
    PinnedAnime.objects.create(anime_id=41, place=2)
    rate_anime(user=alice, anime_id=40, score=7)
    assert recommended(alice, 3) == [1, 41, 2]
    dismiss(user=alice, anime_id=41, kind=Kind())
    assert recommended(alice, 3) == [1, 2, 3]
    Anime.objects.filter(pk=40).update(is_hidden=True)
    assert recommended(AnonymousUser(), 3) == [1, 41, 2]


def test_a_pin_holds_for_its_time(catalogue, redis):
    now, hour = timezone.now(), timedelta(hours=1)
    PinnedAnime.objects.create(anime_id=40, starts_at=now + hour)
    PinnedAnime.objects.create(anime_id=41, starts_at=now - 2 * hour, ends_at=now - hour)
    PinnedAnime.objects.create(anime_id=42, starts_at=now - hour, ends_at=now + hour)
    assert recommended(AnonymousUser(), 2) == [42, 1]


def test_what_is_buried_is_never_recommended(catalogue, redis, alice):
    PinnedAnime.objects.create(anime_id=40, place=1)
    BuriedAnime.objects.bulk_create(BuriedAnime(anime_id=pk) for pk in (1, 3, 40))
    assert recommended(alice, 3) == [2, 4, 5]
    shown = {card.id for row in home_for(user=alice, language="zh").rows for card in row.cards}
    assert shown
    assert not shown & {1, 3, 40}
    assert not {1, 3, 40} & {card.id for card in similar_to(anime_id=5, user=alice, n=80, language="zh")}
    BuriedAnime.objects.all().delete()
    assert recommended(alice, 2) == [40, 1]


def test_every_way_of_changing_counts_at_once(catalogue, redis):
    def first() -> int:
        return recommended(AnonymousUser(), 1)[0]

    assert first() == 1
    pin = PinnedAnime.objects.create(anime_id=40)
    assert first() == 40
    PinnedAnime.objects.update(anime_id=41)
    assert first() == 41
    pin.delete()
    assert first() == 1
    PinnedAnime.objects.bulk_create([PinnedAnime(anime_id=42)])
    assert first() == 42
    Anime.objects.get(pk=42).delete()
    assert first() == 1


def test_rules_cost_one_query(catalogue, redis, django_assert_num_queries):
    decide(diversity=0.2)
    PinnedAnime.objects.create(anime_id=40)
    current_site_rules()
    with django_assert_num_queries(1):
        assert current_site_rules().parameters == {"diversity": 0.2}


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_another_process_follows(catalogue, redis):
    """The change of one process is seen by one that runs already, on its next request."""
    code = (
        "import django; django.setup()\n"
        "from django.contrib.auth.models import AnonymousUser\n"
        "from recommend.lists.recommendations import recommend_for\n"
        "for _ in range(2):\n"
        "    print(recommend_for(user=AnonymousUser(), n=1, language='zh')[0].card.id, flush=True)\n"
        "    input()\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", _connected(code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=django_settings.BASE_DIR,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "1\n"
        PinnedAnime.objects.create(anime_id=40)
        child.stdin.write("\n")
        child.stdin.flush()
        assert child.stdout.readline() == "40\n"
    finally:
        child.kill()
        child.wait()


def _connected(code: str) -> str:
    """``code`` on the tests' database."""
    name = str(django_settings.DATABASES["default"]["NAME"])
    return (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'\n"
        f"from django.conf import settings; settings.DATABASES['default']['NAME'] = {name!r}\n{code}"
    )


@pytest.mark.slow
def test_sources_that_are_off_bring_nothing(active, alice):
    for anime_id in (3, 9, 15, 21):
        rate_anime(user=alice, anime_id=anime_id, score=10)
    everything = recommended(alice, 40)
    for off in (all_but("linear"), all_but("popularity"), ["linear", "popularity"]):
        decide(sources_off=off)
        found = recommended(alice, 40)
        assert len(set(found)) == 40
        assert found != everything
    decide(sources_off=[])
    assert recommended(alice, 40) == everything


@pytest.mark.slow
def test_pages_are_one_list(active, alice):
    for anime_id in (3, 9, 15, 21):
        rate_anime(user=alice, anime_id=anime_id, score=10)
    for place, anime_id in ((1, 80), (13, 79), (30, 78), (30, 5)):
        PinnedAnime.objects.create(anime_id=anime_id, place=place)
    decide(diversity=1.0, tail_share=1)
    whole = recommended(alice, 60)
    pages = [anime_id for offset in range(0, 60, 12) for anime_id in recommended(alice, 12, offset=offset)]
    assert pages == whole == recommended(alice, 60)
    assert len(set(whole)) == 60
    assert [whole[place - 1] for place in (1, 13, 30, 31)] == [80, 79, 78, 5]


@pytest.mark.slow
def test_new_anime_are_boosted_by_their_date(active, alice):
    rate_anime(user=alice, anime_id=3, score=10)
    decide(diversity=0, tail_boost=0)
    first, second, third = recommended(alice, 3)
    today = timezone.now().date()
    Anime.objects.filter(pk=second).update(start_date=today - timedelta(days=20))
    Anime.objects.filter(pk=third).update(start_date=today + timedelta(days=20))
    decide(fresh_boost=10, fresh_months=2)
    assert recommended(alice, 3) == [second, first, third]


@pytest.mark.slow
def test_the_command_follows_the_site_only_when_asked(active, tmp_path):
    make_dataset()
    (tmp_path / "users.txt").write_text("0\n1\n2\n")

    def lists(*options: str) -> list[list[int]]:
        out = tmp_path / "out.jsonl"
        paths = ["--users", str(tmp_path / "users.txt"), "--output", str(out), "--processes", "1"]
        call_command("recommend", "--dataset", "small", "--n", "30", *paths, *options)
        return [json.loads(line)["items"] for line in out.read_text().splitlines()]

    plain = lists()
    assert lists("--site-settings") == plain
    best = plain[0][0]
    pinned = next(anime_id for anime_id in reversed(ANIME_IDS) if anime_id not in _lists_of(0, 1, 2))
    BuriedAnime.objects.create(anime_id=best)
    PinnedAnime.objects.create(anime_id=pinned, place=2)
    decide(tail_share=5)
    assert lists() == plain
    site = lists("--site-settings")
    assert all(items[1] == pinned and best not in items and len(set(items)) == 30 for items in site)


def _lists_of(*users: int) -> set[int]:
    return {anime for user, anime, *_ in taste_rows() if user in users}


def test_what_cannot_be(catalogue):
    with pytest.raises(ValidationError, match="来源"):
        decide(sources_off=list(CANDIDATE_SOURCES))
    with pytest.raises(ValidationError, match="来源"):
        decide(sources_off=["magic"])
    with pytest.raises(ValidationError):
        decide(diversity=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecommendationSettings(pk=2).save()
    now = timezone.now()
    PinnedAnime.objects.create(anime_id=1, place=1, ends_at=now + timedelta(days=9))
    for wrong in (
        PinnedAnime(anime_id=2, place=1),
        PinnedAnime(anime_id=1, place=2),
        PinnedAnime(anime_id=2, place=0),
        PinnedAnime(anime_id=2, place=2, starts_at=now, ends_at=now),
    ):
        with pytest.raises(ValidationError):
            wrong.full_clean()
    PinnedAnime(anime_id=2, place=1, starts_at=now + timedelta(days=9)).full_clean()
    PinnedAnime(anime_id=2, place=2).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        PinnedAnime.objects.create(anime_id=3, place=3, starts_at=now, ends_at=now - timedelta(days=1))


@pytest.fixture
def operator(client):
    member = make_member("operator", is_staff=True)
    client.force_login(member)
    return member


def allow(member, *codenames: str) -> None:
    member.user_permissions.add(
        *Permission.objects.filter(codename__in=codenames, content_type__app_label__in=("recommend", "catalog"))
    )


PRICES = {
    "none": {"ndcg@10": 0.5, "change": 0.0, "tail": 0.02, "coverage": 0.2, "diversity": 0.4},
    "all": {"ndcg@10": 0.495, "change": -0.01, "tail": 0.05, "coverage": 0.22, "diversity": 0.45},
    "only:diversity": {
        "ndcg@10": 0.498, "change": -0.004, "tail": 0.02, "coverage": 0.21, "diversity": 0.44, "value": 0.5,
    },
    "without:diversity": {"ndcg@10": 0.4972, "change": -0.0056, "tail": 0.05, "coverage": 0.2, "diversity": 0.4},
}  # fmt: skip


def test_the_page_of_the_rules(catalogue, operator, client):
    Snapshot.objects.create(
        name="first",
        is_active=True,
        created_at=timezone.now(),
        manifest={
            "config": {"rerank": {"diversity": 0.35}},
            "metrics": {"prices": PRICES, "stages": {"recall:als": {"recall@200": 0.731}}},
        },
    )
    entry = reverse("admin:recommend_recommendationsettings_changelist")
    address = reverse("admin:recommend_recommendationsettings_change", args=[1])
    assert client.get(entry).status_code == 403
    allow(operator, "view_recommendationsettings")
    assert client.get(entry).url == address
    text = client.get(address).content.decode()
    assert "DeepWalk" in text
    assert client.post(address, {"sources_on": ["als"]}).status_code == 403
    allow(operator, "change_recommendationsettings")
    text = client.get(address).content.decode()
    for shown in ("留空则用模型自带的值：0.35", "-0.40%", "2.0% → 2.0%", "0.400 → 0.440", "+0.44%", "0.731"):
        assert shown in text
    assert client.post(address, {"sources_on": ["als", "deepwalk"], "tail_share": "2"}).status_code == 302
    row = RecommendationSettings.objects.get()
    assert row.parameters == {"tail_share": 2}
    assert sorted(row.sources_off) == sorted(set(CANDIDATE_SOURCES) - {"als", "deepwalk"})
    assert "至少要保留一个召回来源" in client.post(address, {"tail_share": "2"}).content.decode()
    assert client.post(address, {"sources_on": ["als"], "tail_share": "11"}).status_code == 200
    assert client.post(address, {"sources_on": ["magic"]}).status_code == 200
    assert RecommendationSettings.objects.get().parameters == {"tail_share": 2}
    Snapshot.objects.update(manifest={})
    assert "没有测过各条规则的代价" in client.get(address).content.decode()
    Snapshot.objects.all().delete()
    assert "按热门推荐" in client.get(address).content.decode()


def test_pins_by_form(catalogue, operator, client):
    add = reverse("admin:recommend_pinnedanime_add")
    moment = {"starts_at_0": "2026-01-01", "starts_at_1": "08:00:00", "ends_at_0": "", "ends_at_1": "", "note": ""}
    assert client.post(add, {"anime": 40, "place": 1, **moment}).status_code == 403
    allow(operator, "add_pinnedanime", "view_pinnedanime", "change_pinnedanime", "add_buriedanime", "view_buriedanime")
    allow(operator, "delete_pinnedanime", "view_anime")
    assert client.post(add, {"anime": 40, "place": 1, **moment}).status_code == 302
    assert recommended(AnonymousUser(), 1) == [40]
    assert "动漫40" in client.post(add, {"anime": 41, "place": 1, **moment}).content.decode()
    assert PinnedAnime.objects.count() == 1
    assert "生效中" in client.get(reverse("admin:recommend_pinnedanime_changelist")).content.decode()
    bury = reverse("admin:recommend_buriedanime_add")
    assert client.post(bury, {"anime": 2, **moment}).status_code == 302
    assert client.get(reverse("admin:recommend_buriedanime_changelist")).status_code == 200
    assert recommended(AnonymousUser(), 3) == [40, 1, 3]
    chosen = {"action": "delete_selected", "_selected_action": [PinnedAnime.objects.get().pk], "post": "yes"}
    client.post(reverse("admin:recommend_pinnedanime_changelist"), chosen)
    assert recommended(AnonymousUser(), 3) == [1, 3, 4]


def test_every_anime_is_one_that_the_form_can_pin(catalogue):
    """Autocomplete, not a list of all of them."""
    for kind in (PinnedAnime, BuriedAnime):
        assert "anime" in admin.site.get_model_admin(kind).autocomplete_fields
