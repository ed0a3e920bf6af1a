"""``python -m ml tune``: from exported interactions to the best configuration."""

from pathlib import Path

from ml.config import TrainingConfig
from ml.data.anime import AnimeTable
from ml.preprocessing.sequences import read_sequences, write_sequences
from ml.progress import Reporter
from ml.tuning.report import as_markdown, as_toml
from ml.tuning.study import tune


def run(
    *, work: Path, config: TrainingConfig, trials: dict[str, int], spark_master: str, reporter: Reporter
) -> tuple[Path, Path]:
    """The files of the best configuration and of the trials, in ``work``."""
    reporter.stage("sequences", 0.0, 0.0)
    sequences = write_sequences(work=work, master=spark_master)
    interactions, table = read_sequences(sequences, AnimeTable.read(work / "anime.parquet"))
    result = tune(interactions, table, config, journal=work / "trials.log", trials=trials, reporter=reporter)
    best, report = work / "best.toml", work / "trials.md"
    best.write_text(as_toml(result.config))
    report.write_text(as_markdown(result, rows=len(interactions), members=len(interactions.user_ids)))
    return best, report
