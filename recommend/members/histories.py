"""Lists as ``ml`` takes them: a member's, or those of a dataset's users."""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import User
from favorites.models import ListEntry, Status
from ml.data.interactions import COMPLETED, DROPPED, ON_HOLD, PLAN_TO_WATCH, WATCHING, UserHistory
from recommend.models import Dataset, Interaction

STATUS_CODES = {
    Status.WATCHING.value: WATCHING,
    Status.COMPLETED.value: COMPLETED,
    Status.ON_HOLD.value: ON_HOLD,
    Status.DROPPED.value: DROPPED,
    Status.PLAN_TO_WATCH.value: PLAN_TO_WATCH,
}
USERS_PER_QUERY = 500


def member_number(user_id: int) -> int:
    """A member's number among the users of training data, where dataset users take 0 and up."""
    return -1 - user_id


@dataclass(frozen=True, kw_only=True)
class MemberList:
    """``version`` changes whenever the list does."""

    history: UserHistory
    version: str


def member_list(user: User) -> MemberList:
    """One query."""
    fields = ("anime_id", "score", "status", "is_favorite", "updated_at")
    rows = list(ListEntry.objects.filter(user=user).order_by("anime_id").values_list(*fields))
    history = UserHistory.of(
        [row[0] for row in rows],
        [row[1] or 0 for row in rows],
        [STATUS_CODES.get(row[2], 0) for row in rows],
        [row[3] for row in rows],
    )
    latest = max((row[4].timestamp() for row in rows), default=0.0)
    # Removing an entry changes the count, changing one the stamp; the sum of ids tells a swap within one stamp.
    version = f"{len(rows)}:{latest:.6f}:{sum(row[0] for row in rows)}"
    return MemberList(history=history, version=version)


def history_of(user: User) -> UserHistory:
    return member_list(user).history


def dataset_histories(dataset: Dataset, user_ids: Sequence[int]) -> dict[int, UserHistory]:
    """By the dataset's own user ids; users without a row get an empty history."""
    found: dict[int, list[tuple[int, int, int]]] = {user_id: [] for user_id in user_ids}
    rows = Interaction.objects.filter(dataset_import=dataset.current_import_id)
    for start in range(0, len(user_ids), USERS_PER_QUERY):
        some = rows.filter(user_id__in=user_ids[start : start + USERS_PER_QUERY])
        for user_id, anime_id, rating, status in some.values_list("user_id", "anime_id", "rating", "status").iterator():
            found[user_id].append((anime_id, rating, status))
    return {
        user_id: UserHistory.of([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
        for user_id, rows in found.items()
    }
