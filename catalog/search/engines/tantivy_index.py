"""A folder with a tantivy index in it: its schema, writing it, reading it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from tantivy import Occur, Query

from catalog.search.clauses import (
    ORDERS,
    Answer,
    Clause,
    Count,
    EngineQuery,
    Every,
    Fuzzy,
    Hit,
    Ids,
    Not,
    Prefix,
    Some,
    Tier,
)
from catalog.search.index.contents import FACET_FIELDS, SORT_FIELDS, STAMP_FIELD, TOKEN_FIELDS
from catalog.search.text.forms import unpack

_HEAP = 64_000_000


@lru_cache(maxsize=1)
def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True, indexed=True, fast=True)
    builder.add_text_field("forms", stored=True, tokenizer_name="raw", index_option="basic")
    for name in TOKEN_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACET_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in (*SORT_FIELDS, STAMP_FIELD):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


class TantivyIndex:
    """An index in a folder; raises OSError or ValueError where the folder holds none."""

    def __init__(self, folder: Path) -> None:
        self._index = tantivy.Index(schema(), path=str(folder))
        self._index.config_reader(reload_policy="manual")
        self._index.reload()

    @classmethod
    def create(cls, folder: Path) -> "TantivyIndex":
        folder.mkdir(parents=True)
        return cls(folder)

    def write(self, *, documents: Iterable[Mapping[str, Any]] = (), without: Iterable[int] = ()) -> None:
        """One commit: readers see all of it or nothing. A document replaces the one of its id."""
        for _ in self._commit(documents, without):
            pass

    def write_all(self, documents: Iterable[Mapping[str, Any]]) -> Iterator[int]:
        """Writes many documents in one commit and yields how many are ready; read it to the end, or nothing is kept."""
        return self._commit(documents, ())

    def _commit(self, documents: Iterable[Mapping[str, Any]], without: Iterable[int]) -> Iterator[int]:
        writer = self._index.writer(_HEAP, 1)
        try:
            for anime_id in without:
                writer.delete_documents_by_query(_with_id(anime_id))
            for done, document in enumerate(documents, start=1):
                writer.delete_documents_by_query(_with_id(document["id"]))
                writer.add_document(tantivy.Document.from_dict(dict(document), schema()))
                yield done
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        self.reload()

    def reload(self) -> None:
        self._index.reload()

    def stamps(self) -> dict[int, int]:
        """By anime id, of every document."""
        searcher = self._index.searcher()
        addresses = [address for _, address in searcher.search(Query.all_query(), limit=_most(searcher)).hits]
        columns = (searcher.fast_field_values(name, addresses) for name in ("id", STAMP_FIELD))
        return {int(pk or 0): int(stamp or 0) for pk, stamp in zip(*columns, strict=True)}

    def answer(self, query: EngineQuery) -> Answer:
        searcher = self._index.searcher()
        text = _tiers(query.tiers)
        total, hits = _found(searcher, _both(text, query.where), query)
        return Answer(total, hits, _counts(searcher, text, query.counts))


def _with_id(anime_id: int) -> Query:
    # delete_documents_by_term finds nothing in a field of numbers (tantivy 0.27.0).
    return Query.term_query(schema(), "id", anime_id)


def _most(searcher: tantivy.Searcher) -> int:
    return max(searcher.num_docs, 1)


def _found(searcher: tantivy.Searcher, query: Query, asked: EngineQuery) -> tuple[int, tuple[Hit, ...]]:
    everything = searcher.search(query, limit=_most(searcher), count=False).hits
    if not everything:
        return 0, ()
    scores = np.array([score for score, _ in everything])
    addresses = [address for _, address in everything]
    ids = np.array(searcher.fast_field_values("id", addresses))
    popularity = np.array(searcher.fast_field_values("sort_popularity", addresses))
    keys: tuple[np.ndarray, ...] = (ids, -popularity)
    if asked.order == "relevance":
        keys = (*keys, -scores)
    else:
        keys = (*keys, -np.array(searcher.fast_field_values(ORDERS[asked.order], addresses)))
    chosen = np.lexsort(keys)[asked.offset : asked.offset + asked.limit]
    return len(everything), tuple(
        Hit(
            int(ids[at]),
            float(scores[at]),
            int(popularity[at]),
            *(unpack(searcher.doc(addresses[at])["forms"][0]) if asked.wants_forms else ()),
        )
        for at in chosen
    )


def _counts(searcher: tantivy.Searcher, text: Query, counts: tuple[Count, ...]) -> dict[str, dict[str, int]]:
    """Counts with the same condition are made in one pass."""
    passes: dict[Clause, list[Count]] = {}
    for count in counts:
        passes.setdefault(count.where, []).append(count)
    found: dict[str, dict[str, int]] = {}
    for where, its in passes.items():
        # segment_size: every value of every segment, or counts would be guesses.
        asked = {
            count.name: {"terms": {"field": count.field, "size": count.most, "segment_size": 100_000}} for count in its
        }
        for name, answer in searcher.aggregate(_both(text, where), asked).items():
            found[name] = {bucket["key"]: bucket["doc_count"] for bucket in answer["buckets"]}
    return found


def _tiers(tiers: tuple[Tier, ...]) -> Query:
    if not tiers:
        return Query.const_score_query(Query.all_query(), 1.0)
    return Query.disjunction_max_query([Query.const_score_query(_query(tier.clause), tier.score) for tier in tiers])


def _both(text: Query, where: Clause) -> Query:
    if where == Every():
        return text
    return Query.boolean_query([(Occur.Must, text), (Occur.Must, Query.const_score_query(_query(where), 0.0))])


def _query(clause: Clause) -> Query:
    match clause:
        case Every(clauses=clauses):
            positive = [one for one in clauses if not isinstance(one, Not)]
            negative = [one.clause for one in clauses if isinstance(one, Not)]
            must = [(Occur.Must, _query(one)) for one in positive] or [(Occur.Must, Query.all_query())]
            return Query.boolean_query([*must, *((Occur.MustNot, _query(one)) for one in negative)])
        case Some(clauses=clauses, least=least):
            return Query.boolean_query(
                [(Occur.Should, _query(one)) for one in clauses], minimum_number_should_match=least
            )
        case Not(clause=inner):
            return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, _query(inner))])
        case Ids(ids=ids):
            return Query.term_set_query(schema(), "id", list(ids)) if ids else Query.empty_query()
        case Prefix(field=field, token=token):
            return Query.fuzzy_term_query(schema(), field, token, distance=0, prefix=True)
        case Fuzzy(field=field, token=token, edits=edits):
            return Query.fuzzy_term_query(schema(), field, token, distance=edits, transposition_cost_one=True)
    return Query.term_query(schema(), clause.field, clause.token)
