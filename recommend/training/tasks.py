"""What workers do for the recommendations; the settings name the queue of each task."""

from celery import shared_task
from celery.signals import worker_shutting_down


@shared_task(name="recommend.tasks.run_training")
def run_training(*, run_id: int) -> None:
    from recommend.training.running import execute_training_run

    execute_training_run(run_id=run_id, bound_to_parent=True)


@worker_shutting_down.connect
def cancel_training(**_: object) -> None:
    """A worker that is told to stop waits for its task: so the task is told to stop as well."""
    from recommend.training.running import cancel_runs_of_this_host

    cancel_runs_of_this_host()
