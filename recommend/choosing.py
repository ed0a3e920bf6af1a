"""Which dataset and which snapshot a command is about."""

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


def dataset_to_train_on(name: str | None) -> Dataset | None:
    """Without a name: the only dataset there is, or None (the members' lists alone) where there is none."""
    if name is not None:
        return dataset_named(name)
    usable = list(Dataset.objects.filter(current_import__isnull=False).select_related("current_import"))
    if len(usable) > 1:
        raise UnknownDataset(f"Name one with --dataset. {_datasets_there_are()}")
    return usable[0] if usable else None


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
        latest = Snapshot.objects.filter(dataset_import__dataset=dataset).first()
        if latest is not None:
            return latest
    return snapshot_named(name)


def _datasets_there_are() -> str:
    names = ", ".join(Dataset.objects.filter(current_import__isnull=False).values_list("name", flat=True))
    return f"Datasets: {names or 'none; import one with import_dataset'}."
