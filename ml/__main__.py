"""``python -m ml train``, ``evaluate``, ``tune``, ``study``: progress and result as JSON lines on standard output."""

import argparse
import errno
import os
import signal
import sys
from pathlib import Path
from types import FrameType

# A worker runs with one BLAS thread; a training, in a process of its own, wants them all.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.pop(_name, None)


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    # Libraries print; standard output is for the JSON lines alone.
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    signal.signal(signal.SIGTERM, _stop)
    from ml.config import ConfigError, TrainingConfig
    from ml.data.interactions import InteractionsError
    from ml.evaluation.evaluate import Wish
    from ml.pipeline import TrainingRequest, evaluate, train
    from ml.preprocessing.session import SparkUnavailableError
    from ml.progress import Reporter
    from ml.snapshot import SnapshotError

    reporter = Reporter(stream)
    try:
        if options.command == "train":
            config = TrainingConfig.named(options.config)
            request = TrainingRequest(options.work, options.snapshots, options.name, config, options.spark_master)
            path, metrics = train(request, reporter)
            reporter.line({"snapshot": str(path), "metrics": metrics})
        elif options.command == "tune":
            # Not at start: no other command needs Optuna.
            from ml.tuning.run import run

            best, trials = run(
                work=options.work,
                config=TrainingConfig.named(options.config),
                trials={"linear": options.linear_trials, "ranker": options.ranker_trials},
                spark_master=options.spark_master,
                reporter=reporter,
            )
            reporter.line({"config": str(best), "report": str(trials)})
        elif options.command == "study":
            from ml.evaluation.study import Question, answered
            from ml.snapshot import Snapshot

            question = Question(
                kind=options.kind,
                snapshot=Snapshot.open(options.snapshot) if options.snapshot else None,
                trials=options.trials,
                names=tuple(options.only or Question.names),
            )
            reporter.line({"study": answered(options.work, question, options.spark_master, reporter)})
        else:
            report = evaluate(
                work=options.work,
                snapshot=options.snapshot,
                wish=Wish(
                    baselines=options.baselines,
                    report=options.report,
                    new_members=options.new_members,
                    unrated=options.unrated,
                ),
                spark_master=options.spark_master,
                reporter=reporter,
            )
            reporter.line({"report": report})
    except (ConfigError, InteractionsError, SnapshotError, SparkUnavailableError) as error:
        reporter.line({"error": str(error), "advice": ""})
        return 2
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        reporter.line({"error": f"The disk is full: {error}", "advice": "Free some space, then train again."})
        return 2
    except MemoryError:
        advice = "Set recall.max_anime or max_users lower in the configuration, or use a machine with more memory."
        reporter.line({"error": "The memory is not enough.", "advice": advice})
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ml", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="from exported interactions to a snapshot")
    train.add_argument("--snapshots", type=Path, required=True, help="where snapshots lie")
    train.add_argument("--name", required=True, help="the new snapshot's name")
    train.add_argument("--config", default="default", help="default, small, or a TOML file")
    evaluate = commands.add_parser("evaluate", help="judge a snapshot on held-out ratings")
    evaluate.add_argument("--snapshot", type=Path, required=True)
    evaluate.add_argument(
        "--baselines", action="store_true", help="train popularity, item-kNN, iALS and EASE beside it"
    )
    evaluate.add_argument("--report", type=Path, help="write everything that is measured as one HTML file")
    evaluate.add_argument(
        "--new-members", action="store_true", help="train on 80 %% of the members and judge by the others"
    )
    evaluate.add_argument(
        "--unrated", action="store_true", help="train without the newest tenth of anime and rank members' likes of it"
    )
    tune = commands.add_parser("tune", help="search hyperparameters; goes on where it was stopped")
    tune.add_argument("--config", default="default", help="where to begin: default, small, or a TOML file")
    tune.add_argument("--linear-trials", type=int, default=30)
    tune.add_argument("--ranker-trials", type=int, default=20)
    study = commands.add_parser("study", help="questions about the method: its opponents, whole series, more members")
    study.add_argument("kind", choices=("opponents", "series", "curve"))
    study.add_argument("--snapshot", type=Path)
    study.add_argument("--trials", type=int, default=20, help="for each opponent")
    study.add_argument("--only", nargs="*", help="the opponents that take part; by default all")
    for command in (train, evaluate, tune, study):
        command.add_argument("--work", type=Path, required=True, help="holds interactions/ and anime.parquet")
        command.add_argument("--spark-master", default="local[*]")
    return parser


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
