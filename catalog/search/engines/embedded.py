"""The embedded engine: a tantivy index in a folder of this host, shared by its processes.

``current`` names the folder in force. A rebuild makes a new folder beside it and then replaces that file.
"""

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from catalog.search.clauses import Answer, EngineQuery
from catalog.search.engines.tantivy_index import TantivyIndex
from catalog.search.index.contents import VERSION


class EmbeddedEngine:
    """Every method but ``answer`` and ``stamps`` needs the lock of catalog.search.index.indexing."""

    name = "embedded"

    def __init__(self, home: Path) -> None:
        self.home = home
        self._opened: tuple[str, TantivyIndex] | None = None
        self._seen = 0

    def patient(self) -> "EmbeddedEngine":
        return self

    def rebuild(self, documents: Iterable[Mapping[str, Any]]) -> Iterator[int]:
        """Yields how many documents are ready; readers see the old index until the last step."""
        self.home.mkdir(parents=True, exist_ok=True)
        name = f"v{VERSION}-{time.time_ns()}"
        index = TantivyIndex.create(self.home / name)
        try:
            yield from index.write_all(documents)
        except BaseException:
            shutil.rmtree(self.home / name, ignore_errors=True)
            raise
        aside = self.home / f"current.{os.getpid()}"
        aside.write_text(name)
        before = self._current()
        aside.replace(self.home / "current")
        for folder in self.home.glob("v*-*"):
            # The one before stays for a reader that is just opening it.
            if folder.name not in {name, before}:
                shutil.rmtree(folder, ignore_errors=True)

    def is_current(self) -> bool:
        """Whether there is an index, and this version of the documents wrote it."""
        return self._current().startswith(f"v{VERSION}-") and self._open() is not None

    def write(self, *, documents: Iterable[Mapping[str, Any]] = (), without: Iterable[int] = ()) -> None:
        """Searchable when it returns, in other processes with their next query."""
        self._index().write(documents=documents, without=without)

    def stamps(self) -> dict[int, int]:
        return self._index().stamps()

    def answer(self, query: EngineQuery) -> Answer:
        return self._index().answer(query)

    def _current(self) -> str:
        try:
            return (self.home / "current").read_text()
        except FileNotFoundError:
            return ""

    def _index(self) -> TantivyIndex:
        index = self._open()
        if index is None:
            raise FileNotFoundError(f"{self.home} holds no search index: run manage.py search_index --rebuild.")
        return index

    def _open(self) -> TantivyIndex | None:
        """The index in force, as it is now: other processes write to it and replace it."""
        name = self._current()
        try:
            changed = (self.home / name / "meta.json").stat().st_mtime_ns if name else 0
            opened = self._opened
            if opened is None or opened[0] != name:
                self._opened = opened = (name, TantivyIndex(self.home / name)) if changed else None
            elif changed != self._seen:
                opened[1].reload()
        except (OSError, ValueError):
            # Removed, or broken by hand: as if there were none.
            self._opened = opened = None
            changed = 0
        self._seen = changed
        return opened[1] if opened else None
