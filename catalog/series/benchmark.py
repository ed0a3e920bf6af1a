"""How well the series found agree with labels written by hand."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.series.entries import Placed


@dataclass(frozen=True, kw_only=True)
class LabelledSeries:
    """``main``: in watching order; ``aside``: of the series, but not main; ``also``: in whatever role; ``out``: not.

    All are MyAnimeList's ids.
    """

    name: str
    main: tuple[int, ...]
    aside: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    out: tuple[int, ...] = ()

    @property
    def members(self) -> tuple[int, ...]:
        return (*self.main, *self.aside, *self.also)


def read_labels(path: Path) -> list[LabelledSeries]:
    """From a TOML file with one list, ``series``; raises OSError, tomllib.TOMLDecodeError or TypeError."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["series"]
    return [LabelledSeries(**_facts(one)) for one in listed]


def _facts(listed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value if name == "name" else tuple(value) for name, value in listed.items()}


def find_faults(labelled: LabelledSeries, found: Mapping[int, Placed]) -> list[str]:
    """Why a labelled series is not right, in words; what the catalogue lacks is left out."""
    known = [anime_id for anime_id in labelled.members if anime_id in found]
    main = [anime_id for anime_id in labelled.main if anime_id in found]
    if len(known) < 2:
        return [f"{other} is in it" for other in labelled.out if known and _is_with(found, known[0], other)]
    home = found[(main or known)[0]].series
    faults = [f"{anime_id} is apart" for anime_id in known if not home or found[anime_id].series != home]
    faults += [
        f"{anime_id} is in it" for anime_id in labelled.out if anime_id in found and found[anime_id].series == home
    ]
    faults += [f"{anime_id} is {found[anime_id].role}" for anime_id in main if found[anime_id].role != "main"]
    faults += [
        f"{anime_id} is main" for anime_id in labelled.aside if anime_id in found and found[anime_id].role == "main"
    ]
    places = [found[anime_id].place for anime_id in main]
    if places != sorted(set(places)):
        faults.append(f"order {places}")
    return faults


def _is_with(found: Mapping[int, Placed], one: int, other: int) -> bool:
    return other in found and bool(found[one].series) and found[one].series == found[other].series
