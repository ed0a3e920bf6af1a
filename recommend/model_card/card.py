"""What the page 关于 tells of the model in force: all of it read from the snapshot's manifest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from recommend.model_card.calibration_table import Calibration, calibration_of
from recommend.model_card.source_labels import SOURCE_LABELS
from recommend.models import Snapshot

# Two sides of a normal distribution beyond which 5 % lie.
NINETY_FIVE = 1.96
REFERENCES = {
    "popularity": SOURCE_LABELS["popularity"],
    "RP3beta": "RP3β",
    "EASE-200": "EASE (λ = 200)",
    "EASE-80": "EASE (λ = 80)",
}
# Sources that are also recommenders of their own, and stand in where a training measured no reference.
STAND_INS = ("popularity", "item_knn", "rp3beta", "als", "deepwalk")


@dataclass(frozen=True, kw_only=True)
class Data:
    source: str  # "" where the site's own members taught it
    members: int
    site_members: int
    anime: int
    ratings: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class Source:
    name: str
    ndcg: float | None
    recall: float | None  # of the 200 best


@dataclass(frozen=True, kw_only=True)
class Comparison:
    name: str
    ndcg: float
    ratio: float | None = None  # ours over its
    is_ours: bool = False
    share: str = "0%"  # of the best, as the width of a bar


@dataclass(frozen=True, kw_only=True)
class Quality:
    """Of the final list, on members who taught the ranker nothing."""

    judges: int
    ndcg: float
    interval: tuple[float, float] | None
    ranked_ndcg: float | None
    recall: float | None
    recall_of_all: float | None
    hit_rate: float | None
    coverage: float | None
    tail: float | None
    comparisons: tuple[Comparison, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    name: str
    trained_at: datetime
    data: Data | None
    hidden: str  # the network's layers, as "384 × 128"
    quality: Quality | None
    calibration: Calibration | None


def active_model_card() -> ModelCard | None:
    """One query; None where no snapshot is in force."""
    snapshot = Snapshot.objects.filter(is_active=True).first()
    return model_card(snapshot) if snapshot else None


def model_card(snapshot: Snapshot) -> ModelCard:
    config = snapshot.manifest.get("config") or {}
    hidden = (config.get("ranker") or {}).get("hidden") or ()
    return ModelCard(
        name=snapshot.name,
        trained_at=snapshot.created_at,
        data=_data(snapshot),
        hidden=" × ".join(map(str, hidden)),
        quality=_quality(snapshot.metrics),
        calibration=calibration_of(snapshot.metrics),
    )


def _data(snapshot: Snapshot) -> Data | None:
    data = snapshot.manifest.get("data") or {}
    if not data:
        return None
    numbers = {name: int(data.get(name) or 0) for name in ("site_members", "anime", "ratings", "rows")}
    source = str(data.get("source") or ", ".join(snapshot.dataset_names))
    return Data(source=source, members=int(data.get("users") or 0), **numbers)


def _quality(metrics: Mapping[str, Any]) -> Quality | None:
    ndcg = metrics.get("ndcg@10")
    if ndcg is None:
        return None
    stages = metrics.get("stages") or {}
    margin = NINETY_FIVE * (metrics.get("ndcg@10_error") or 0)
    return Quality(
        judges=int(metrics.get("users") or 0),
        ndcg=ndcg,
        interval=(ndcg - margin, ndcg + margin) if margin else None,
        ranked_ndcg=(stages.get("rank") or {}).get("ndcg@10"),
        recall=metrics.get("recall@200"),
        recall_of_all=metrics.get("recall@all"),
        hit_rate=metrics.get("hr@10"),
        coverage=metrics.get("coverage"),
        tail=metrics.get("tail"),
        comparisons=_comparisons(ndcg, metrics.get("baselines") or {}, stages),
        sources=tuple(_sources(stages)),
    )


def _comparisons(ours: float, baselines: Mapping[str, Any], stages: Mapping[str, Any]) -> tuple[Comparison, ...]:
    """The weakest first, ours last."""
    found = {str(REFERENCES.get(name, name)): its.get("ndcg@10") for name, its in baselines.items()}
    if not found:
        stand_ins = {name: stages.get(f"recall:{name}") or {} for name in STAND_INS}
        found = {str(SOURCE_LABELS[name]): its.get("ndcg@10") for name, its in stand_ins.items()}
    known = sorted((ndcg, name) for name, ndcg in found.items() if ndcg)
    best = max([ours, *(ndcg for ndcg, _name in known)]) or 1
    theirs = [
        Comparison(name=name, ndcg=ndcg, ratio=ours / ndcg, share=f"{100 * ndcg / best:.1f}%") for ndcg, name in known
    ]
    mine = Comparison(name=_("本站的最终列表"), ndcg=ours, is_ours=True, share=f"{100 * ours / best:.1f}%")
    return (*theirs, mine) if theirs else ()


def _sources(stages: Mapping[str, Any]) -> list[Source]:
    figures = {name: stages[f"recall:{name}"] for name in SOURCE_LABELS if f"recall:{name}" in stages}
    return [
        Source(name=str(SOURCE_LABELS[name]), ndcg=its.get("ndcg@10"), recall=its.get("recall@200"))
        for name, its in figures.items()
    ]
