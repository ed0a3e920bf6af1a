"""What the clock has workers do for the catalogue; the settings name the hours."""

from celery import shared_task


@shared_task(name="catalog.tasks.record_ranks")
def record_ranks() -> None:
    from catalog.rankings.records import record_ranks as record
    from catalog.seasons import broadcast_today

    record(today=broadcast_today())
