"""A training, and so a snapshot, has several datasets; what had one keeps it."""

from django.db import migrations, models


def keep_the_one(apps, schema_editor):
    run = apps.get_model("recommend", "TrainingRun")
    run.datasets.through.objects.bulk_create(
        run.datasets.through(trainingrun_id=pk, dataset_id=dataset)
        for pk, dataset in run.objects.filter(dataset__isnull=False).values_list("pk", "dataset_id")
    )
    snapshot = apps.get_model("recommend", "Snapshot")
    snapshot.dataset_imports.through.objects.bulk_create(
        snapshot.dataset_imports.through(snapshot_id=pk, datasetimport_id=generation)
        for pk, generation in snapshot.objects.filter(dataset_import__isnull=False).values_list(
            "pk", "dataset_import_id"
        )
    )


def keep_the_first(apps, schema_editor):
    """Backwards there is room for one."""
    for name, many, one in (
        ("TrainingRun", "datasets", "dataset_id"),
        ("Snapshot", "dataset_imports", "dataset_import_id"),
    ):
        model = apps.get_model("recommend", name)
        through = getattr(model, many).through
        source, target = f"{name.lower()}_id", f"{many.removesuffix('s').replace('_', '')}_id"
        for pk, chosen in through.objects.order_by("-pk").values_list(source, target):
            model.objects.filter(pk=pk).update(**{one: chosen})


class Migration(migrations.Migration):
    dependencies = [("recommend", "0005_series_entries_are_a_filter")]

    operations = [
        migrations.AddField("dataset", "user_offset", models.BigIntegerField(default=None, editable=False, null=True)),
        migrations.AddField(
            "trainingrun",
            "datasets",
            models.ManyToManyField(
                blank=True, related_name="training_runs", to="recommend.dataset", verbose_name="数据集"
            ),
        ),
        migrations.AddField(
            "snapshot",
            "dataset_imports",
            models.ManyToManyField(
                blank=True, related_name="snapshots", to="recommend.datasetimport", verbose_name="数据集导入"
            ),
        ),
        migrations.RunPython(keep_the_one, keep_the_first),
        migrations.RemoveField("trainingrun", "dataset"),
        migrations.RemoveField("snapshot", "dataset_import"),
    ]
