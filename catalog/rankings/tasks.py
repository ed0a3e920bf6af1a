"""What workers do for the rankings each day; the settings name the hour."""

from celery import shared_task


@shared_task(name="catalog.tasks.record_ranks")
def record_ranks() -> None:
    from catalog.rankings.records import record_ranks as record
    from catalog.seasons import broadcast_today

    record(today=broadcast_today())
