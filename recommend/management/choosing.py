"""Which datasets and which snapshot a command is about."""

from collections.abc import Sequence

from django.core.management.base import CommandParser

from recommend.models import Dataset, Snapshot


class UnknownDataset(LookupError):
    """No such dataset, or one must be named; the message lists those that there are."""


class UnknownSnapshot(LookupError):
    """No such snapshot, or none is active; the message lists those that there are."""


def dataset_named(name: str) -> Dataset:
    dataset = Dataset.objects.filter(name=name, current_import__isnull=False).select_related("current_import").first()
    if dataset is None:
        raise UnknownDataset(f"There is no dataset {name}. {_datasets_there_are()}")
    return dataset


def add_dataset_options(parser: CommandParser) -> None:
    """``datasets``, a list of what was written, and ``all_datasets``."""
    parser.add_argument(
        "--dataset",
        action="append",
        default=[],
        dest="datasets",
        metavar="NAME[,NAME]",
        help="a dataset's name, or several; may be repeated. Not needed where there is one or none",
    )
    parser.add_argument("--all-datasets", action="store_true", help="all datasets that there are")


def datasets_to_train_on(names: Sequence[str], *, all_datasets: bool = False) -> list[Dataset]:
    """By their names, each once. Without a name the only dataset there is, or none: the members' lists alone."""
    wanted = sorted({name.strip() for written in names for name in written.split(",") if name.strip()})
    if wanted and all_datasets:
        raise UnknownDataset("Give either --dataset or --all-datasets.")
    if names and not wanted:
        raise UnknownDataset(f"--dataset names none. {_datasets_there_are()}")
    if wanted:
        return [dataset_named(name) for name in wanted]
    usable = list(Dataset.objects.filter(current_import__isnull=False).select_related("current_import"))
    if len(usable) > 1 and not all_datasets:
        raise UnknownDataset(
            f"Name one or several with --dataset, or take them all with --all-datasets. {_datasets_there_are()}"
        )
    return usable


def snapshot_named(name: str | None) -> Snapshot:
    """Without a name: the active one."""
    found = Snapshot.objects.filter(name=name) if name else Snapshot.objects.filter(is_active=True)
    snapshot = found.first()
    if snapshot is None:
        names = ", ".join(Snapshot.objects.values_list("name", flat=True))
        what = f"There is no snapshot {name}." if name else "No snapshot is active: activate_snapshot NAME."
        raise UnknownSnapshot(f"{what} Snapshots: {names or 'none; train one, or install_shipped_snapshot'}.")
    return snapshot


def snapshot_for(name: str | None, dataset: Dataset) -> Snapshot:
    """As snapshot_named, but where none is active the latest that was trained on the dataset will do."""
    if name is None and not Snapshot.objects.filter(is_active=True).exists():
        latest = Snapshot.objects.filter(dataset_imports__dataset=dataset).first()
        if latest is not None:
            return latest
    return snapshot_named(name)


def _datasets_there_are() -> str:
    names = ", ".join(Dataset.objects.filter(current_import__isnull=False).values_list("name", flat=True))
    return f"Datasets: {names or 'none; import one with import_dataset'}."
