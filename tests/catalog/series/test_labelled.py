"""Series that people know, found from the facts of their anime."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.series import SeriesEntry, find_series, refresh_series
from catalog.series.benchmark import LabelledSeries, find_faults, read_labels
from tests.catalog.factories import make_anime

FOLDER = Path(__file__).parent
LABELS = FOLDER / "labelled.toml"
_FIELDS = ("id", "type", "romaji", "chinese", "japanese", "start", "episodes", "show", "show_season", "tags")


def read_facts() -> list[SeriesEntry]:
    """Each line of facts.jsonl holds what is known of one anime of the labelled series, in the order of _FIELDS."""
    entries = []
    for line in (FOLDER / "facts.jsonl").read_text(encoding="utf-8").splitlines():
        facts = dict(zip(_FIELDS, json.loads(line), strict=True))
        start = date.fromisoformat(facts["start"]) if facts["start"] else None
        entries.append(SeriesEntry(**{**facts, "start": start, "tags": frozenset(facts["tags"])}))
    return entries


def test_series_of_labelled_anime_come_out_whole_apart_and_in_order():
    labels = read_labels(LABELS)
    assert len(labels) >= 200
    found = find_series(read_facts())
    faults = {one.name: its for one in labels if (its := find_faults(one, found))}
    assert len(faults) <= 0.03 * len(labels), faults


def test_names_of_series_are_each_ones_own():
    entries = read_facts()
    found = find_series(entries)
    assert found == find_series(entries[::-1])
    assert all(one.place >= 1 for one in found.values())
    mains = {one.series for one in found.values() if one.role == "main"}
    assert {one.series for one in found.values()} <= mains, "every series has something to begin with"


def test_faults_are_told():
    found = find_series(
        [
            SeriesEntry(id=1, romaji="Midori no Mori", start=date(2010, 1, 1)),
            SeriesEntry(id=2, romaji="Midori no Mori 2nd Season", start=date(2012, 1, 1)),
            SeriesEntry(id=3, romaji="Kiiroi Umi", start=date(2012, 1, 1)),
        ]
    )
    assert find_faults(LabelledSeries(name="", main=(1, 2), out=(3,)), found) == []
    assert find_faults(LabelledSeries(name="", main=(2, 1)), found) == ["order [2, 1]"]
    assert find_faults(LabelledSeries(name="", main=(1,), also=(3,)), found) == ["3 is apart"]
    assert find_faults(LabelledSeries(name="", main=(1,), out=(2,)), found) == ["2 is in it"]
    assert find_faults(LabelledSeries(name="", main=(1,), aside=(2,)), found) == ["2 is main"]


@pytest.mark.django_db
def test_the_command_measures_this_catalogue(tmp_path, capsys):
    make_anime(1, title_romaji="Midori no Mori", title_zh_hans="", start_date=date(2010, 1, 1))
    make_anime(2, title_romaji="Midori no Mori 2nd Season", title_zh_hans="", start_date=date(2012, 1, 1))
    refresh_series()
    labels = tmp_path / "labels.toml"
    labels.write_text('series = [{ name = "a", main = [1, 2] }, { name = "b", main = [2, 1] }]', encoding="utf-8")
    call_command("series_benchmark", labels)
    assert "1 of 2 series are right (50.0%)" in capsys.readouterr().out
    call_command("series_benchmark", labels, "--json")
    assert json.loads(capsys.readouterr().out)["right"] == 1
    labels.write_text("series = 5", encoding="utf-8")
    with pytest.raises(CommandError, match="can't be read"):
        call_command("series_benchmark", labels)
