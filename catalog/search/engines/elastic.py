"""Elasticsearch: building indices behind an alias, writing to the one in force, asking it."""

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.helpers import scan, streaming_bulk

from catalog.search.clauses import (
    ORDERS,
    Answer,
    Clause,
    EngineQuery,
    Every,
    Fuzzy,
    Hit,
    Ids,
    Not,
    Prefix,
    Some,
    Term,
)
from catalog.search.engines.anime_document import AnimeDocument
from catalog.search.index.contents import STAMP_FIELD, VERSION
from catalog.search.text.forms import unpack

# Bulk requests are waited for longer than a reader's query.
_WRITING_SECONDS = 60
_CHUNK = 500
# Longer tokens are refused in such clauses, and no title is so long.
_LONGEST_PATTERN = 300


class ElasticEngine:
    """The index behind the alias of AnimeDocument; every method may raise elasticsearch's errors."""

    name = "elasticsearch"

    def __init__(self, client: Elasticsearch, *, answer_within: float) -> None:
        self._reading = client.options(request_timeout=answer_within, max_retries=0)
        self._writing = client.options(request_timeout=_WRITING_SECONDS)
        self.alias: str = AnimeDocument._index._name

    def ping(self) -> None:
        """Returns when the server answers, in the time that a reader's query has."""
        self._reading.info()

    def patient(self) -> "ElasticEngine":
        """Returns an engine that waits longer for answers, for benchmarks and reports."""
        return ElasticEngine(self._writing, answer_within=_WRITING_SECONDS)

    def rebuild(self, documents: Iterable[Mapping[str, Any]]) -> Iterator[int]:
        """Yields how many are written so far; readers see the old index until the last step, which swaps the alias.

        A build that fails or is stopped leaves the old index in force and nothing else.
        """
        name = f"{self.alias}-{time.strftime('%Y%m%d%H%M%S')}-{time.time_ns() % 1_000_000:06d}"
        index = AnimeDocument._index.clone(name=name)
        index.settings(refresh_interval="-1")
        self._writing.indices.create(index=name, **self._with_version(index.to_dict()))
        try:
            yield from self._write(name, documents)
            self._writing.indices.put_settings(index=name, settings={"refresh_interval": "1s"})
            self._writing.indices.refresh(index=name)
            old = self._behind_alias()
            actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self.alias}}]
            actions += [{"remove_index": {"index": one}} for one in old]
            self._writing.indices.update_aliases(actions=actions)
        except BaseException:
            self._writing.options(ignore_status=404).indices.delete(index=name)
            raise
        self._drop_leftovers(keep=name)

    def write(self, *, documents: Iterable[Mapping[str, Any]] = (), without: Iterable[int] = ()) -> None:
        """Searchable when it returns."""
        for _ in self._write(self.alias, documents):
            pass
        gone = [{"_op_type": "delete", "_index": self.alias, "_id": str(anime_id)} for anime_id in without]
        for _ in streaming_bulk(self._writing, gone, raise_on_error=False):
            pass
        self._writing.indices.refresh(index=self.alias)

    def is_current(self) -> bool:
        """Whether the alias names an index that this version of the documents wrote."""
        try:
            mappings = self._writing.indices.get_mapping(index=self.alias)
        except NotFoundError:
            return False
        return all(one["mappings"].get("_meta", {}).get("version") == VERSION for one in mappings.body.values())

    def stamps(self) -> dict[int, int]:
        """By anime id, of every document."""
        found = scan(self._writing, index=self.alias, query={"_source": [STAMP_FIELD]}, size=5_000)
        return {int(hit["_id"]): hit["_source"][STAMP_FIELD] for hit in found}

    def answer(self, query: EngineQuery) -> Answer:
        response = self._reading.search(index=self.alias, **_body(query))
        hits = response["hits"]
        found = tuple(
            Hit(
                int(hit["_id"]),
                hit["_score"] or 0.0,
                hit["sort"][-2],
                *(unpack(hit["fields"]["forms"][0]) if query.wants_forms else ()),
            )
            for hit in hits["hits"]
        )
        counts = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in group["values"]["buckets"]}
            for name, group in response.get("aggregations", {}).items()
        }
        return Answer(hits["total"]["value"], found, counts)

    def _write(self, index: str, documents: Iterable[Mapping[str, Any]]) -> Iterator[int]:
        actions = ({"_index": index, "_id": str(one["id"]), "_source": dict(one)} for one in documents)
        for done, _ in enumerate(streaming_bulk(self._writing, actions, chunk_size=_CHUNK), start=1):
            yield done

    def _behind_alias(self) -> list[str]:
        try:
            return list(self._writing.indices.get_alias(name=self.alias).body)
        except NotFoundError:
            # An index of the alias's own name, made by a bulk request or by hand, would stand in its way.
            return [self.alias] if self._writing.indices.exists(index=self.alias) else []

    def _drop_leftovers(self, *, keep: str) -> None:
        """Indices of builds that were killed; another build that runs now is younger than an hour."""
        oldest = time.strftime("%Y%m%d%H%M%S", time.localtime(time.time() - 3600))
        for name in self._writing.indices.get(index=f"{self.alias}-*").body:
            if name != keep and name.removeprefix(f"{self.alias}-") < oldest:
                self._writing.options(ignore_status=404).indices.delete(index=name)

    def _with_version(self, made: dict[str, Any]) -> dict[str, Any]:
        made["mappings"] = made["mappings"] | {"_meta": {"version": VERSION}, "dynamic": "strict"}
        return {name: made[name] for name in ("settings", "mappings")}


