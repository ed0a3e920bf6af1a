"""The quality gate: a new snapshot becomes active by itself only where it is known not to be worse than what serves."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from django.utils.translation import gettext as _

from ml.evaluation.measures.bootstrap import Bootstrap, Interval
from recommend.models import Snapshot

# The share of NDCG@10 that a new snapshot may lose at most, with the confidence of the interval.
TOLERANCE = 0.05
# Fewer judges say nothing of a difference that matters.
FEWEST_JUDGES = 30


class Outcome(StrEnum):
    NO_WORSE = "no worse"
    WORSE = "worse"
    CANNOT_TELL = "can't tell"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """``reason``: for people to read; "" where there was nothing to compare with."""

    outcome: Outcome
    reason: str = ""

    @property
    def passed(self) -> bool:
        return self.outcome is Outcome.NO_WORSE


def gate(new: Snapshot, active: Snapshot | None) -> Verdict:
    """Compares two snapshots on the members who judged both, by the same held-out likes, in pairs.

    Elsewhere a figure of one says nothing about the other: then the verdict is that one can't tell, and staff decide.
    """
    if active is None:
        return Verdict(outcome=Outcome.NO_WORSE)
    ours, theirs = _judges(new), _judges(active)
    shared = sorted(ours.keys() & theirs.keys())
    if len(shared) < FEWEST_JUDGES:
        reason = _(
            "无法与使用中的快照 %(active)s 比较：共同的评判会员只有 %(judges)d 名（至少需要 %(needed)d 名）。"
            "请查看两者的指标，再决定是否手动启用。"
        ) % {"active": active.name, "judges": len(shared), "needed": FEWEST_JUDGES}
        return Verdict(outcome=Outcome.CANNOT_TELL, reason=reason)
    values = np.asarray([[ours[key], theirs[key]] for key in shared])
    change = _change(values[:, 0], values[:, 1])
    words = {
        "active": active.name,
        "judges": len(shared),
        "point": 100 * change.point,
        "low": 100 * change.low,
        "high": 100 * change.high,
    }
    if change.low >= -TOLERANCE:
        reason = _(
            "由两者共同的 %(judges)d 名会员评判，NDCG@10 比使用中的快照 %(active)s 变化 %(point)+.1f%%"
            "（95%% 区间 %(low)+.1f%% 至 %(high)+.1f%%）。"
        )
        return Verdict(outcome=Outcome.NO_WORSE, reason=reason % words)
    if change.high < 0:
        reason = _(
            "由两者共同的 %(judges)d 名会员评判，NDCG@10 低于使用中的快照 %(active)s：变化 %(point)+.1f%%"
            "（95%% 区间 %(low)+.1f%% 至 %(high)+.1f%%）。"
        )
        return Verdict(outcome=Outcome.WORSE, reason=reason % words)
    reason = _(
        "两者共同的 %(judges)d 名评判会员太少，看不出是否比使用中的快照 %(active)s 差：NDCG@10 变化 %(point)+.1f%%"
        "（95%% 区间 %(low)+.1f%% 至 %(high)+.1f%%）。请查看两者的指标，再决定是否手动启用。"
    )
    return Verdict(outcome=Outcome.CANNOT_TELL, reason=reason % words)


def headline(snapshot: Snapshot) -> float | None:
    """NDCG@10 of the final list; None where the training measured none."""
    figure = snapshot.metrics.get("ndcg@10")
    return float(figure) if figure is not None else None


def _judges(snapshot: Snapshot) -> dict[str, float]:
    """NDCG@10 by judge (see :func:`ml.evaluation.measures.judges.judge_scores`); empty for older snapshots."""
    found = snapshot.metrics.get("judges")
    return found if isinstance(found, dict) else {}


def _change(ours: np.ndarray, theirs: np.ndarray) -> Interval:
    """The change of the mean as a share of theirs, with its interval in pairs."""
    if not theirs.sum():
        return Interval(0.0, 0.0, 0.0)
    ratio = Bootstrap(len(ours), 1).ratio(ours, theirs)
    return Interval(*(value - 1 for value in ratio))
