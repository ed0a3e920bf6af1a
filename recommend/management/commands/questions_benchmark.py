"""``manage.py questions_benchmark``: how many questions a newcomer is asked, and what their answers are worth."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from recommend.management.choosing import UnknownDataset, UnknownSnapshot, dataset_named, snapshot_named
from recommend.members.histories import dataset_histories, history_of
from recommend.models import Interaction
from recommend.onboarding.questions_benchmark import measure_questions, usable


class Command(BaseCommand):
    help = "Interviews people whose lists are known, as a newcomer is, and compares what is then recommended with them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dataset", help="its people; by default this site's members")
        parser.add_argument("--people", type=int, default=60)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, dataset: str | None, people: int, seed: int, **options: Any) -> None:
        from ml.serving.recommender import Recommender
        from ml.snapshot import Snapshot

        try:
            snapshot = snapshot_named(None)
            histories = usable(self._histories(dataset))[:people]
        except (UnknownDataset, UnknownSnapshot) as refusal:
            raise CommandError(str(refusal)) from refusal
        if not histories:
            raise CommandError("Nobody has rated enough to be asked.")
        recommender = Recommender.from_snapshot(Snapshot.open(snapshot.path))
        self.stdout.write(
            f"{len(histories)} people, {snapshot.name}. Questions until five ratings; NDCG@10 after them."
        )
        for one in measure_questions(recommender, histories, seed=seed):
            self.stdout.write(
                f"{one.name:<9} mean {one.mean_questions:5.1f}  median {one.median_questions:3.0f}  {one.ndcg:.3f}"
            )

    def _histories(self, dataset: str | None) -> list[Any]:
        if dataset is None:
            return [history_of(user) for user in User.objects.filter(is_active=True).order_by("pk")]
        found = dataset_named(dataset)
        rows = Interaction.objects.filter(dataset_import=found.current_import_id)
        ids = rows.order_by("user_id").values_list("user_id", flat=True).distinct()
        return list(dataset_histories(found, list(ids[:2000])).values())