def _body(query: EngineQuery) -> dict[str, Any]:
    """Hits are filtered after the counts are made, since each count has a condition of its own."""
    order: list[Any] = [{"sort_popularity": "desc"}, {"id": "asc"}]
    order.insert(0, "_score" if query.order == "relevance" else {ORDERS[query.order]: "desc"})
    if query.tiers:
        tiers = [{"constant_score": {"filter": _query(t.clause), "boost": float(t.score)}} for t in query.tiers]
        text: dict[str, Any] = {"dis_max": {"queries": tiers}}
    else:
        text = {"match_all": {}}
    body: dict[str, Any] = {
        "query": text,
        "sort": order,
        "from_": query.offset,
        "size": query.limit,
        "track_total_hits": True,
        "source": False,
    }
    if query.order != "relevance":
        body["track_scores"] = True
    if query.where != Every():
        body["post_filter"] = _query(query.where)
    if query.wants_forms:
        body["stored_fields"] = ["forms"]
    if query.counts:
        body["aggs"] = {
            count.name: {
                "filter": _query(count.where),
                "aggs": {"values": {"terms": {"field": count.field, "size": count.most}}},
            }
            for count in query.counts
        }
    return body


def _query(clause: Clause) -> dict[str, Any]:
    match clause:
        case Every(clauses=clauses):
            if not clauses:
                return {"match_all": {}}
            return {
                "bool": {
                    "filter": [_query(one) for one in clauses if not isinstance(one, Not)],
                    "must_not": [_query(one.clause) for one in clauses if isinstance(one, Not)],
                }
            }
        case Some(clauses=clauses, least=least):
            return {"bool": {"should": [_query(one) for one in clauses], "minimum_should_match": least}}
        case Not(clause=inner):
            return {"bool": {"must_not": [_query(inner)]}}
        case Ids(ids=ids):
            return {"terms": {"id": list(ids)}}
        case Prefix(field=field, token=token):
            return {"prefix": {field: {"value": token[:_LONGEST_PATTERN]}}}
        case Fuzzy(field=field, token=token, edits=edits):
            options = {"fuzziness": edits, "rewrite": "constant_score", "max_expansions": 1000}
            return {"fuzzy": {field: {"value": token[:_LONGEST_PATTERN], **options}}}
    assert isinstance(clause, Term)
    return {"term": {clause.field: clause.token}}
