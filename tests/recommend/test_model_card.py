"""The model in force as 关于 shows it, and its calibration in the admin."""

import json
import re

import pytest
from django.urls import reverse

from recommend.model_card.calibration_table import calibration_of
from recommend.model_card.card import active_model_card, model_card
from recommend.model_card.metrics_table import metrics_rows
from recommend.models import Snapshot
from recommend.training.evaluating import record_figures
from tests.accounts.factories import make_member
from tests.recommend.conftest import install

pytestmark = pytest.mark.django_db
BUCKETS = [["0–10 %", 0, 0.0, 0.0], ["70–80 %", 400, 0.75, 0.73], ["90–100 %", 40, 0.95, 0.7]]
METRICS = {
    "ndcg@10": 0.5,
    "ndcg@10_error": 0.01,
    "users": 300,
    "hr@10": 0.9,
    "recall@200": 0.8,
    "coverage": 0.2,
    "tail": 0.05,
    "stages": {"rank": {"ndcg@10": 0.51}, "recall:als": {"ndcg@10": 0.25, "recall@200": 0.7}},
    "baselines": {"EASE-80": {"ndcg@10": 0.4}, "popularity": {"ndcg@10": 0.1}},
    "calibration": {"like": {"ratings": 440, "error": 0.03, "buckets": BUCKETS}},
}
MANIFEST = {
    "data": {"users": 4000, "site_members": 12, "anime": 7000, "ratings": 400_000, "rows": 500_000},
    "config": {"ranker": {"hidden": [256, 64]}},
    "metrics": METRICS,
}


def make_snapshot(**changes):
    values = {"name": "s1", "manifest": MANIFEST, "is_active": True, "created_at": "2026-01-02T03:04:05+00:00"}
    return Snapshot.objects.create(**values | changes)


def text_of(client, path="/about/"):
    return re.sub(r"\s+", " ", client.get(path).content.decode())


def test_without_a_snapshot_the_page_says_so(client):
    assert active_model_card() is None
    assert "目前没有启用任何模型" in text_of(client)


def test_what_the_card_tells(client):
    make_snapshot()
    page = text_of(client)
    for words in (
        "<code>s1</code>",
        "2026年1月2日",
        "4,000",
        "其中评分 400,000 个",
        "256 × 64",
        "300 位",
        "0.500",
        "0.480–0.520",
        "90.0%",
        "EASE (λ = 80)",
        "1.25 倍",
        "5.00 倍",
        "70–80 %",
        "+2.0",
    ):
        assert words in page, words
    assert "0–10 %" not in page.replace("90–100 %", "")


def test_the_weakest_comes_first_and_ours_last():
    card = model_card(make_snapshot())
    assert card.quality is not None
    assert [round(one.ratio, 2) for one in card.quality.comparisons if one.ratio] == [5.0, 1.25]
    assert card.quality.comparisons[-1].is_ours
    assert [one.share for one in card.quality.comparisons] == ["20.0%", "80.0%", "100.0%"]


def test_sources_stand_in_where_no_baseline_was_measured():
    snapshot = make_snapshot(manifest={"metrics": {**METRICS, "baselines": {}}})
    card = model_card(snapshot)
    assert card.quality is not None
    assert [one.ratio for one in card.quality.comparisons] == [2.0, None]
    assert card.data is None


@pytest.mark.parametrize(
    "manifest",
    [{}, {"metrics": {}}, {"metrics": None, "config": None, "data": None}, {"metrics": {"ndcg@10": 0.3}}],
)
def test_a_manifest_that_says_little_breaks_nothing(client, manifest):
    make_snapshot(manifest=manifest)
    assert client.get("/about/").status_code == 200


def test_few_ratings_prove_nothing():
    calibration = calibration_of(METRICS)
    assert calibration is not None
    assert [(row.is_sure, row.keeps_promise) for row in calibration.buckets] == [(True, True), (False, False)]
    assert calibration.keeps_promise
    assert calibration_of({}) is None


def test_the_table_is_in_the_admin(client):
    snapshot = make_snapshot()
    bare = make_snapshot(name="s2", is_active=None, manifest={"metrics": {"ndcg@10": 0.3}})
    client.force_login(make_member("root", is_staff=True, is_superuser=True))
    page = text_of(client, reverse("admin:recommend_snapshot_change", args=[snapshot.pk]))
    assert "匹配度对照表" in page
    assert "75.0%" in page
    assert "+2.0" in page
    assert "没有留下对照表" in text_of(client, reverse("admin:recommend_snapshot_change", args=[bare.pk]))


def test_calibration_is_no_recommender_in_the_table_of_metrics():
    names = [row[0] for row in metrics_rows(METRICS)]
    assert "calibration" not in names
    assert "like" not in names


def test_recorded_figures_are_shown_from_then_on():
    snapshot = make_snapshot()
    record_figures(snapshot, {**METRICS, "ndcg@10": 0.6})
    card = active_model_card()
    assert card is not None
    assert card.quality is not None
    assert (card.quality.ndcg, card.data is not None) == (0.6, True)


@pytest.mark.slow
def test_a_training_measures_its_calibration(trained, redis):
    metrics = install(trained, "first").metrics
    like = metrics["calibration"]["like"]
    assert like["ratings"] == sum(row[1] for row in like["buckets"]) > 20
    off = sum(row[1] * abs(row[2] - row[3]) for row in like["buckets"]) / like["ratings"]
    assert like["error"] == pytest.approx(off, abs=1e-3)
    assert like["Brier"] <= like["Brier of the mean"] + 0.1


def test_a_bucket_that_is_far_off_does_not_keep_its_promise():
    rows = [[f"{i * 10}–{i * 10 + 10} %", 500, i / 10 + 0.05, i / 10 + 0.05] for i in range(10)]
    kept = calibration_of({"calibration": {"like": {"ratings": 5000, "error": 0.0, "buckets": rows}}})
    rows[7][3] = 0.5
    broken = calibration_of({"calibration": {"like": {"ratings": 5000, "error": 0.0, "buckets": rows}}})
    assert kept is not None
    assert broken is not None
    assert [row.keeps_promise for row in kept.buckets] == [True] * 10
    assert [row.keeps_promise for row in broken.buckets] == [True] * 7 + [False] + [True] * 2


def test_the_figures_that_the_shipped_model_was_measured_at_keep_their_promise(settings):
    manifest = json.loads((settings.SHIPPED_SNAPSHOT / "manifest.json").read_text())
    calibration = calibration_of(manifest["metrics"])
    assert calibration is not None
    assert len(calibration.buckets) == 10
    assert all(row.is_sure and row.keeps_promise for row in calibration.buckets)
