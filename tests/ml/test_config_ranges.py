"""Every number of a configuration has a range, and a value outside it is refused by name."""

from collections.abc import Iterator
from typing import Any

import pytest

from ml.config import ConfigError, TrainingConfig, json_schema, read

SCHEMA = json_schema()


def numbers(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for name, its in schema["properties"].items():
        target = its.get("$ref") or next((part["$ref"] for part in its.get("allOf", ()) if "$ref" in part), None)
        if target is not None:
            yield from numbers(SCHEMA["$defs"][target.rpartition("/")[2]], (*path, name))
        elif its.get("type") in {"integer", "number"}:
            yield (*path, name), its


NUMBERS = {".".join(path): (path, its) for path, its in numbers(SCHEMA) if path[0] != "rerank"}


def nested(path: tuple[str, ...], value: object) -> dict[str, Any]:
    for name in reversed(path):
        value = {name: value}
    return value  # type: ignore[return-value]


def test_the_schema_speaks_of_every_table():
    assert {"seed", "ranker.epochs", "recall.deepwalk.walks", "recall.als.factors", "lsh.bands"} <= set(NUMBERS)


@pytest.mark.parametrize("key", NUMBERS)
def test_what_lies_outside_is_refused_by_name(key):
    path, its = NUMBERS[key]
    lowest = its.get("minimum", its.get("exclusiveMinimum"))
    highest = its.get("maximum", its.get("exclusiveMaximum"))
    assert lowest is not None
    assert highest is not None
    below, above = (lowest - 1, highest + 1) if its["type"] == "integer" else (lowest - 0.5, highest + 0.5)
    for value in (below, above):
        with pytest.raises(ConfigError, match=rf"{path[-1]} must be .*not {value}"):
            read(TrainingConfig, nested(path, value), "mine.toml")
    for value in ("many", None, [1]):
        with pytest.raises(ConfigError, match=path[-1]):
            read(TrainingConfig, nested(path, value), "mine.toml")


@pytest.mark.parametrize("name", ["default", "small"])
def test_shipped_configurations_lie_within_and_come_back_from_a_manifest(name):
    config = TrainingConfig.named(name)
    assert read(TrainingConfig, config.as_dict(), "manifest") == config
