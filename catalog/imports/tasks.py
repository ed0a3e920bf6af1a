"""What workers do for imports; the settings name the queue and the hours."""

from celery import shared_task


@shared_task(name="catalog.tasks.run_catalogue_import")
def run_catalogue_import(*, run_id: int) -> None:
    from catalog.imports.running import execute_import

    execute_import(run_id=run_id)


@shared_task(name="catalog.tasks.import_scheduled")
def import_scheduled(*, source: str, path: str) -> None:
    """An import that is still going on is left alone; the next week comes."""
    from catalog.imports.requests import ImportAlreadyActive, request_import
    from catalog.imports.running import execute_import
    from catalog.models import CatalogueSource

    try:
        run = request_import(source=CatalogueSource(source), path=path, publish=False)
    except ImportAlreadyActive:
        return
    execute_import(run_id=run.pk)
