"""Generations of a dataset's rows: written aside, made current at one stroke, deleted in portions."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from recommend.models import Dataset, DatasetImport, ImportState, Interaction

PORTION = 50_000


def start_generation(*, dataset: Dataset, source: str, checksum: str) -> DatasetImport:
    return DatasetImport.objects.create(dataset=dataset, source=source[:1000], checksum=checksum)


def make_current(generation: DatasetImport, *, report: dict[str, object]) -> DatasetImport | None:
    """Returns the generation that was current before; its rows are still there."""
    with transaction.atomic():
        dataset = Dataset.objects.select_for_update().get(pk=generation.dataset_id)
        before = dataset.current_import
        generation.state = ImportState.DONE
        generation.report = report
        generation.finished_at = timezone.now()
        generation.save(update_fields=["state", "report", "finished_at"])
        dataset.current_import = generation
        dataset.save(update_fields=["current_import"])
    return before


def fail_generation(generation: DatasetImport, *, error: str) -> None:
    delete_rows(generation)
    DatasetImport.objects.filter(pk=generation.pk).update(
        state=ImportState.FAILED, error=error, finished_at=timezone.now()
    )


def clear_leftovers(dataset: Dataset) -> None:
    """What imports left that were killed, here or while deleting. The caller holds the dataset's lock."""
    for generation in dataset.imports.all():
        if generation.pk == dataset.current_import_id:
            continue
        if generation.state == ImportState.RUNNING:
            fail_generation(generation, error="The import was interrupted.")
        else:
            delete_rows(generation)


def delete_rows(generation: DatasetImport) -> None:
    """In portions, so that no transaction keeps the site's own writes waiting."""
    rows = Interaction.objects.filter(dataset_import=generation)
    while (bound := _user_at(rows, PORTION)) is not None:
        rows.filter(user_id__lte=bound)._raw_delete(rows.db)
    rows._raw_delete(rows.db)


def _user_at(rows: QuerySet[Interaction], place: int) -> int | None:
    return rows.order_by("user_id", "anime_id").values_list("user_id", flat=True)[place : place + 1].first()
