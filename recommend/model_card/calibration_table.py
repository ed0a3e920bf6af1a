"""The match that is shown beside what members who had no part in the training did, a row a tenth of the scale."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

# A shown match is meant to be the share that liked it, give or take these points.
ALLOWED = 5
# A share of fewer ratings is mostly chance.
FEWEST = 100


@dataclass(frozen=True, kw_only=True)
class Bucket:
    shown: str  # as "70–80 %"
    ratings: int
    mean_shown: float  # percent
    came_true: float  # percent

    @property
    def off(self) -> float:
        """Percentage points; positive where fewer liked it than was promised."""
        return self.mean_shown - self.came_true

    @property
    def off_text(self) -> str:
        return f"{self.off:+.1f}".replace("-", "−")

    @property
    def is_sure(self) -> bool:
        return self.ratings >= FEWEST

    @property
    def keeps_promise(self) -> bool:
        return abs(self.off) <= ALLOWED

    @property
    def x(self) -> str:
        return f"{self.mean_shown:.1f}"

    @property
    def y(self) -> str:
        return f"{100 - self.came_true:.1f}"


@dataclass(frozen=True, kw_only=True)
class Calibration:
    ratings: int
    mean_error: float  # percentage points, weighted by the buckets' sizes
    buckets: tuple[Bucket, ...]

    @property
    def keeps_promise(self) -> bool:
        return all(bucket.keeps_promise for bucket in self.buckets if bucket.is_sure)

    @property
    def table(self) -> dict[str, list]:
        """For the admin: ``headers`` and ``rows``."""
        headers = [_("显示的匹配度"), _("平均显示"), _("实际喜欢"), _("相差（百分点）"), _("评分数")]
        rows = [
            [row.shown, f"{row.mean_shown:.1f}%", f"{row.came_true:.1f}%", row.off_text, f"{row.ratings:,}"]
            for row in self.buckets
        ]
        return {"headers": headers, "rows": rows}

    @property
    def has_unsure(self) -> bool:
        return not all(bucket.is_sure for bucket in self.buckets)


def calibration_of(metrics: Mapping[str, Any]) -> Calibration | None:
    """None for snapshots whose training measured none. Tenths that nobody was shown are left out."""
    like = (metrics.get("calibration") or {}).get("like") or {}
    buckets = tuple(
        Bucket(shown=str(name), ratings=count, mean_shown=100 * shown, came_true=100 * true)
        for name, count, shown, true in like.get("buckets") or ()
        if count
    )
    if not buckets:
        return None
    return Calibration(ratings=like["ratings"], mean_error=100 * like["error"], buckets=buckets)
