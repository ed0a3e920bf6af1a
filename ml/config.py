"""A training's configuration: frozen dataclasses, read from TOML, unknown keys refused."""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

from annotated_types import Ge, Gt, Le, Lt
from pydantic import TypeAdapter, ValidationError

from ml.ranges import Count, CountOrNone
from ml.ranking.training import RankerConfig
from ml.recall.candidates import CandidateConfig
from ml.recall.lsh import LSHConfig
from ml.recall.models import RecallConfig
from ml.recall.sources import SOURCE_NAMES
from ml.reranking.rules import RerankConfig, RuleError

SHIPPED = Path(__file__).with_name("configs")
T = TypeVar("T")


class ConfigError(Exception):
    """The configuration can't be used; the message names the key and what is allowed."""


def unrated_ranker_config() -> RankerConfig:
    """Small and dropped out of: what it learns on the newest of the rated must hold for anime of other years."""
    return RankerConfig(hidden=(32,), dropout=0.3, learning_rate=2e-3, weight_decay=1e-3, epochs=4)


@dataclass(frozen=True)
class TrainingConfig:
    """``splits``: how many inner splits the ranker learns from; ``max_users``: how many members of each.

    ``held_out_users``: the share of members that stop the ranker early, and the same again that judge it.
    ``unrated``: how many anime that nobody has rated are looked at for a member.
    """

    seed: Annotated[int, Ge(0), Le(2**62)] = 20240501
    splits: Annotated[int, Ge(1), Le(50)] = 4
    max_users: Count = 8000
    held_out_users: Annotated[float, Gt(0), Lt(0.5)] = 0.1
    unrated: CountOrNone = 160
    workers: Annotated[int, Ge(1), Le(1024)] = 2
    recall: RecallConfig = field(default_factory=RecallConfig)
    lsh: LSHConfig = field(default_factory=LSHConfig)
    candidates: CandidateConfig = field(default_factory=CandidateConfig)
    ranker: RankerConfig = field(default_factory=RankerConfig)
    unrated_ranker: RankerConfig = field(default_factory=unrated_ranker_config)
    rerank: RerankConfig = field(default_factory=RerankConfig)

    def __post_init__(self) -> None:
        if unknown := sorted(set(self.candidates.quotas) - set(SOURCE_NAMES)):
            raise ConfigError(f"There is no source {', '.join(unknown)}. Sources: {', '.join(SOURCE_NAMES)}.")
        if not any(quota > 0 for quota in self.candidates.quotas.values()):
            raise ConfigError("candidates.quotas must let at least one source bring candidates.")

    @classmethod
    def named(cls, name: str) -> "TrainingConfig":
        """``default``, ``small``, or the path of a TOML file."""
        shipped = SHIPPED / f"{name}.toml"
        path = shipped if shipped.is_file() else Path(name)
        if not path.is_file():
            known = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
            raise ConfigError(f"There is no configuration {name!r}: give one of {known}, or the path of a TOML file.")
        try:
            values = tomllib.loads(path.read_text())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path.name} is not valid TOML: {error}") from error
        return read(cls, values, path.name)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def read(kind: type[T], values: Mapping[str, Any], where: str) -> T:
    """A dataclass from nested tables."""
    hints = get_type_hints(kind)
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(values) - known)
    if unknown:
        raise ConfigError(f"{where}: unknown {', '.join(unknown)}. Known here: {', '.join(sorted(known))}.")
    arguments: dict[str, Any] = {}
    for name, value in values.items():
        hint = hints[name]
        if is_dataclass(hint):
            if not isinstance(value, Mapping):
                raise ConfigError(f"{where}: {name} must be a table.")
            arguments[name] = read(hint, value, f"{where} [{name}]")  # type: ignore[arg-type]
        elif str(hint).startswith("tuple"):
            if not isinstance(value, list | tuple) or not all(_is_count(item) for item in value) or not value:
                raise ConfigError(f"{where}: {name} must be a list of whole numbers above 0, not {value!r}.")
            arguments[name] = tuple(value)
        elif str(hint).startswith("dict"):
            if not isinstance(value, Mapping) or not all(_is_count(item) or item == 0 for item in value.values()):
                raise ConfigError(f"{where}: {name} must be a table of whole numbers, not {value!r}.")
            arguments[name] = dict(value)
        elif (
            isinstance(value, bool) or not isinstance(value, int | float) or (hint is int and isinstance(value, float))
        ):
            raise ConfigError(f"{where}: {name} must be a number ({hint.__name__}), not {value!r}.")
        else:
            arguments[name] = hint(value)
    _check_ranges(kind, arguments, where)
    try:
        return kind(**arguments)
    except RuleError as error:
        raise ConfigError(f"{where}: {error}") from error


def _check_ranges(kind: type, arguments: Mapping[str, Any], where: str) -> None:
    """Raises ConfigError with the first value that lies outside its field's range."""
    for name, hint in get_type_hints(kind, include_extras=True).items():
        if name not in arguments or not hasattr(hint, "__metadata__"):
            continue
        try:
            TypeAdapter(hint).validate_python(arguments[name])
        except ValidationError:
            allowed = " and ".join(_in_words(bound) for bound in hint.__metadata__)
            raise ConfigError(f"{where}: {name} must be {allowed}, not {arguments[name]!r}.") from None


def _in_words(bound: object) -> str:
    """Of one of annotated_types' bounds: "at least 1"."""
    match bound:
        case Ge(ge=value):
            return f"at least {value}"
        case Gt(gt=value):
            return f"above {value}"
        case Le(le=value):
            return f"at most {value}"
        case Lt(lt=value):
            return f"below {value}"
    raise TypeError(f"No bound: {bound!r}")


def json_schema() -> dict[str, Any]:
    """JSON Schema of a configuration: types, ranges and defaults of every table."""
    return TypeAdapter(TrainingConfig).json_schema()


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
