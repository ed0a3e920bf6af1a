"""What the clock has workers do for accounts; the settings name the hours."""

from celery import shared_task
from django.core.management import call_command

from accounts.limits import forget_old_counts


@shared_task(name="accounts.tasks.forget_what_ran_out")
def forget_what_ran_out() -> None:
    """Sessions that ended, and counts of attempts that no limit asks about any more."""
    call_command("clearsessions")
    forget_old_counts()
