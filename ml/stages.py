"""The stages that a recommendation may stop at."""

from collections.abc import Sequence


class UnknownStageError(ValueError):
    """The stage is none of recall, recall:SOURCE, rank, rerank."""


def check_stage(stage: str, sources: Sequence[str]) -> None:
    """Raises :class:`UnknownStageError`; ``sources``: the names that recall has."""
    if stage in {"recall", "rank", "rerank"}:
        return
    kind, _, source = stage.partition(":")
    if kind != "recall" or source not in sources:
        stages = ", ".join(["recall", *(f"recall:{name}" for name in sources), "rank", "rerank"])
        raise UnknownStageError(f"There is no stage {stage!r}. Stages: {stages}.")
