"""The quality gate: a new snapshot must not be clearly worse than the one that serves."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommend.models import Snapshot

NOT_BELOW = 0.9


@dataclass(frozen=True, kw_only=True)
class Verdict:
    passed: bool
    reason: str = ""


def gate(new: Snapshot, active: Snapshot | None) -> Verdict:
    """Figures of two snapshots compare only on the same data: elsewhere the new one passes."""
    if active is None or not _same_data(new, active):
        return Verdict(passed=True)
    figure, bar = headline(new), headline(active)
    if figure is None or bar is None or figure >= NOT_BELOW * bar:
        return Verdict(passed=True)
    reason = _("NDCG@10 为 %(figure).3f，低于使用中快照 %(active)s 的 %(bar).3f 的 %(share)d%%。") % {
        "figure": figure,
        "active": active.name,
        "bar": bar,
        "share": round(100 * NOT_BELOW),
    }
    return Verdict(passed=False, reason=reason)


def _same_data(new: Snapshot, active: Snapshot) -> bool:
    ours, theirs = (set(snapshot.dataset_imports.values_list("dataset_id", flat=True)) for snapshot in (new, active))
    # Without a dataset: trained on the members alone here, or brought along from elsewhere.
    return ours == theirs and (bool(ours) or active.training_runs.exists())


def headline(snapshot: Snapshot) -> float | None:
    """NDCG@10 of the final list; None where the training measured none."""
    figure = snapshot.metrics.get("ndcg@10")
    return float(figure) if figure is not None else None
