"""The catalogue in Elasticsearch, in fields that need no plug-in, as ``catalog.search.index.contents`` says it."""

from typing import Any

from django.conf import settings
from django_elasticsearch_dsl import Document, fields
from django_elasticsearch_dsl.registries import registry

from catalog.models import Anime
from catalog.search.index.contents import FACET_FIELDS, RELATIONS, SORT_FIELDS, STAMP_FIELD, TOKEN_FIELDS, document


@registry.register_document
class AnimeDocument(Document):
    """The name is an alias; catalog.search.engines.elastic makes the indices behind it."""

    class Index:
        name = f"{settings.ELASTICSEARCH_INDEX}-anime"
        settings = {
            "number_of_shards": 1,
            "number_of_replicas": settings.ELASTICSEARCH_REPLICAS,
            # The last page of the whole catalogue must be within reach.
            "max_result_window": 100_000,
        }

    class Django:
        model = Anime
        # Edits are written by catalog.search.index.indexing, to every engine alike.
        ignore_signals = True
        auto_refresh = False
        queryset_pagination = 500

    def get_queryset(self) -> Any:
        return Anime.objects.visible().prefetch_related(*RELATIONS)

    def prepare(self, instance: Anime) -> dict[str, Any]:
        """Everything from one place, so that both engines hold the same."""
        return document(instance)


def _add_fields() -> None:
    kinds: dict[str, Any] = {"id": fields.IntegerField()}
    # Stored apart: a query fetches the forms alone, not the whole source.
    kinds["forms"] = fields.KeywordField(index=False, doc_values=False, store=True)
    kinds |= {name: fields.KeywordField(doc_values=False, norms=False) for name in TOKEN_FIELDS}
    kinds |= {name: fields.KeywordField(norms=False) for name in FACET_FIELDS}
    kinds |= {name: fields.LongField() for name in SORT_FIELDS}
    kinds[STAMP_FIELD] = fields.LongField()
    for name, kind in kinds.items():
        AnimeDocument._doc_type.mapping.field(name, kind)


_add_fields()
