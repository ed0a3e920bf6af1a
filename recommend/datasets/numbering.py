"""People of different datasets kept apart: each dataset has numbers of its own, the same in every training."""

from collections.abc import Iterable

from django.db import transaction

from ml.data.interactions import InteractionsError
from recommend.models import Dataset, Interaction

STEP = 2**32
HIGHEST = 2**62


def assign_user_offsets() -> dict[int, int]:
    """By a dataset's id what is added to its people's numbers, so that no two people share one.

    A dataset keeps what it got, since who judges a model is told by the number: 0, unless its numbers overlap with
    those of a dataset that was there before. Raises InteractionsError where numbers are too high to be kept apart.
    """
    taken: list[tuple[int, int]] = []
    offsets: dict[int, int] = {}
    with transaction.atomic():
        datasets = Dataset.objects.select_for_update().filter(current_import__isnull=False)
        for dataset in sorted(datasets, key=lambda one: (one.user_offset is None, one.pk)):
            low, high = _user_range(dataset)
            offset = _free_offset(dataset.user_offset or 0, low, high, taken)
            if offset != dataset.user_offset:
                Dataset.objects.filter(pk=dataset.pk).update(user_offset=offset)
            taken.append((low + offset, high + offset))
            offsets[dataset.pk] = offset
    return offsets


def _user_range(dataset: Dataset) -> tuple[int, int]:
    """The lowest and the highest number of its people; two look-ups on the index."""
    users = Interaction.objects.filter(dataset_import=dataset.current_import_id).values_list("user_id", flat=True)
    low = users.order_by("user_id", "anime_id").first()
    high = users.order_by("-user_id", "-anime_id").first()
    return (0, 0) if low is None or high is None else (low, high)


def _free_offset(wanted: int, low: int, high: int, taken: Iterable[tuple[int, int]]) -> int:
    offset = wanted
    taken = sorted(taken)
    while any(low + offset <= end and start <= high + offset for start, end in taken):
        offset += STEP
        if high + offset > HIGHEST:
            raise InteractionsError(
                f"The numbers of a dataset's people, up to {high}, are too high to be kept apart from another's: "
                "number its people anew, from 1."
            )
    return offset
