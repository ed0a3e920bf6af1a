"""A search in words: the best configuration as TOML, the trials as Markdown."""

from dataclasses import asdict
from typing import Any

from ml.config import TrainingConfig
from ml.tuning.spaces import PARTS
from ml.tuning.study import TuningResult

_SHOWN = 12


def as_toml(config: TrainingConfig) -> str:
    """Only what differs from the built-in defaults: the rest stays what it is in later versions."""
    lines: list[str] = ["# The best configuration of a search (manage.py tune)."]
    _table(lines, "", asdict(config), asdict(TrainingConfig()))
    return "\n".join(lines) + "\n"


def as_markdown(result: TuningResult, *, rows: int, members: int) -> str:
    lines = [
        "# Trials",
        "",
        f"{rows:,} rows of {members:,} members. The members who judge a snapshot took no part.",
    ]
    for name, trials in result.trials.items():
        values = [value for _, value, _ in trials]
        first = next((value for number, value, _ in trials if number == 0), None)
        lines += ["", f"## {name}", "", f"{PARTS[name].measures}; {len(trials)} trials, trial 0 is where it began."]
        if first is not None:
            lines.append(f"Best {values[0]:.4f}, trial 0 {first:.4f}, worst {values[-1]:.4f}.")
        names = sorted({key for _, _, choice in trials for key in choice})
        lines += ["", f"| trial | value | {' | '.join(names)} |", "|---" * (len(names) + 2) + "|"]
        for number, value, choice in trials[:_SHOWN]:
            cells = " | ".join(_shown(choice.get(key)) for key in names)
            lines.append(f"| {number} | {value:.4f} | {cells} |")
    return "\n".join(lines) + "\n"


def _table(lines: list[str], path: str, values: dict[str, Any], defaults: dict[str, Any]) -> None:
    plain = {key: value for key, value in values.items() if not isinstance(value, dict) and value != defaults.get(key)}
    if plain:
        if path:
            lines += ["", f"[{path}]"]
        lines += [f"{key} = {_toml(value)}" for key, value in plain.items()]
    for key, value in values.items():
        if isinstance(value, dict) and value != defaults.get(key):
            _table(lines, f"{path}.{key}".lstrip("."), value, defaults.get(key, {}))


def _toml(value: Any) -> str:
    if isinstance(value, tuple | list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.6g}" if isinstance(value, float) and value != int(value) else repr(value)


def _shown(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
