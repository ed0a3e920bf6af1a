"""What a rule of re-ranking costs and brings, as the snapshot's training measured it, for people to read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from recommend.models.recommendation_settings import PARAMETERS

FIGURES = ("ndcg@10", "change", "tail", "coverage", "diversity")
UNCHANGED = ("none", "change")


def price_in_words(rule: str, metrics: Mapping[str, Any]) -> str:
    """ "" for a parameter that is no rule of its own, and for snapshots from before prices were measured."""
    prices = metrics.get("prices") or {}
    none, only = prices.get("none"), prices.get(f"only:{rule}")
    if not none or not only:
        return ""
    text = _(
        "实测（仅此一条，取 %(value)s）：NDCG@10 %(change)s，冷门占比 %(tail_before)s → %(tail)s，"
        "覆盖率 %(coverage_before)s → %(coverage)s，页内多样性 %(diversity_before).3f → %(diversity).3f。"
    ) % {
        "value": format(only.get("value", 0), "g"),
        "change": f"{only['change']:+.2%}",
        "tail_before": f"{none['tail']:.1%}",
        "tail": f"{only['tail']:.1%}",
        "coverage_before": f"{none['coverage']:.1%}",
        "coverage": f"{only['coverage']:.1%}",
        "diversity_before": none["diversity"],
        "diversity": only["diversity"],
    }
    every, without = prices.get("all"), prices.get(f"without:{rule}")
    if every and without and every["ndcg@10"]:
        gain = without["ndcg@10"] / every["ndcg@10"] - 1
        text += _("从模型自带的全部规则中去掉它：NDCG@10 %(change)s。") % {"change": f"{gain:+.2%}"}
    return text


def prices_table(metrics: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, list] | None:
    """``headers`` and ``rows`` for the page; None where the snapshot has no prices. ``labels``: each rule's name."""
    prices = metrics.get("prices") or {}
    if "none" not in prices:
        return None
    names = {"none": _("没有任何规则"), "all": _("模型自带的全部规则")}
    names |= {f"only:{rule}": _("仅“%(rule)s”") % {"rule": labels[rule]} for rule in PARAMETERS}
    rows = [
        [name, *(_cell(column, prices[key].get(column) if (key, column) != UNCHANGED else None) for column in FIGURES)]
        for key, name in names.items()
        if key in prices
    ]
    headers = ["", "NDCG@10", _("变化"), _("冷门占比"), _("覆盖率"), _("页内多样性")]
    return {"headers": headers, "rows": rows}


def _cell(column: str, value: float | None) -> str:
    if value is None:
        return "–"
    if column == "change":
        return f"{value:+.2%}"
    return f"{value:.1%}" if column in {"tail", "coverage"} else f"{value:.4f}"
