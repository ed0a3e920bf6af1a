"""Stand-ins until ml.recommender and ml.snapshot are there; deleted then."""

from dataclasses import dataclass


class SnapshotError(Exception):
    pass


class Snapshot:
    @classmethod
    def open(cls, path):
        raise SnapshotError("no ml yet")


@dataclass(frozen=True)
class Recommendation:
    anime_id: int
    score: float = 0.0
    probability: float | None = None
    sources: tuple = ()
    because: tuple = ()


class Recommender:
    sources = ("popularity",)

    def __init__(self, ids):
        self.ids = [int(i) for i in ids]

    @classmethod
    def from_popularity(cls, anime_ids, popularity):
        return cls(anime_ids)

    def recommend(
        self, history, *, n, stage="rerank", exclude=frozenset(), allowed=None, user_embedding=None, anime_features=None
    ):
        seen = {int(i) for i in history.anime_ids}
        return [Recommendation(i) for i in self.ids if i not in exclude and i not in seen][:n]

    def similar(self, anime_id, *, n, exclude=frozenset()):
        return []
