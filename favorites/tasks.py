"""What the clock has workers do for members' lists; the settings name the hours."""

from celery import shared_task


@shared_task(name="favorites.tasks.refresh_trends")
def refresh_trends() -> None:
    from django.utils import timezone

    from favorites.trends import refresh_trends as refresh

    refresh(now=timezone.now())
